/// Refuses HTML that would cost libgumbo too much, by one linear look at it.
///
/// libgumbo takes time with the nesting at every tag and recurses when it frees a tree; elements left open are opened
/// again in every paragraph that follows. The figures leave honest mail, with its some thousand tags, far behind.
enum HTMLGuard {
    /// Bytes of a document.
    static let bytes = 4 << 20
    /// Start tags of a document: so many links take 170 MB with all that is found about them, and an honest file of 4 MB has
    /// three quarters of it.
    static let startTags = 40_000
    /// Elements open at once.
    static let depth = 2000
    /// Open elements, summed over all start tags: what libgumbo looks through in about a second.
    static let steps = 60_000_000
    /// Attributes of one tag: the parser compares each with all before it.
    static let attributes = 2000
    /// Different formatting elements (`<font color=…>`) times start tags: how many copies the parser may make.
    static let copies = 1_000_000

    /// Why a document is not parsed.
    enum Refusal: Error, Sendable, Hashable {
        /// So many bytes or start tags.
        case tooLarge(String)
        /// So many elements in another.
        case tooDeep(String, offset: Int)
    }

    /// What a parser may pass over in these bytes; what they are refused for where they must not be parsed.
    static func look(at bytes: [UInt8]) throws(Refusal) -> IdleStretches {
        guard bytes.count <= Self.bytes else { throw .tooLarge("\(bytes.count) bytes, at most \(Self.bytes)") }
        var scanner = HTMLTagScanner(bytes)
        try judge(&scanner, bytes)
        return scanner.idle
    }

    private static func judge(_ scanner: inout HTMLTagScanner, _ bytes: [UInt8]) throws(Refusal) {
        var open = OpenElements()
        var tags = 0
        var steps = 0
        var formatting: Set<ArraySlice<UInt8>> = []
        while let tag = scanner.next() {
            guard tag.attributes <= attributes else { throw .tooLarge("more than \(attributes) attributes in a tag") }
            guard !tag.isEnd else {
                open.close(tag)
                continue
            }
            open.open(tag)
            if tag.traits.isFormatting, tag.name != link { formatting.insert(bytes[tag.range]) }
            let nested = open.depth
            tags += 1
            steps += nested
            guard nested <= depth else {
                throw .tooDeep("\(nested) elements in another", offset: tag.range.lowerBound - 1)
            }
            guard tags <= startTags else { throw .tooLarge("more than \(startTags) tags") }
            guard steps <= Self.steps else { throw .tooLarge("\(tags) tags in \(nested) elements") }
        }
        guard !scanner.isExhausted else { throw .tooLarge("tags in tags without end") }
        guard formatting.count * tags <= copies else {
            throw .tooLarge("\(formatting.count) different formatting elements in \(tags) tags")
        }
    }

    /// Of these one at most is open: §13.2.6.4.7, "a start tag whose tag name is a".
    private static let link = TagName("a")
}

extension UInt8 {
    /// A letter of ASCII.
    var isASCIILetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(asciiLowercased)
    }

    /// The small letter of a capital one; anything else as it is.
    var asciiLowercased: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }

    /// Whatever does not end the name of a tag (WHATWG HTML, "tag name state").
    var isTagNameByte: Bool {
        self > 0x20 && self != UInt8(ascii: "/") && self != UInt8(ascii: ">")
    }
}
