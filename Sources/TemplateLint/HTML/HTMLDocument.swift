/// An HTML document as a mail program sees it, with the byte that everything stands at.
///
/// The tree follows the HTML standard, repairs and all. Immutable; elements and texts are views of it.
package final class HTMLDocument: Sendable {
    let nodes: [HTMLNode]
    /// Whether it begins with a doctype.
    package let hasDoctype: Bool
    private let byName: [String: [Int]]

    init(nodes: [HTMLNode], hasDoctype: Bool) {
        self.nodes = nodes
        self.hasDoctype = hasDoctype
        var byName: [String: [Int]] = [:]
        for (number, node) in nodes.enumerated() {
            if case .element(let tag) = node.content { byName[tag.name, default: []].append(number) }
        }
        self.byName = byName
    }

    /// The tree of any bytes; one without anything in it where they are more than the parser should be given.
    ///
    /// - Parameter isShortened: whether the parser is spared what it need not look at; the tree is the same.
    package convenience init(parsing bytes: [UInt8], isShortened: Bool = true) {
        let copy = (try? HTMLGuard.look(at: bytes)).map { idle in
            HTMLParser.parse(bytes, idle: isShortened ? idle : IdleStretches())
        }
        self.init(nodes: copy?.nodes ?? [], hasDoctype: copy?.hasDoctype ?? false)
    }

    /// Every element of these names, in document order.
    package func elements(_ names: String...) -> [HTMLElement] {
        let numbers = names.flatMap { byName[$0] ?? [] }
        return (names.count > 1 ? numbers.sorted() : numbers).map { HTMLElement(document: self, number: $0) }
    }

    /// Whether there is an element of that name.
    func hasElements(_ name: String) -> Bool {
        byName[name] != nil
    }

    /// Every element, in document order.
    package var elements: some Sequence<HTMLElement> {
        nodes.indices.lazy.compactMap { HTMLElement(self, at: $0) }
    }

    /// Every text that a reader may see, in document order; blank ones too.
    package var texts: some Sequence<HTMLText> {
        nodes.indices.lazy.compactMap { self.nodes[$0].isRendered ? HTMLText(self, at: $0) : nil }
    }

    /// Every comment, in document order, with its bytes.
    package var comments: [(text: String, range: Range<Int>)] {
        nodes.compactMap { node in
            guard case .comment(let text) = node.content else { return nil }
            return (text, node.range)
        }
    }

    /// The text of every style element, with its bytes.
    package var styles: [(text: String, range: Range<Int>)] {
        elements("style").map { style in
            let texts = style.descendants.compactMap { HTMLText(self, at: $0) }
            let start = texts.first?.range.lowerBound ?? style.range.upperBound
            return (texts.map(\.text).joined(), start..<(texts.last?.range.upperBound ?? start))
        }
    }

    /// What a reader may see, as one text; white space as it is written.
    package var renderedText: String {
        texts.map(\.text).joined()
    }
}

/// An element of a document.
package struct HTMLElement: Sendable {
    /// Where it is.
    package let document: HTMLDocument
    let number: Int
    private let tag: HTMLTag

    init(document: HTMLDocument, number: Int) {
        self.document = document
        self.number = number
        if case .element(let tag) = document.nodes[number].content {
            self.tag = tag
        } else {
            tag = HTMLTag(name: "", attributes: [])
        }
    }

    init?(_ document: HTMLDocument, at number: Int) {
        guard case .element(let tag) = document.nodes[number].content else { return nil }
        self.document = document
        self.number = number
        self.tag = tag
    }

    /// Its name in small letters.
    package var name: String { tag.name }
    /// Its attributes in the order of the tag.
    package var attributes: [HTMLAttribute] { tag.attributes }
    /// The bytes of its start tag; empty where the parser made it up.
    package var range: Range<Int> { document.nodes[number].range }
    /// Whether its start tag is in the text.
    package var isWritten: Bool { !range.isEmpty }
    /// Whether a reader may see it.
    package var isRendered: Bool { document.nodes[number].isRendered }
    /// The numbers of everything below it.
    var descendants: Range<Int> { number + 1..<max(number + 1, document.nodes[number].end) }

    /// The attribute of that name, given in small letters.
    package subscript(name: String) -> HTMLAttribute? {
        attributes.first { $0.name == name }
    }

    /// Whether it has the attribute of that name, given in small letters.
    func has(_ name: String) -> Bool {
        tag.attributes.contains { $0.name == name }
    }

    /// The element around it.
    package var parent: HTMLElement? {
        let parent = document.nodes[number].parent
        return parent >= 0 ? HTMLElement(document, at: parent) : nil
    }

    /// The texts below it that a reader may see.
    package var texts: [HTMLText] {
        descendants.compactMap { document.nodes[$0].isRendered ? HTMLText(document, at: $0) : nil }
    }

    /// What a reader may see of it, with runs of white space made one blank.
    package var renderedText: String {
        texts.map(\.text).joined().collapsed
    }

    /// The elements below it, in document order.
    package var elementsBelow: [HTMLElement] {
        descendants.compactMap { HTMLElement(document, at: $0) }
    }

    /// The declarations of its `style` attribute; none where it has no such.
    package var style: StyleDeclarations {
        StyleDeclarations(self["style"]?.value ?? "")
    }
}

/// A text of a document.
package struct HTMLText: Sendable {
    /// Where it is.
    package let document: HTMLDocument
    let number: Int
    /// With its character references read.
    package let text: String

    init?(_ document: HTMLDocument, at number: Int) {
        guard case .text(let text) = document.nodes[number].content else { return nil }
        self.document = document
        self.number = number
        self.text = text
    }

    /// Its bytes.
    package var range: Range<Int> { document.nodes[number].range }

    /// The element around it.
    package var parent: HTMLElement? {
        let parent = document.nodes[number].parent
        return parent >= 0 ? HTMLElement(document, at: parent) : nil
    }

    /// Whether there is nothing to see in it: white space, or characters that take no room.
    package var isBlank: Bool {
        // Most texts begin with a letter of ASCII.
        for byte in text.utf8.prefix(1) where byte > 0x20 && byte < 0x7F { return false }
        return text.unicodeScalars.allSatisfy(\.isInvisible)
    }
}

extension Unicode.Scalar {
    /// White space, and the characters that mailers pad a preheader with.
    var isInvisible: Bool {
        switch value {
        case 0x34F, 0x61C, 0xAD, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x2007, 0x200B...0x200F, 0x202A...0x202E,
            0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0:
            true
        case ..<0x80: value == 0x20 || (0x09...0x0D).contains(value)
        default: properties.isWhitespace
        }
    }
}

extension StringProtocol {
    /// Without white space around it, and every run of it made one blank.
    var collapsed: String {
        // Most texts are ASCII, and this is asked of all of them.
        let text = String(self)
        guard text.isASCII else { return split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        return text.withBytes { bytes in
            var result: [UInt8] = []
            result.reserveCapacity(bytes.count)
            var isAfterBlank = true
            for index in 0..<bytes.count {
                let byte = bytes[index]
                if byte != 0x20, !(0x09...0x0D).contains(byte) {
                    result.append(byte)
                    isAfterBlank = false
                } else if !isAfterBlank {
                    result.append(0x20)
                    isAfterBlank = true
                }
            }
            if isAfterBlank, !result.isEmpty { result.removeLast() }
            return String(decoding: result, as: UTF8.self)
        }
    }
}
