/// A link of an HTML part that a reader can follow.
package struct HTMLLink: Sendable {
    /// `a` or `area`.
    package let element: HTMLElement
    /// Its `href`.
    package let attribute: HTMLAttribute
    /// Where it leads; in a template that is not filled, read with letters in place of the tags.
    package let target: LinkTarget
    /// What a reader sees of it, with runs of white space made one blank.
    package let text: String
    /// Whether a template will fill in some of what a reader sees.
    package let textDependsOnData: Bool
    /// Whether a template will fill in the host, or may.
    package let hostDependsOnData: Bool
    /// Whether it says that it leads to where one unsubscribes.
    let isUnsubscribe: Bool

    init(_ element: HTMLElement, _ attribute: HTMLAttribute, in source: LintText) {
        self.element = element
        self.attribute = attribute
        target = LinkTarget(attribute.value)
        let texts = element.texts
        text = texts.map(\.text).joined().collapsed
        textDependsOnData = !source.holes.isEmpty && texts.contains { source.dependsOnData($0.range) }
        hostDependsOnData = source.hostDependsOnData(attribute.valueRange)
        isUnsubscribe = UnsubscribeWords.isUnsubscribe(element, to: attribute, target.text, shownAs: text, in: source)
    }
}

extension LintText {
    /// Whether a template will fill in the host of the address between these bytes, or something before it.
    func hostDependsOnData(_ range: Range<Int>) -> Bool {
        !holes.isEmpty && !holes(in: hostPart(of: range)).isEmpty
    }

    /// The bytes of an address up to the end of its host; a tag of a template behind them does not change the host.
    private func hostPart(of range: Range<Int>) -> Range<Int> {
        let value = bytes[range]
        let slashes = value.indices.dropLast().first { value[$0].isSlash && value[$0 + 1].isSlash }
        guard let slashes else { return range }
        let end = value[(slashes + 2)...].firstIndex { "/\\?#".utf8.contains($0) }
        return value.startIndex..<(end ?? value.endIndex)
    }
}
