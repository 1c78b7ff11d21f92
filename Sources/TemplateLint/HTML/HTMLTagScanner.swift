/// Finds the tags of a document in one walk, as the tokenizer of the HTML standard does (WHATWG HTML §13.2.5).
///
/// What looks like a tag in a comment, in an attribute or in a text without markup is none: an end tag there closes
/// nothing. In rare documents only the tree builder knows what is what. From there on every start tag counts, wherever
/// it stands, and no end tag does, so that never too few elements seem to be open.
struct HTMLTagScanner {
    private let bytes: [UInt8]
    private var index = 0
    /// Whether it is known what is a tag.
    private var isCertain = true
    /// Whether SVG, MathML or a `select` has begun, in which no element holds text without markup.
    private var mayIgnoreText = false
    /// Tags that begin in others are looked at more than once: so many bytes may be.
    private var budget: Int
    /// What no parser needs to look at, as far as it was scanned and it is known what is a tag.
    private(set) var idle = IdleStretches()
    /// Whether a template has begun, in which a parser may keep the blanks of a text and drop its letters.
    private var mayDropText = false
    /// Names that are too long to be packed.
    private var longNames: [ArraySlice<UInt8>: Int] = [:]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        budget = 4 * bytes.count + 1024
    }

    /// Whether so many tags begin in others that no more are looked for.
    var isExhausted: Bool { budget <= 0 }

    /// The next tag; nil at the end.
    mutating func next() -> ScannedTag? {
        var text = index
        while index + 1 < bytes.count, budget > 0 {
            guard bytes[index] == UInt8(ascii: "<") else {
                index += 1
                continue
            }
            let second = bytes[index + 1]
            if !isCertain {
                if second.isASCIILetter { return startTag() }
                index += 1
                continue
            }
            guard second.isASCIILetter || Self.opensMarkup.contains(second) else {
                index += 1
                continue
            }
            note(text..<index, .text)
            if second.isASCIILetter { return startTag() }
            if second == UInt8(ascii: "/") {
                if index + 2 < bytes.count, bytes[index + 2].isASCIILetter { return endTag() }
                // `</>` is nothing, `</ x>` a comment: both end with the next `>`.
                index = behind(UInt8(ascii: ">"), from: index + 2)
            } else if second == UInt8(ascii: "!") {
                skipDeclaration()
            } else {
                index = behind(UInt8(ascii: ">"), from: index + 2)
            }
            text = index
        }
        if isCertain { note(text..<max(text, index), .text) }
        return nil
    }

    private static let opensMarkup = ByteSet("/!?")

    // MARK: Tags

    private mutating func startTag() -> ScannedTag {
        let tag = tag(from: index + 1, isEnd: false)
        // A tag that only looks like one may hold one that is.
        guard isCertain else {
            index = tag.nameEnd
            return tag
        }
        index = min(bytes.count, tag.range.upperBound + 1)
        switch tag.traits.content {
        case .markup: break
        case .ignoringText: mayIgnoreText = true
        case .droppingText: mayDropText = true
        case .uncertain: isCertain = false
        case .text: skipText(of: tag.range.lowerBound..<tag.nameEnd, isStyle: tag.name == Self.style)
        }
        return tag
    }

    private mutating func endTag() -> ScannedTag {
        let tag = tag(from: index + 2, isEnd: true)
        index = min(bytes.count, tag.range.upperBound + 1)
        return tag
    }

    /// §13.2.5.8 and 32 to 40: the name, and attributes up to the `>` that is in none of them.
    private mutating func tag(from start: Int, isEnd: Bool) -> ScannedTag {
        enum State {
            case beforeName, name, afterName, beforeValue, value, quoted(UInt8), afterQuoted
        }
        var end = start
        while end < bytes.count, !bytes[end].endsTagName { end += 1 }
        let nameEnd = end
        let name = name(start..<end)
        let traits = TagTraits.of(name)
        let place = traits.isFormatting ? IdleStretches.Place.comparedValue : .value
        var valueStart = end
        var state = State.beforeName
        var attributes = 0
        while end < bytes.count {
            let byte = bytes[end]
            if case .quoted(let quote) = state {
                if byte == quote {
                    state = .afterQuoted
                    if isCertain, !isEnd { note(valueStart..<end, place) }
                }
                end += 1
                continue
            }
            if byte == UInt8(ascii: ">") { break }
            let isBlank = byte.endsTagName && byte != UInt8(ascii: "/")
            switch state {
            case .value:
                // A slash belongs to a value without quotes.
                if isBlank { state = .beforeName }
            case .beforeValue where isBlank: break
            case .beforeValue where byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"):
                state = .quoted(byte)
                valueStart = end + 1
            case .beforeValue: state = .value
            case .name where isBlank: state = .afterName
            case .name where byte == UInt8(ascii: "="), .afterName where byte == UInt8(ascii: "="):
                state = .beforeValue
            case .name where byte != UInt8(ascii: "/"): break
            case .afterName where isBlank, .beforeName where isBlank, .afterQuoted where isBlank:
                if case .afterQuoted = state { state = .beforeName }
            case _ where byte == UInt8(ascii: "/"): state = .beforeName
            default:
                // §13.2.5.32: an equals sign here begins a name, as anything else does.
                attributes += 1
                state = .name
            }
            end += 1
        }
        if !isCertain { budget -= end - start + 1 }
        return ScannedTag(
            name: name, traits: traits, isEnd: isEnd, range: start..<end, nameEnd: nameEnd, attributes: attributes)
    }

    private mutating func name(_ range: Range<Int>) -> TagName {
        guard range.count <= TagName.longest else {
            let name = ArraySlice(bytes[range].map(\.asciiLowercased))
            let number = longNames[name] ?? longNames.count
            longNames[name] = number
            return TagName(number: number)
        }
        var name = TagName()
        for index in range { name.append(bytes[index]) }
        return name
    }

    private mutating func note(_ part: Range<Int>, _ place: IdleStretches.Place) {
        if !mayDropText { idle.note(part, place, in: bytes) }
    }

    // MARK: What is no tag

    /// Behind the next byte of that kind, or the end.
    private func behind(_ byte: UInt8, from start: Int) -> Int {
        guard start < bytes.count else { return bytes.count }
        return bytes[start...].firstIndex(of: byte).map { $0 + 1 } ?? bytes.count
    }

    private mutating func skipDeclaration() {
        if holds(Self.openComment, at: index) {
            skipComment()
        } else if mayIgnoreText, holds(Self.openData, at: index) {
            // §13.2.5.42: in SVG it goes on to `]]>`, elsewhere to the next `>`.
            isCertain = false
        } else {
            index = behind(UInt8(ascii: ">"), from: index + 2)
        }
    }

    /// §13.2.5.43 to 51: `-->` or `--!>` ends a comment, and `<!-->` and `<!--->` are whole.
    private mutating func skipComment() {
        let start = index + 4
        if bytes[start...].starts(with: ">".utf8) || bytes[start...].starts(with: "->".utf8) {
            index = behind(UInt8(ascii: ">"), from: start)
            return
        }
        var end = start
        while end < bytes.count {
            end = behind(UInt8(ascii: ">"), from: end)
            let close = end - 1
            if close - 2 >= start, holds(Self.closeComment, at: close - 2) { break }
            if close - 3 >= start, holds(Self.closeCommentOddly, at: close - 3) { break }
        }
        note(start..<end, .comment)
        index = end
    }

    /// §13.2.5.2, 3 and 15: up to the end tag of that name.
    private mutating func skipText(of nameRange: Range<Int>, isStyle: Bool) {
        guard !mayIgnoreText else {
            isCertain = false
            return
        }
        let start = index
        let name = bytes[nameRange].map(\.asciiLowercased)
        while index < bytes.count {
            index = behind(UInt8(ascii: "<"), from: index)
            guard index + 1 + name.count < bytes.count, bytes[index] == UInt8(ascii: "/") else { continue }
            let end = index + 1 + name.count
            guard bytes[(index + 1)..<end].elementsEqual(name, by: { $0.asciiLowercased == $1 }),
                bytes[end].endsTagName
            else { continue }
            index -= 1
            break
        }
        // §13.2.5.20 to 31: a comment in a script may hide its end.
        if name.elementsEqual("script".utf8), (start..<index).contains(where: { holds(Self.openComment, at: $0) }) {
            index = start
            isCertain = false
        }
        if isStyle { note(start..<index, .style) }
    }

    private func holds(_ text: [UInt8], at start: Int) -> Bool {
        guard start >= 0, start + text.count <= bytes.count, bytes[start] == text.first else { return false }
        return bytes[start..<start + text.count].elementsEqual(text)
    }

    private static let openComment = Array("<!--".utf8)
    private static let closeComment = Array("-->".utf8)
    private static let closeCommentOddly = Array("--!>".utf8)
    private static let openData = Array("<![CDATA[".utf8)

    private static let style = TagName("style")
}

extension UInt8 {
    /// White space of HTML, and what else ends the name of a tag (WHATWG HTML §13.2.5.8).
    fileprivate var endsTagName: Bool {
        switch self {
        case 0x09, 0x0A, 0x0C, 0x0D, 0x20, UInt8(ascii: "/"), UInt8(ascii: ">"): true
        default: false
        }
    }
}
