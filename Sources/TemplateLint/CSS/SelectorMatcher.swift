/// Tells whether selectors hold for elements of one document.
struct SelectorMatcher {
    /// Whether a selector holds.
    enum Answer { case holds, mayHold, no }

    private let document: HTMLDocument
    private let selectors: [CSSSelector]
    /// Of each selector: whether all that it names is in the mail.
    private var isAllThere: [Bool] = []
    /// Names that occur somewhere: a mail program adds others around and inside the mail, as Outlook's `[data-ogsc]`.
    private var classes: Set<String> = []
    private var ids: Set<String> = []
    private var attributes: Set<String> = []
    private(set) var classesOf: [Int: [String]] = [:]

    init(_ document: HTMLDocument, selectors: [CSSSelector]) {
        self.document = document
        self.selectors = selectors
        guard !selectors.isEmpty else { return }
        for element in document.elements {
            for attribute in element.attributes {
                switch attribute.name {
                case "class":
                    let names = attribute.value.split(whereSeparator: \.isWhitespace).map(String.init)
                    classesOf[element.number] = names
                    classes.formUnion(names)
                case "id": ids.insert(attribute.value)
                case "style", "href", "src", "width", "height", "alt", "border", "cellpadding", "cellspacing": break
                default: attributes.insert(attribute.name)
                }
            }
        }
        attributes.formUnion(["style", "href", "src", "width", "height", "alt", "border", "cellpadding", "cellspacing"])
        isAllThere = selectors.map { $0.compounds.allSatisfy { mayBeMet($0) } }
    }

    /// Steps from element to element that one question may take.
    ///
    /// Enough for the depth of mail; whoever needs more gets "may hold", which accuses nobody.
    private static let steps = 200

    /// Whether the selector of that number holds for the element of that number.
    func answer(_ selectorNumber: Int, for number: Int) -> Answer {
        let selector = selectors[selectorNumber]
        guard let last = selector.compounds.last else { return .no }
        guard isAllThere[selectorNumber] else {
            return isMet(last, by: number) || !mayBeMet(last) && isMet(last, by: number, unlessMissing: true)
                ? .mayHold : .no
        }
        guard isMet(last, by: number) else { return .no }
        var steps = Self.steps
        guard holds(selector, upTo: selector.compounds.count - 1, at: number, steps: &steps) else {
            return steps > 0 ? .no : .mayHold
        }
        return .holds
    }

    /// Whether an element of the mail could be meant; mail programs bring elements, classes and attributes of their own.
    private func mayBeMet(_ compound: CSSSelector.Compound) -> Bool {
        compound.classes.allSatisfy { classes.contains($0) } && compound.id.map { ids.contains($0) } ?? true
            && compound.attributes.allSatisfy { attributes.contains($0.name) }
            && compound.tag.map { document.hasElements($0) } ?? true
    }

    private func isMet(_ compound: CSSSelector.Compound, by number: Int, unlessMissing: Bool = false) -> Bool {
        guard let element = HTMLElement(document, at: number) else { return false }
        if let tag = compound.tag, tag != element.name { return false }
        if let id = compound.id, element["id"]?.value != id, !unlessMissing || ids.contains(id) { return false }
        if !compound.classes.isEmpty {
            let own = classesOf[number] ?? []
            guard
                compound.classes.allSatisfy({ own.contains($0) || unlessMissing && !classes.contains($0) })
            else { return false }
        }
        return compound.attributes.allSatisfy { test in
            if let attribute = element[test.name] { return test.holds(attribute.value) }
            return unlessMissing && !attributes.contains(test.name)
        }
    }

    private func holds(_ selector: CSSSelector, upTo last: Int, at number: Int, steps: inout Int) -> Bool {
        guard last > 0 else { return true }
        let wanted = selector.compounds[last - 1]
        var candidates: [Int] = []
        switch selector.combinators[last - 1] {
        case .child, .descendant:
            var parent = document.nodes[number].parent
            while parent >= 0 {
                candidates.append(parent)
                if selector.combinators[last - 1] == .child || candidates.count > Self.steps { break }
                parent = document.nodes[parent].parent
            }
        case .next, .later:
            candidates = siblings(before: number, steps: &steps)
            if selector.combinators[last - 1] == .next { candidates = Array(candidates.suffix(1)) }
        }
        for candidate in candidates {
            steps -= 1
            guard steps > 0 else { return false }
            if isMet(wanted, by: candidate), holds(selector, upTo: last - 1, at: candidate, steps: &steps) {
                return true
            }
        }
        return false
    }

    private func siblings(before number: Int, steps: inout Int) -> [Int] {
        let parent = document.nodes[number].parent
        guard parent >= 0 else { return [] }
        var found: [Int] = []
        var sibling = parent + 1
        while sibling < number, steps > 0 {
            steps -= 1
            if case .element = document.nodes[sibling].content { found.append(sibling) }
            sibling = document.nodes[sibling].end
        }
        return found
    }
}
