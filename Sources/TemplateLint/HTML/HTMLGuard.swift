/// Refuses HTML that would cost libgumbo too much, by one linear look at it.
///
/// libgumbo takes time with the nesting at every tag and recurses when it frees a tree; elements left open are opened
/// again in every paragraph that follows. The figures leave honest mail, with its some thousand tags, far behind.
enum HTMLGuard {
    /// Bytes of a document.
    static let bytes = 4 << 20
    /// Start tags of a document: each becomes a node of some hundred bytes in two trees.
    static let startTags = 250_000
    /// Elements open at once.
    static let depth = 2000
    /// Open elements, summed over all start tags: what libgumbo looks through in about a second.
    static let steps = 60_000_000
    /// Attributes of one tag: the parser compares each with all before it.
    static let attributes = 2000
    /// Open formatting elements (`<font color=…>`), summed over all start tags: how many copies the parser may make.
    static let copies = 1_000_000

    /// Why a document is not parsed.
    enum Refusal: Sendable, Hashable {
        /// So many bytes or start tags.
        case tooLarge(String)
        /// So many elements in another.
        case tooDeep(String, offset: Int)
    }

    /// Why these bytes are refused; nil where they may be parsed.
    static func refusal(of bytes: [UInt8]) -> Refusal? {
        guard bytes.count <= Self.bytes else { return .tooLarge("\(bytes.count) bytes, at most \(Self.bytes)") }
        var open = OpenElements()
        // Tags that begin in others are looked at more than once: an honest text has next to none.
        var budget = 4 * bytes.count + 1024
        var tags = 0
        var steps = 0
        var copies = 0
        var index = 0
        while index + 1 < bytes.count {
            guard bytes[index] == UInt8(ascii: "<") else {
                index += 1
                continue
            }
            let isEnd = bytes[index + 1] == UInt8(ascii: "/")
            let nameStart = index + (isEnd ? 2 : 1)
            var nameEnd = nameStart
            while nameEnd < bytes.count, nameEnd - nameStart < longestName, bytes[nameEnd].isTagNameByte {
                nameEnd += 1
            }
            guard nameEnd > nameStart, bytes[nameStart].isASCIILetter else {
                index += 1
                continue
            }
            let name = ArraySlice(bytes[nameStart..<nameEnd].map(\.asciiLowercased))
            if isEnd {
                open.close(name)
            } else {
                tags += 1
                let end = bytes[nameEnd...].prefix(longestName).firstIndex(of: UInt8(ascii: ">")) ?? nameEnd
                open.open(name, tag: bytes[nameStart..<end])
            }
            guard attributeCount(from: nameEnd, in: bytes, budget: &budget) <= attributes else {
                return .tooLarge("more than \(attributes) attributes in a tag")
            }
            guard budget > 0 else { return .tooLarge("tags in tags without end") }
            let depth = open.depth
            guard depth <= Self.depth else { return .tooDeep("\(depth) elements in another", offset: index) }
            guard tags <= startTags else { return .tooLarge("more than \(startTags) tags") }
            steps += depth
            copies += open.formatting
            guard steps <= Self.steps else { return .tooLarge("\(tags) tags in \(depth) elements") }
            guard copies <= Self.copies else { return .tooLarge("\(open.formatting) formatting elements left open") }
            index = nameEnd
        }
        return nil
    }

    /// At least as many attributes as the tag has whose name ends there; the count stops behind what is allowed.
    private static func attributeCount(from start: Int, in bytes: [UInt8], budget: inout Int) -> Int {
        var count = 0
        var quote: UInt8?
        var isBetween = true
        var isBeforeValue = false
        var index = start
        while index < bytes.count, count <= attributes, budget > 0 {
            budget -= 1
            let byte = bytes[index]
            index += 1
            if let open = quote {
                if byte == open { (quote, isBetween) = (nil, true) }
                continue
            }
            switch byte {
            case UInt8(ascii: ">"): return count
            case 0x09, 0x0A, 0x0C, 0x0D, 0x20, UInt8(ascii: "/"): isBetween = true
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                if isBeforeValue { quote = byte } else if isBetween { count += 1 }
                (isBetween, isBeforeValue) = (false, false)
            case UInt8(ascii: "="): (isBetween, isBeforeValue) = (false, true)
            default:
                if isBetween, !isBeforeValue { count += 1 }
                (isBetween, isBeforeValue) = (false, false)
            }
        }
        return count
    }

    /// Longer names and tags are told apart by their beginning.
    private static let longestName = 200
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
