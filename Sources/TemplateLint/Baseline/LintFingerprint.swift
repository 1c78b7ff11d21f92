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

    /// Characters of a text that are kept as they are; of longer ones the rest is told apart by a number.
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

    /// The stretch itself, or its line where the stretch is too short to say anything.
    private static func offending(_ excerpt: SourceExcerpt) -> Substring.UnicodeScalarView {
        let line = Substring(excerpt.line).unicodeScalars
        guard excerpt.span.length >= 3 else { return line }
        return line.dropFirst(excerpt.span.column - 1).prefix(excerpt.span.length)
    }

    /// Runs of white space become a blank, runs of digits a `#`.
    private static func normalised(_ text: Substring.UnicodeScalarView) -> String {
        var result = String.UnicodeScalarView()
        var count = 0
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var isHashing = false
        var last: Unicode.Scalar = " "
        for scalar in text {
            let isBlank = scalar.properties.isWhitespace
            let isDigit = (0x30...0x39).contains(scalar.value)
            let next: Unicode.Scalar = isBlank ? " " : isDigit ? "#" : scalar
            guard !(isBlank || isDigit) || next != last else { continue }
            last = next
            count += 1
            if count <= longest {
                result.append(next)
            } else {
                // FNV-1a, 64 bit: the same in every run, unlike the hashes of Swift.
                isHashing = true
                hash = (hash ^ UInt64(next.value)) &* 0x100_0000_01B3
            }
        }
        while result.last == " " { result.removeLast() }
        return isHashing ? String(result) + "…" + String(hash, radix: 16) : String(result)
    }
}
