import Findings

/// A word is not cut by markup that shows nothing.
///
/// Fires where, three times or more, a comment, a tag of no known element, or an element that is opened and closed at
/// once stands between two letters: `via<!-- x -->gra`. Readers see the whole word; who searches for it or has it read
/// aloud does not get it, and it is how words are hidden from filters. A remark, because editors leave such things
/// behind, too.
///
/// Left alone: conditional comments, `wbr`, elements with attributes, and elements of an owner's own (`x-logo`, `o:p`).
/// Source: SpamAssassin HTML_OBFUSCATE_05_10 (S/O 0.948), HTML_OBFUSCATE_10_20 (0.959).
///
/// Fires:
/// ```html
/// <p>O<!-- a -->ur b<i></i>est pr<zz>ice</p>
/// ```
///
/// Left alone:
/// ```html
/// <p><b>O</b>ur b<i class="e"></i>est pr<wbr>ice<!-- a -->, H<sub>2</sub>O, x<!--[if mso]>y<![endif]-->z</p>
/// ```
struct CommentInWord: LintRule {
    static let id: RuleID = "html/comment-in-word"
    static let severity = Severity.info
    static let needs = LintNeed.finalText

    /// Cut words that are no accident.
    private static let enough = 3

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let text = mail.html?.text else { return }
        var scanner = WordCutScanner(text.bytes)
        var cuts: [Range<Int>] = []
        while let cut = scanner.next() { cuts.append(cut) }
        guard cuts.count >= Self.enough, let first = cuts.first else { return }
        findings.report(
            "write words without markup in them", label: "the first of \(cuts.count)", in: text, at: first)
    }
}

/// Finds markup between two letters that shows nothing, in one walk over the bytes.
private struct WordCutScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The bytes of the next one.
    mutating func next() -> Range<Int>? {
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            index = start + 1
            guard index < bytes.count else { return nil }
            let isInWord = start > 0 && bytes[start - 1].isLetterOfWord
            if bytes[index] == UInt8(ascii: "!") || bytes[index] == UInt8(ascii: "?") {
                guard let end = endOfComment(from: start) else { return nil }
                index = end
                if isInWord, isLetter(at: end), !isConditional(at: start) { return start..<end }
                continue
            }
            let name = name(at: start)
            if Self.rawText.contains(name.packed) {
                guard let end = endOfRawText(name, from: name.end) else { return nil }
                index = end
                continue
            }
            guard isInWord, name.isTag, let end = endOfNothing(name, from: start), isLetter(at: end) else { continue }
            index = end
            return start..<end
        }
        return nil
    }

    private struct Name {
        var start: Int
        var end: Int
        /// In small letters; only the beginning of a long one.
        var packed: TagName
        var isEndTag: Bool
        /// Whether a browser takes it for a tag, or for a comment: `</ >`.
        var isTag: Bool
    }

    private func name(at start: Int) -> Name {
        let isEndTag = bytes[start + 1] == UInt8(ascii: "/")
        let first = start + (isEndTag ? 2 : 1)
        var end = first
        // The longest name of HTML has ten letters.
        var packed = TagName()
        while end < bytes.count, end < first + 32, Self.nameBytes.contains(bytes[end]) {
            if end < first + TagName.longest { packed.append(bytes[end]) }
            end += 1
        }
        return Name(
            start: first, end: end, packed: packed, isEndTag: isEndTag,
            isTag: isEndTag || first < bytes.count && bytes[first].isASCIILetter)
    }

    /// Behind a tag that shows nothing, or behind the element that it opens and that is closed at once.
    private func endOfNothing(_ name: Name, from start: Int) -> Int? {
        guard let close = bytes[name.end...].prefix(Self.longest).firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let text = text(of: name)
        let isKnown = HTMLElementNames.all.contains(text) || text.utf8.contains(0x2D) || text.utf8.contains(0x3A)
        if !isKnown { return close + 1 }
        guard !name.isEndTag, close == name.end else { return nil }
        let endTag = Array("</\(text)>".utf8)
        let rest = bytes[(close + 1)...]
        return rest.starts(with: endTag, by: { $0.asciiLowercased == $1 }) ? close + 1 + endTag.count : nil
    }

    private func text(of name: Name) -> String {
        String(decoding: bytes[name.start..<name.end].map(\.asciiLowercased), as: UTF8.self)
    }

    /// Bytes of a tag that are looked at.
    private static let longest = 200

    private func endOfComment(from start: Int) -> Int? {
        guard bytes[start...].starts(with: "<!--".utf8) else {
            return bytes[start...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 }
        }
        var end = start + 4
        while let close = bytes[end...].firstIndex(of: UInt8(ascii: ">")) {
            end = close + 1
            if bytes[close - 1] == UInt8(ascii: "-"), bytes[close - 2] == UInt8(ascii: "-") { return end }
        }
        return nil
    }

    private func isConditional(at start: Int) -> Bool {
        let head = bytes[start...].prefix(6)
        return head.starts(with: "<![".utf8) || head.starts(with: "<!--[".utf8) || head.starts(with: "<!--<".utf8)
    }

    private func endOfRawText(_ name: Name, from start: Int) -> Int? {
        let endTag = Array("</\(text(of: name))".utf8)
        var index = start
        while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            if bytes[open...].starts(with: endTag, by: { $0.asciiLowercased == $1 }) { return open + endTag.count }
            index = open + 1
        }
        return nil
    }

    private func isLetter(at index: Int) -> Bool {
        index < bytes.count && bytes[index].isLetterOfWord
    }

    /// Elements in which there are no tags.
    private static let rawText = Set(TagName.list("script style title textarea xmp"))
    private static let nameBytes = ByteSet("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:_")
}

extension UInt8 {
    /// A letter of ASCII, or part of any other character.
    fileprivate var isLetterOfWord: Bool { isASCIILetter || self >= 0x80 }
}
