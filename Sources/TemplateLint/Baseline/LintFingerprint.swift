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
        text =
            excerpt.map { excerpt in
                guard !isWhole else { return "" }
                let line = excerpt.line
                // As many bytes as UTF-16 units: ASCII, so that a column is a byte. Both counts are kept by the string.
                let isASCII = line.utf8.count == line.utf16.count
                return line.withBytes { Self.normalised($0, in: Self.offending($0, excerpt.span, isASCII: isASCII)) }
            } ?? ""
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
    private static func offending(_ line: Span<UInt8>, _ span: SourceSpan, isASCII: Bool) -> Range<Int> {
        var start = isASCII ? min(max(0, span.column - 1), line.count) : 0
        var column = 0
        while !isASCII, start < line.count {
            if !line[start].continuesScalar { column += 1 }
            if column == span.column { break }
            start += 1
        }
        guard span.length >= 3 else {
            return line.count <= longestLine ? 0..<line.count : start..<min(line.count, start + longestLine)
        }
        var left = span.length
        var end = start
        while end < line.count {
            if !line[end].continuesScalar { left -= 1 }
            guard left >= 0 else { break }
            end += 1
        }
        return start..<end
    }

    /// Bytes of a line that stands for a short stretch of it; minified HTML is one long line.
    private static let longestLine = 200

    /// Runs of white space become a blank, runs of digits a `#`.
    private static func normalised(_ line: Span<UInt8>, in range: Range<Int>) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(min(range.count, longest + 3))
        // FNV-1a, 64 bit: the same in every run, unlike the hashes of Swift.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var isHashing = false
        var last = UInt8(ascii: " ")
        for index in range {
            let byte = line[index]
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
