/// Which texts of a document its reader sees, and how large and in which colours.
///
/// The cascade (CSS Cascade Level 4) of inline styles, style sheets and attributes, for the properties that matter here.
/// What holds for some readers only, such as a rule under `@media`, makes a property uncertain.
package struct HTMLVisibility: Sendable {
    /// A text that is hidden.
    package struct HiddenText: Sendable {
        /// The text.
        package let text: HTMLText
        /// The element that hides it.
        package let element: HTMLElement
        /// By which declaration: `display: none`.
        package let declaration: String
        /// Whether it is hidden from every reader.
        package let isCertain: Bool
    }

    /// How a text that is seen looks; nil is not known.
    struct Appearance: Sendable, Hashable {
        var color: CSSColor?
        var background: CSSColor?
        /// Whether both colours are written somewhere, and not those of a page without any.
        var isExplicit = false
        /// In pixels.
        var size: Double?
        var isBold = false
    }

    /// Hidden texts that are not blank, in document order.
    package let hidden: [HiddenText]
    /// Texts that the reader sees and that are not blank, in document order.
    package let visible: [HTMLText]
    /// How each of the visible texts looks.
    let appearances: [Appearance]

    /// The same as `Appearance` and what hides, as elements hand it down.
    fileprivate struct State {
        /// Numbers, so that handing a state down copies nothing but bytes.
        struct Cause {
            var element: Int
            /// The number of the declaration.
            var declaration: Int
            var isCertain: Bool

            /// In place of a declaration: none, and the `hidden` attribute.
            static let unknown = -1
            static let attribute = -2
        }
        var hiding: Cause?
        /// A font size of nothing, which an element below may undo; so with the next one.
        var tiny: Cause?
        var invisible: Cause?
        var color: CSSColor? = CSSColor(0)
        var isColorWritten = false
        var background: CSSColor? = .white
        var isBackgroundWritten = false
        var size: Double? = 16
        var isBold = false
    }

    init(_ document: HTMLDocument, styles: MailStyles, text: LintText?) {
        var cascade = SeenCascade(document, styles: styles, text: text)
        var states: [State] = []
        states.reserveCapacity(document.nodes.count)
        var hidden: [HiddenText] = []
        var visible: [HTMLText] = []
        var appearances: [Appearance] = []
        // A partial may bring a style sheet: then nothing is certain.
        let mayHoldMore = text?.mayHoldMore ?? false
        for number in document.nodes.indices {
            let parent = document.nodes[number].parent
            let isRendered = document.nodes[number].isRendered
            var state = parent >= 0 ? states[parent] : State()
            if let element = HTMLElement(document, at: number) {
                if isRendered || number < 3 { cascade.apply(element, to: &state) }
            } else if isRendered, let text = HTMLText(document, at: number), !text.isBlank {
                if let cause = state.hiding ?? state.invisible ?? state.tiny {
                    hidden.append(
                        HiddenText(
                            text: text, element: HTMLElement(document: document, number: cause.element),
                            declaration: cascade.spelling(of: cause), isCertain: cause.isCertain && !mayHoldMore))
                } else {
                    visible.append(text)
                    appearances.append(mayHoldMore ? Appearance() : Appearance(state))
                }
            }
            states.append(state)
        }
        self.hidden = hidden
        self.visible = visible
        self.appearances = appearances
    }

    /// The number of the first text that a reader sees, as the tree counts.
    var firstVisible: Int { visible.first?.number ?? Int.max }

    /// What hides a text; nil where it is seen.
    func hiding(_ text: HTMLText) -> HiddenText? {
        let place = Self.place(of: text.number, in: hidden.count) { hidden[$0].text.number }
        return place.map { hidden[$0] }
    }

    /// How a text looks that is seen.
    func appearance(of text: HTMLText) -> Appearance? {
        Self.place(of: text.number, in: visible.count) { visible[$0].number }.map { appearances[$0] }
    }

    private static func place(of number: Int, in count: Int, _ numberAt: (Int) -> Int) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if numberAt(middle) < number { low = middle + 1 } else { high = middle }
        }
        return low < count && numberAt(low) == number ? low : nil
    }
}

extension HTMLVisibility.Appearance {
    fileprivate init(_ state: HTMLVisibility.State) {
        self.init(
            color: state.color, background: state.background,
            isExplicit: state.isColorWritten && state.isBackgroundWritten, size: state.size, isBold: state.isBold)
    }
}

/// Finds the declarations that win for each element.
private struct SeenCascade {
    private let document: HTMLDocument
    private var styles: MailStyles
    private let text: LintText?
    private let matcher: SelectorMatcher
    /// Inline styles come again and again.
    private var inline: [String: Range<Int>] = [:]
    private var winners = [Winner](repeating: Winner(), count: SeenProperty.allCases.count)
    private var isUsed = false

    private struct Winner {
        var priority = -1
        var declaration = -1
        /// The strongest that holds for some readers only.
        var conditional = -1
        var isUncertain: Bool { conditional > priority }
    }

    init(_ document: HTMLDocument, styles: MailStyles, text: LintText?) {
        self.document = document
        self.styles = styles
        self.text = text
        matcher = SelectorMatcher(document, selectors: styles.candidates.map(\.selector))
    }

    mutating func apply(_ element: HTMLElement, to state: inout HTMLVisibility.State) {
        applyElement(element, to: &state)
        if isUsed {
            for index in winners.indices { winners[index] = Winner() }
            isUsed = false
        }
        let isFilled = collect(for: element)
        guard isUsed || isFilled else { return }
        hide(element, isFilled: isFilled, &state)
        size(element, isFilled: isFilled, &state)
        color(isFilled: isFilled, &state)
    }

    /// What attributes and the element itself say; style sheets win over it.
    private func applyElement(_ element: HTMLElement, to state: inout HTMLVisibility.State) {
        switch element.name {
        case "a":
            // Programs colour links each in their own way.
            state.color = nil
            state.isColorWritten = false
        case "b", "strong", "th": state.isBold = true
        case "h1", "h2", "h3", "h4", "h5", "h6":
            let factors = ["h1": 2, "h2": 1.5, "h3": 1.17, "h4": 1, "h5": 0.83, "h6": 0.67]
            state.isBold = true
            state.size = state.size.map { $0 * (factors[element.name] ?? 1) }
        case "small", "sup", "sub": state.size = state.size.map { $0 / 1.2 }
        case "mark", "button", "select", "input", "textarea":
            state.color = nil
            state.background = nil
        case "font":
            if let value = element["color"]?.value {
                state.color = CSSColor(attribute: value)
                state.isColorWritten = true
            }
            if element["size"] != nil { state.size = nil }
        case "table":
            // Quirks of tables: colours are handed down, sizes are not everywhere.
            break
        default: break
        }
        for attribute in element.attributes {
            switch attribute.name {
            case "hidden":
                if state.hiding == nil, attribute.value.asciiLowercased != "until-found" {
                    state.hiding = .init(
                        element: element.number, declaration: HTMLVisibility.State.Cause.attribute, isCertain: true)
                }
            case "bgcolor":
                state.background = CSSColor(attribute: attribute.value)
                state.isBackgroundWritten = true
            case "background": state.background = nil
            case "text" where element.name == "body":
                state.color = CSSColor(attribute: attribute.value)
                state.isColorWritten = true
            default: break
            }
        }
    }

    /// Collects what wins; returns whether a template language has a hand in how the element looks.
    private mutating func collect(for element: HTMLElement) -> Bool {
        var isFilled = false
        if let text, !text.holes.isEmpty {
            isFilled =
                !text.holes(in: element.range).isEmpty
                && element.attributes.contains { attribute in
                    ["style", "class", "id", "bgcolor", "color", "background", "hidden"].contains(attribute.name)
                        && !text.holes(in: attribute.valueRange).isEmpty
                        || attribute.range.isEmpty
                }
                || text.holes(in: element.range).contains { hole in
                    !element.attributes.contains { $0.valueRange.overlaps(hole.range) }
                }
        }
        if !styles.candidates.isEmpty {
            for name in matcher.classesOf[element.number] ?? [] { consider(styles.byClass[name], for: element.number) }
            if let id = element["id"] { consider(styles.byID[id.value], for: element.number) }
            consider(styles.byTag[element.name], for: element.number)
            consider(styles.anywhere, for: element.number)
        }
        if let style = element["style"], !style.value.isEmpty {
            let range: Range<Int>
            if let known = inline[style.value] {
                range = known
            } else {
                let tokens = CSSTokens(style.value)
                range = styles.keep(SeenDeclaration.list(tokens, in: tokens.all))
                inline[style.value] = range
            }
            // CSS Cascade 4 §6.1: an attribute wins over every selector.
            for number in range { note(number, weight: 1 << 40, isConditional: false) }
        }
        return isFilled
    }

    private mutating func consider(_ candidates: [Int]?, for number: Int) {
        for candidate in candidates ?? [] {
            let rule = styles.candidates[candidate]
            let answer = matcher.answer(candidate, for: number)
            guard answer != .no else { continue }
            let weight = min(rule.selector.specificity, 1 << 30)
            for declaration in rule.declarations {
                note(
                    declaration, weight: weight, order: rule.order,
                    isConditional: rule.isConditional || answer == .mayHold)
            }
        }
    }

    private mutating func note(_ number: Int, weight: Int, order: Int = 0, isConditional: Bool) {
        isUsed = true
        let slot = styles.declarations[number].property.rawValue
        // Importance, then where it stands, then the selector, then the order: in one number. Orders stay below 2^16.
        let priority = (styles.declarations[number].isImportant ? 1 << 61 : 0) + weight << 16 + order
        if isConditional {
            winners[slot].conditional = max(winners[slot].conditional, priority)
        } else if priority >= winners[slot].priority {
            winners[slot].priority = priority
            winners[slot].declaration = number
        }
    }

    /// How that which hides something is written.
    func spelling(of cause: HTMLVisibility.State.Cause) -> String {
        switch cause.declaration {
        case HTMLVisibility.State.Cause.attribute: "hidden"
        case HTMLVisibility.State.Cause.unknown: ""
        default: styles.declarations[cause.declaration].written
        }
    }

    private func winner(_ property: SeenProperty) -> SeenDeclaration? {
        let number = winners[property.rawValue].declaration
        return number >= 0 ? styles.declarations[number] : nil
    }

    private func isUncertain(_ property: SeenProperty) -> Bool { winners[property.rawValue].isUncertain }

    private func isOn(_ property: SeenProperty) -> Bool {
        if case .flag(true)? = winner(property)?.value { true } else { false }
    }

    private func hide(_ element: HTMLElement, isFilled: Bool, _ state: inout HTMLVisibility.State) {
        let isForSome = isFilled || isOn(.outlookHides) || isUncertain(.outlookHides)
        func cause(_ property: SeenProperty, _ others: SeenProperty...) -> HTMLVisibility.State.Cause {
            .init(
                element: element.number, declaration: winners[property.rawValue].declaration,
                isCertain: !isForSome && !isUncertain(property) && !others.contains { isUncertain($0) })
        }
        if state.hiding == nil {
            if isOn(.display) {
                state.hiding = cause(.display)
            } else if case .number(let opacity)? = winner(.opacity)?.value, opacity <= 0 {
                state.hiding = cause(.opacity)
            } else if isOn(.overflow), let box = [.maxHeight, .height, .maxWidth].first(where: { isOn($0) }) {
                state.hiding = cause(box, .overflow)
            } else if isOn(.textIndent) {
                state.hiding = cause(.textIndent)
            }
        }
        if case .flag(let isInvisible)? = winner(.visibility)?.value {
            state.invisible = isInvisible ? cause(.visibility) : nil
        }
        if isUncertain(.display) || isUncertain(.opacity) || isUncertain(.visibility) {
            state.hiding?.isCertain = false
            state.invisible?.isCertain = false
        }
        if case .number(let opacity)? = winner(.opacity)?.value, opacity < 1 {
            // What shines through is not computed.
            state.color = nil
        }
    }

    private func size(_ element: HTMLElement, isFilled: Bool, _ state: inout HTMLVisibility.State) {
        if case .flag(let isBold)? = winner(.fontWeight)?.value { state.isBold = isBold }
        guard let found = winner(.fontSize) else {
            if isUncertain(.fontSize) || isFilled { state.size = nil }
            return
        }
        let isForSome = isFilled || isOn(.outlookHides) || isUncertain(.fontSize)
        switch found.value {
        case .length(let pixels): state.size = pixels
        case .times(let factor): state.size = state.size.map { $0 * factor }
        case .inherit: break
        default: state.size = nil
        }
        // A letter of one pixel cannot be read.
        if let size = state.size, size <= 1 {
            if state.tiny == nil {
                state.tiny = .init(
                    element: element.number, declaration: winners[SeenProperty.fontSize.rawValue].declaration,
                    isCertain: !isForSome)
            }
        } else {
            state.tiny = nil
        }
        if isForSome {
            state.size = nil
            state.tiny?.isCertain = false
        }
    }

    private func color(isFilled: Bool, _ state: inout HTMLVisibility.State) {
        if let found = winner(.color) {
            switch found.value {
            case .color(let color):
                // What shines through is computed against white or a colour only.
                state.color = color.alpha == 1 ? color : nil
                state.isColorWritten = true
            case .inherit: break
            default: state.color = nil
            }
        }
        if let found = winner(.backgroundColor) {
            switch found.value {
            case .color(let color):
                if color.alpha == 1 {
                    state.background = color
                    state.isBackgroundWritten = true
                } else if color.alpha > 0 {
                    state.background = state.background.map { color.over($0) }
                    state.isBackgroundWritten = true
                }
            default: state.background = nil
            }
        }
        if isOn(.backgroundImage) || isOn(.disguise) || isUncertain(.disguise) { state.background = nil }
        if isOn(.disguise) { state.color = nil }
        if isUncertain(.color) || isFilled { state.color = nil }
        if isUncertain(.backgroundColor) || isUncertain(.backgroundImage) || isFilled { state.background = nil }
    }
}
