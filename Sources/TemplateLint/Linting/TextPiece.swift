import Findings

/// A stretch of text that a reader may see: one text of the HTML, or the whole plain text.
///
/// Read once for each mail; `marks` tells a rule at no cost that there is nothing in it to look for.
package struct TextPiece: Sendable {
    /// With character references read.
    package let content: String
    /// The text that it stands in.
    package let source: LintText
    /// Where in the HTML; nil for plain text.
    package let node: HTMLText?
    /// Whether it shows code.
    package let isCode: Bool
    /// Which kinds of bytes it has.
    package let marks: Marks

    /// Kinds of bytes that rules look for.
    package struct Marks: OptionSet, Sendable {
        /// One bit for each.
        package let rawValue: UInt8

        /// These.
        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// The kinds of bytes of a text.
        init(of text: String) {
            let kinds = Self.kinds
            rawValue = text.withBytes { bytes in
                var found: UInt8 = 0
                for index in 0..<bytes.count { found |= kinds[Int(bytes[index])] }
                return found
            }
        }

        private static let kinds: [UInt8] = (0...255).map { (byte: UInt8) in
            var marks: Marks = byte > 0x20 && byte != 0x7F ? .ink : []
            if byte >= 0x80 { marks.insert(.nonASCII) }
            if byte == UInt8(ascii: "&") { marks.insert(.ampersand) }
            if ByteSet("{*%$[<#").contains(byte) { marks.insert(.tag) }
            return marks.rawValue
        }

        /// A character that is not ASCII.
        package static let nonASCII = Marks(rawValue: 1)
        /// `&`.
        package static let ampersand = Marks(rawValue: 2)
        /// A byte that the tags of template languages begin with.
        package static let tag = Marks(rawValue: 4)
        /// Anything but white space.
        package static let ink = Marks(rawValue: 8)
    }

    private init(_ content: String, source: LintText, node: HTMLText?, isCode: Bool) {
        self.content = content
        self.source = source
        self.node = node
        self.isCode = isCode
        marks = Marks(of: content)
    }

    /// Plain text.
    init(plain text: LintText) {
        self.init(text.text.text, source: text, node: nil, isCode: false)
    }

    /// The texts of a document that a reader may see and that are not blank.
    static func all(of document: HTMLDocument, in source: LintText) -> [TextPiece] {
        var pieces: [TextPiece] = []
        /// The first number that is no code any more.
        var endOfCode = 0
        for number in document.nodes.indices {
            switch document.nodes[number].content {
            case .element(let tag) where number >= endOfCode && isCode(tag.name):
                endOfCode = document.nodes[number].end
            case .text(let content) where document.nodes[number].isRendered:
                guard let text = HTMLText(document, at: number) else { continue }
                let piece = TextPiece(content, source: source, node: text, isCode: number < endOfCode)
                if piece.marks.contains(.ink) { pieces.append(piece) }
            default: continue
            }
        }
        return pieces
    }

    /// The bytes in the source of stretches of the content, which are given in order.
    package func ranges(of stretches: [Range<Int>]) -> [Range<Int>] {
        if let node { return source.ranges(of: stretches, in: node) }
        return content.utf8.count == source.bytes.count ? stretches : rangesInBrokenText(of: stretches)
    }

    /// The same for plain text that is not UTF-8 all through: U+FFFD in the content is a byte of the source, or some.
    private func rangesInBrokenText(of stretches: [Range<Int>]) -> [Range<Int>] {
        var parser = Unicode.UTF8.ForwardParser()
        var bytes = source.bytes.makeIterator()
        var read = 0
        var seen = 0
        func advance(to offset: Int) -> Int {
            while seen < offset {
                switch parser.parseScalar(from: &bytes) {
                case .valid(let scalar): (read, seen) = (read + scalar.count, seen + scalar.count)
                case .error(let length): (read, seen) = (read + length, seen + 3)
                case .emptyInput: return read
                }
            }
            return read
        }
        return stretches.map { stretch in
            let start = advance(to: stretch.lowerBound)
            return start..<advance(to: stretch.upperBound)
        }
    }

    /// The bytes in the source of a stretch of the content.
    package func range(of stretch: Range<Int>) -> Range<Int> {
        ranges(of: [stretch]).first ?? stretch
    }

    private static func isCode(_ name: String) -> Bool {
        name == "code" || name == "pre" || name == "kbd" || name == "samp"
    }
}

/// An attribute of an element that a reader may see: an address, or a text in place of something.
package struct ShownAttribute: Sendable {
    /// The attribute.
    package let attribute: HTMLAttribute
    /// Whether it is an address: of a link, an image, a background or a form.
    package let isAddress: Bool
    /// Which kinds of bytes it has.
    package let marks: TextPiece.Marks

    /// Those of a document, in order.
    static func all(of document: HTMLDocument) -> [ShownAttribute] {
        var found: [ShownAttribute] = []
        for node in document.nodes {
            guard node.isRendered, case .element(let tag) = node.content else { continue }
            for attribute in tag.attributes {
                let isAddress: Bool
                switch attribute.name {
                case "href", "src", "action", "background": isAddress = true
                case "alt", "title": isAddress = false
                default: continue
                }
                found.append(
                    ShownAttribute(
                        attribute: attribute, isAddress: isAddress, marks: TextPiece.Marks(of: attribute.value)))
            }
        }
        return found
    }
}
