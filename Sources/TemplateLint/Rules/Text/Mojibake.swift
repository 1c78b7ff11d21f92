import Findings
import MailMessage

/// Letters come out as they were meant.
///
/// Fires on U+FFFD, which stands where bytes were no text; on pairs that come of UTF-8 read as Latin-1 (`Ã©` for é, `â€™`
/// for ’); and on character references that were escaped twice, so that a reader sees `&amp;` or `&nbsp;`.
///
/// Left alone: text in `code` and `pre`, which may show them on purpose; words of languages that end in Ã or Â; and a
/// part in a character set that this version does not read. Source: Unicode Standard §23.8 for U+FFFD; WHATWG Encoding
/// for the bytes that become such pairs.
///
/// Fires:
/// ```html
/// <p>Un cafÃ© pour vous</p>
/// ```
///
/// Left alone:
/// ```html
/// <p>Fish &amp; chips, IRMÃ «MANHÃ»</p> <code>&amp;amp;</code>
/// ```
struct Mojibake: LintRule {
    static let id: RuleID = "text/mojibake"
    static let severity = Severity.error
    static let needs = LintNeed.source

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        for piece in mail.pieces where piece.source.isReadable && !piece.isCode {
            guard !piece.marks.isDisjoint(with: [.nonASCII, .ampersand]), let match = match(in: piece.content)
            else { continue }
            report(
                match, in: piece.source, at: piece.range(of: match.offset..<match.offset + match.shown.utf8.count),
                to: &findings)
        }
        if let html = mail.html, html.text.isReadable {
            for shown in html.shownAttributes where !shown.marks.isDisjoint(with: [.nonASCII, .ampersand]) {
                guard let match = match(in: shown.attribute.value) else { continue }
                let stretch = match.offset..<match.offset + match.shown.utf8.count
                for range in html.text.ranges(of: [stretch], in: shown.attribute) {
                    report(match, in: html.text, at: range, to: &findings)
                }
            }
        }
        if let message = mail.message, let field = message.message.field(named: "Subject"),
            let match = match(in: field.decodedValue)
        {
            report(match, in: message.text, at: field.range, to: &findings)
        }
    }

    private struct Match {
        var shown: String
        var cause: String
        /// The byte of the text that it begins at.
        var offset: Int
    }

    private func report(_ match: Match, in text: LintText, at range: Range<Int>, to findings: inout FindingSink) {
        findings.report(
            "mend the encoding: a reader sees \(match.shown)", label: match.cause, in: text, at: range)
    }

    /// Whether `&` or one of the letters that a match begins with is in a text: Â, Ã, â, U+FFFD.
    private func mayHoldMatch(_ text: String) -> Bool {
        text.withBytes { bytes in
            var last: UInt8 = 0
            for index in 0..<bytes.count {
                switch (last, bytes[index]) {
                case (_, UInt8(ascii: "&")), (0xC3, 0x82), (0xC3, 0x83), (0xC3, 0xA2), (0xEF, 0xBF): return true
                default: last = bytes[index]
                }
            }
            return false
        }
    }

    private func match(in text: String) -> Match? {
        guard mayHoldMatch(text) else { return nil }
        var previous: Unicode.Scalar?
        var offset = 0
        let scalars = text.unicodeScalars
        for index in scalars.indices {
            let scalar = scalars[index]
            // Hardly any text has more than some of these.
            guard scalar == "&" || scalar.value >= 0x80 else {
                previous = scalar
                offset += 1
                continue
            }
            let next = scalars[scalars.index(after: index)...].first
            if scalar == "\u{FFFD}" { return Match(shown: "�", cause: "bytes that are not text", offset: offset) }
            if isReadAsLatin1(scalar, next, after: previous) {
                return Match(
                    shown: String(scalar) + (next.map(String.init) ?? ""), cause: "UTF-8 read as Latin-1",
                    offset: offset)
            }
            if scalar == "&", let reference = reference(in: text[index...]) {
                return Match(shown: reference, cause: "escaped twice", offset: offset)
            }
            previous = scalar
            offset += UTF8.width(scalar)
        }
        return nil
    }

    /// Whether two characters are the bytes of one in UTF-8, and no word of any language.
    ///
    /// Ã ends words in Portuguese capitals and Â does in others, so what may follow a word does not count.
    private func isReadAsLatin1(_ first: Unicode.Scalar, _ second: Unicode.Scalar?, after previous: Unicode.Scalar?)
        -> Bool
    {
        guard let second else { return false }
        switch (first, second.value) {
        case ("â", 0x20AC), ("â", 0x80): return true
        case ("Ã", 0xA1...0xBF), ("Ã", 0x80...0x9F): return second != "«" && second != "»"
        case ("Ã", _): return "ŸœŒ‰„‡†‚ƒˆŠŽšž€•".unicodeScalars.contains(second)
        case ("Â", 0xA0...0xBF):
            return second != "«" && second != "»" && !(previous?.properties.isUppercase ?? false)
        default: return false
        }
    }

    /// A character reference that a reader sees as such.
    private func reference(in text: Substring) -> String? {
        guard let end = text.prefix(10).firstIndex(of: ";") else { return nil }
        let name = text[text.index(after: text.startIndex)..<end]
        let isNumber =
            name.hasPrefix("#") && name.dropFirst().contains(where: \.isNumber)
            && name.dropFirst().allSatisfy { $0.isHexDigit || $0 == "x" || $0 == "X" }
        guard isNumber || ["amp", "nbsp", "quot", "apos", "lt", "gt", "zwnj"].contains(name) else { return nil }
        return "&\(name);"
    }
}
