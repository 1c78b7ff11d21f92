import Findings
import MailMessage

/// No value of a program that means nothing reaches the reader.
///
/// Fires on `[object Object]`, `Invalid Date`, `NaN` and `Optional(…)` anywhere in what is seen; on `null`, `undefined`,
/// `nil` and `None` where they stand alone, after a greeting, or in an address; and on whatever a tag of the template
/// printed that is exactly one of these words.
///
/// Left alone: the same words within a sentence, and text in `code`. Source: ECMA-262 for what programs print.
///
/// Fires:
/// ```html
/// <p>Hi undefined,</p><p>your order: [object Object]</p>
/// ```
///
/// Left alone:
/// ```html
/// <p>The score was nil to two. None of us saw <code>undefined</code>.</p>
/// ```
struct LiteralNull: LintRule {
    static let id: RuleID = "personalization/literal-null"
    static let severity = Severity.error
    static let needs = LintNeed.finalText

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        // One walk over all that is seen spares most mail one over each text.
        let mayHoldWord = mail.folded.holds(NullWord.phrases)
        for piece in mail.pieces where mayHoldWord && !piece.isCode {
            let matches = NullWord.all(in: piece.content)
            for (match, range) in zip(matches, piece.ranges(of: matches.map(\.range)))
            where isWrong(match, in: piece, at: range) {
                report(match.text, in: piece.source, at: range, to: &findings)
            }
        }
        if let html = mail.html {
            for shown in html.shownAttributes where ["href", "src"].contains(shown.attribute.name) {
                guard let word = NullWord.inAddress(shown.attribute.value) else { continue }
                report(word, in: html.text, at: shown.attribute.valueRange, to: &findings)
            }
        }
        guard let message = mail.message, let field = message.message.field(named: "Subject") else { return }
        for match in NullWord.all(in: field.decodedValue) where match.isCertain {
            report(match.text, in: message.text, at: field.range, to: &findings)
        }
    }

    private func isWrong(_ match: NullWord, in piece: TextPiece, at range: Range<Int>) -> Bool {
        if match.isCertain || (piece.node != nil && match.text == piece.content.trimmingBlanks) { return true }
        return piece.source.origin.isPrinted(range, of: piece.source.bytes.count)
    }

    private func report(_ word: String, in text: LintText, at range: Range<Int>, to findings: inout FindingSink) {
        findings.report(
            "give this value a text before it is printed: a reader sees \(word)", label: "a missing value", in: text,
            at: range)
    }
}
