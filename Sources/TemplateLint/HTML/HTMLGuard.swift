/// Refuses HTML that would cost libgumbo too much, by one linear look at it.
///
/// libgumbo takes time with the square of the nesting and recurses when it frees a tree; elements left open are opened
/// again in every paragraph that follows. The figures leave honest mail, with its some thousand tags, far behind.
enum HTMLGuard {
    /// Bytes of a document.
    static let bytes = 4 << 20
    /// Start tags of a document: what libgumbo still reads in about a second where all of them are nested.
    static let startTags = 30_000
    /// Elements open at once.
    static let depth = 2000
    /// Attributes of one tag: the parser compares each with all before it.
    static let attributes = 2000
    /// Different formatting elements (`<font color=…>`) times start tags: how many copies the parser may make.
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
        var open = 0
        // Tags that begin in others are looked at more than once: an honest text has next to none.
        var budget = 4 * bytes.count + 1024
        var tags = 0
        var openByName: [ArraySlice<UInt8>: Int] = [:]
        var formatting: Set<ArraySlice<UInt8>> = []
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
                if let count = openByName[name], count > 0 {
                    openByName[name] = count - 1
                    open -= 1
                }
            } else {
                tags += 1
                if !voidElements.contains(name) {
                    openByName[name, default: 0] += 1
                    open += 1
                }
                if formattingElements.contains(name) {
                    let end = bytes[nameEnd...].prefix(longestName).firstIndex(of: UInt8(ascii: ">")) ?? nameEnd
                    formatting.insert(bytes[nameStart..<end])
                }
            }
            guard attributeCount(from: nameEnd, in: bytes, budget: &budget) <= attributes else {
                return .tooLarge("more than \(attributes) attributes in a tag")
            }
            guard budget > 0 else { return .tooLarge("tags in tags without end") }
            guard open <= depth else { return .tooDeep("\(open) elements in another", offset: index) }
            guard tags <= startTags else { return .tooLarge("more than \(startTags) tags") }
            index = nameEnd
        }
        guard formatting.count * tags <= copies else {
            return .tooLarge("\(formatting.count) different formatting elements in \(tags) tags")
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

    private static let voidElements = names(
        "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
    private static let formattingElements = names("b big code em font i nobr s small strike strong tt u")

    private static func names(_ words: String) -> Set<ArraySlice<UInt8>> {
        Set(words.split(separator: " ").map { ArraySlice($0.utf8) })
    }
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
