package import Findings

/// What makes a finding the same one in the next version of a file: its rule, its file, and the text that it is about.
///
/// Line numbers have no part in it, nor have numbers and white space in the text, so that what is inserted above or
/// indented anew changes nothing. Findings about a mail as a whole have no text.
package struct LintFingerprint: Sendable, Hashable, Comparable {
    /// The file.
    package var file: String
    /// The rule.
    package var rule: RuleID
    /// The text that the finding is about, numbers and white space made the same.
    package var text: String

    /// Bytes of a text that are kept as they are; of longer ones the rest is told apart by a number.
    private static let longest = 120

    /// The fingerprint of a finding at a place; one without a place is about the whole mail.
    package init(_ rule: RuleID, at excerpt: SourceExcerpt?) {
        file = excerpt?.span.file ?? ""
        self.rule = rule
        let isWhole = LintRules.rule(rule)?.scope == .whole
        text = excerpt.map { isWhole ? "" : Self.normalised(Self.offending($0)) } ?? ""
    }

    init(file: String, rule: RuleID, text: String) {
        self.file = file
        self.rule = rule
        self.text = text
    }

    /// Orders by file, rule and text.
    package static func < (left: LintFingerprint, right: LintFingerprint) -> Bool {
        (left.file, left.rule, left.text) < (right.file, right.rule, right.text)
    }

    /// The stretch itself; where it is too short to say anything, its line, or what follows in a long one.
    private static func offending(_ excerpt: SourceExcerpt) -> ArraySlice<UInt8> {
        let utf8 = excerpt.line.utf8
        // As many bytes as UTF-16 units: ASCII, so that a column is a byte. Both counts are kept by the string.
        if utf8.count == excerpt.line.utf16.count {
            let start = min(max(0, excerpt.span.column - 1), utf8.count)
            return offending(
                of: utf8, from: utf8.index(utf8.startIndex, offsetBy: start), length: excerpt.span.length)
        }
        var start = utf8.startIndex
        var column = 0
        while start < utf8.endIndex {
            if !utf8[start].continuesScalar { column += 1 }
            if column == excerpt.span.column { break }
            start = utf8.index(after: start)
        }
        return offending(of: utf8, from: start, length: excerpt.span.length)
    }

    private static func offending(
        of line: String.UTF8View, from start: String.Index, length: Int
    ) -> ArraySlice<UInt8> {
        guard length >= 3 else {
            return ArraySlice(line.count <= longestLine ? line[...] : line[start...].prefix(longestLine))
        }
        var left = length
        return ArraySlice(
            line[start...].prefix { byte in
                if !byte.continuesScalar { left -= 1 }
                return left >= 0
            })
    }

    /// Bytes of a line that stands for a short stretch of it; minified HTML is one long line.
    private static let longestLine = 200

    /// Runs of white space become a blank, runs of digits a `#`.
    private static func normalised(_ text: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        // FNV-1a, 64 bit: the same in every run, unlike the hashes of Swift.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var isHashing = false
        var last = UInt8(ascii: " ")
        for byte in text {
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            let next = byte.isBlankOrBreak ? UInt8(ascii: " ") : isDigit ? UInt8(ascii: "#") : byte
            guard !(byte.isBlankOrBreak || isDigit) || next != last else { continue }
            last = next
            // A text is cut between two characters.
            if !isHashing, result.count < longest || next.continuesScalar {
                result.append(next)
            } else {
                isHashing = true
                hash = (hash ^ UInt64(next)) &* 0x100_0000_01B3
            }
        }
        while result.last == UInt8(ascii: " ") { result.removeLast() }
        let kept = String(decoding: result, as: UTF8.self)
        return isHashing ? kept + "…" + String(hash, radix: 16) : kept
    }
}

extension UInt8 {
    /// A byte of UTF-8 within a character.
    fileprivate var continuesScalar: Bool { self & 0xC0 == 0x80 }
}
