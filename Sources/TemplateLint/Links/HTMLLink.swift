/// A link of an HTML part that a reader can follow.
package struct HTMLLink: Sendable {
    /// `a` or `area`.
    package let element: HTMLElement
    /// Its `href`.
    package let attribute: HTMLAttribute
    /// Where it leads; in a template that is not filled, read with letters in place of the tags.
    package let target: LinkTarget
}

extension LintText {
    /// The bytes of an address up to the end of its host; a tag of a template behind them does not change the host.
    func hostPart(of attribute: HTMLAttribute) -> Range<Int> {
        let value = bytes[attribute.valueRange]
        let slashes = value.indices.dropLast().first {
            value[$0] == UInt8(ascii: "/") && value[$0 + 1] == UInt8(ascii: "/")
        }
        guard let slashes else { return attribute.valueRange }
        let end = value[(slashes + 2)...].firstIndex { "/\\?#".utf8.contains($0) }
        return value.startIndex..<(end ?? value.endIndex)
    }
}

extension LintedMail.HTMLPart {
    /// Every link, in document order.
    package var links: [HTMLLink] {
        (document?.elements("a", "area") ?? []).compactMap { element in
            element["href"].map { HTMLLink(element: element, attribute: $0, target: LinkTarget($0.value)) }
        }
    }

    /// Every image, in document order.
    package var images: [HTMLElement] {
        document?.elements("img") ?? []
    }
}
