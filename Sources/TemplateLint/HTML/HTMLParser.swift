import CGumbo

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Parses HTML with libgumbo and copies the tree out.
///
/// Offsets are taken from the pointers into the source that libgumbo keeps for every tag, text and attribute; its own
/// line and column are not used.
enum HTMLParser {
    /// The tree of a document; any bytes will do, within the limits of `HTMLGuard`, which the caller has asked.
    ///
    /// - Parameter idle: what libgumbo need not look at; none of it gives the same tree.
    static func parse(_ bytes: [UInt8], idle: IdleStretches) -> HTMLDocument {
        let short = ShortenedHTML(bytes, without: idle)
        return unsafe short.bytes.withUnsafeBytes { buffer in
            let nothing = HTMLDocument(nodes: [], hasDoctype: false)
            guard let base = buffer.baseAddress else { return nothing }
            var options = unsafe kGumboDefaultOptions
            unsafe options.tab_stop = 1
            unsafe options.max_errors = 0
            // The tree lies in it, so that it must not end before everything has been copied.
            let memory = unsafe TreeMemory()
            unsafe memory.serve(&options)
            // gumbo.h: the buffer must live as long as the tree; it does until this closure returns.
            guard
                let output = unsafe gumbo_parse_with_options(
                    &options, base.assumingMemoryBound(to: CChar.self), buffer.count)
            else { return nothing }
            guard let document = unsafe output.pointee.document else { return nothing }
            var copy = TreeCopy(bytes: bytes, short: short, base: UInt(bitPattern: base))
            unsafe copy.copy(document)
            let hasDoctype = unsafe document.pointee.v.document.has_doctype
            unsafe extendLifetime(memory)
            return HTMLDocument(nodes: copy.nodes, hasDoctype: hasDoctype)
        }
    }
}

/// Copies a tree of libgumbo, without recursion, into the list that `HTMLDocument` is made of.
private struct TreeCopy {
    private(set) var nodes: [HTMLNode] = []
    private let bytes: [UInt8]
    /// What libgumbo was given in place of them.
    private let short: ShortenedHTML
    /// The address of that, only to be subtracted from others.
    private let base: UInt

    /// A node whose children are being copied; must not outlive the tree.
    @unsafe private struct Frame {
        var children: GumboVector
        var next: UInt32 = 0
        /// Its number in `nodes`; -1 for the document itself.
        var number: Int
        var isRendered: Bool
    }

    init(bytes: [UInt8], short: ShortenedHTML, base: UInt) {
        self.bytes = bytes
        self.short = short
        self.base = base
    }

    mutating func copy(_ document: UnsafeMutablePointer<GumboNode>) {
        let children = unsafe document.pointee.v.document.children
        var frames = unsafe [Frame(children: children, number: -1, isRendered: true)]
        while let top = unsafe frames.indices.last {
            let frame = unsafe frames[top]
            guard unsafe frame.next < frame.children.length, let child = unsafe frame.children.data[Int(frame.next)]
            else {
                if unsafe frame.number >= 0 { unsafe nodes[frame.number].end = nodes.count }
                unsafe frames.removeLast()
                continue
            }
            unsafe frames[top].next += 1
            let node = unsafe child.assumingMemoryBound(to: GumboNode.self)
            if let inner = unsafe add(node, below: frame.number, isRendered: frame.isRendered) {
                unsafe frames.append(inner)
            }
        }
    }

    /// Adds a node, and returns the frame of its children where it has any.
    private mutating func add(
        _ node: UnsafeMutablePointer<GumboNode>, below parent: Int, isRendered: Bool
    ) -> Frame? {
        switch unsafe node.pointee.type {
        case GUMBO_NODE_ELEMENT, GUMBO_NODE_TEMPLATE:
            let element = unsafe node.pointee.v.element
            let range = unsafe offsets(of: element.original_tag)
            let name = name(of: unsafe element.tag, written: range)
            let isRendered = isRendered && !isUnseen(unsafe element.tag, name)
            let endTag = unsafe offsets(of: element.original_end_tag)
            let attributes = unsafe attributes(of: element)
            let tag = HTMLTag(name: name, attributes: attributes, endTag: endTag.isEmpty ? nil : endTag)
            append(.element(tag), range, below: parent, isRendered: isRendered)
            return unsafe Frame(children: element.children, number: nodes.count - 1, isRendered: isRendered)
        case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA:
            let text = unsafe node.pointee.v.text
            let range = unsafe offsets(of: text.original_text)
            append(.text(unsafe string(text.text)), range, below: parent, isRendered: isRendered)
        case GUMBO_NODE_COMMENT:
            let text = unsafe node.pointee.v.text
            let range = unsafe offsets(of: text.original_text)
            append(.comment(unsafe string(text.text)), range, below: parent, isRendered: isRendered)
        default: break
        }
        return nil
    }

    private mutating func append(
        _ content: HTMLNode.Content, _ range: Range<Int>, below parent: Int, isRendered: Bool
    ) {
        nodes.append(
            HTMLNode(content: content, parent: parent, end: nodes.count + 1, range: range, isRendered: isRendered))
    }

    /// Elements whose text no reader sees.
    private static let unseen: Set<String> = [
        "head", "title", "style", "script", "template", "noscript", "noframes", "noembed", "iframe", "textarea", "xml",
    ]

    private func isUnseen(_ tag: GumboTag, _ name: String) -> Bool {
        tag == GUMBO_TAG_UNKNOWN ? Self.unseen.contains(name) : Self.unseenTags[Int(tag.rawValue)]
    }

    private static let unseenTags = names.map { unseen.contains($0) }
    /// The names of the elements that libgumbo knows, by their number: most of all there are.
    private static let names = (0..<GUMBO_TAG_UNKNOWN.rawValue).map { number in
        unsafe gumbo_normalized_tagname(GumboTag(number)).map { unsafe String(cString: $0) } ?? ""
    }

    private func name(of tag: GumboTag, written range: Range<Int>) -> String {
        if tag == GUMBO_TAG_UNKNOWN, range.count > 1 {
            let name = bytes[range].dropFirst().prefix(while: \.isTagNameByte)
            return String(decoding: name, as: UTF8.self).lowercased()
        }
        return tag == GUMBO_TAG_UNKNOWN ? "" : Self.names[Int(tag.rawValue)]
    }

    private func attributes(of element: GumboElement) -> [HTMLAttribute] {
        var result: [HTMLAttribute] = []
        for index in 0..<Int(unsafe element.attributes.length) {
            guard let pointer = unsafe element.attributes.data[index] else { continue }
            let attribute = unsafe pointer.assumingMemoryBound(to: GumboAttribute.self).pointee
            var nameRange = unsafe offsets(of: attribute.original_name)
            var name = unsafe string(attribute.name)
            // libgumbo makes the letters of ASCII small.
            if !name.isASCII { name = name.lowercased() }
            // libgumbo does not forget the name of a repeated attribute without a value: it grows the next one's.
            if let gap = bytes[nameRange].lastIndex(where: { $0.isBlankOrBreak || $0 == UInt8(ascii: "/") }) {
                nameRange = gap + 1..<nameRange.upperBound
                name = String(decoding: bytes[nameRange], as: UTF8.self).lowercased()
                // WHATWG HTML §13.2.5.33: of attributes with one name, the first counts.
                guard !nameRange.isEmpty, !result.contains(where: { $0.name == name }) else { continue }
            }
            var valueRange = unsafe offsets(of: attribute.original_value)
            // libgumbo gives the name as the value of an attribute that has none.
            if valueRange.lowerBound < nameRange.upperBound {
                valueRange = nameRange.upperBound..<nameRange.upperBound
            } else if valueRange.count >= 2,
                [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[valueRange.first ?? 0])
            {
                valueRange = valueRange.lowerBound + 1..<valueRange.upperBound - 1
            }
            result.append(
                HTMLAttribute(
                    name: name, value: unsafe string(attribute.value), nameRange: nameRange,
                    valueRange: valueRange))
        }
        return result
    }

    /// The offsets of a stretch of the source; an empty range where libgumbo has none.
    private func offsets(of piece: GumboStringPiece) -> Range<Int> {
        let address = UInt(bitPattern: unsafe piece.data)
        guard address >= base, address - base <= UInt(short.bytes.count) else { return 0..<0 }
        let start = Int(address - base)
        return short.offset(start)..<short.offset(start + Int(unsafe piece.length))
    }

    private func string(_ pointer: UnsafePointer<CChar>?) -> String {
        guard let pointer = unsafe pointer else { return "" }
        let count = unsafe strlen(pointer)
        // The text lies in the tree, which outlives this call.
        let restored = unsafe pointer.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
            unsafe short.restored(Span(_unsafeElements: UnsafeBufferPointer(start: bytes, count: count)))
        }
        if let restored { return restored }
        return unsafe String(cString: pointer)
    }
}
