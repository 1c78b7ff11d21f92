import Findings
import MailMessage

/// No value of a program that means nothing reaches the reader.
///
/// Fires on `[object Object]`, `Invalid Date`, `NaN` and `Optional(…)` anywhere in what is seen; on `null`, `undefined`,
/// `nil` and `None` where they stand alone, after a greeting, or in an address; and on whatever a tag of the template
/// printed that is exactly one of these words.
struct LiteralNull: LintRule {
    static let id: RuleID = "personalization/literal-null"
    static let severity = Severity.error
    static let needs = LintNeed.finalText

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        if let html = mail.html, let document = html.document {
            for text in document.texts where !text.isCode {
                for match in NullWord.all(in: text.text) where isWrong(match, in: html.text, text) {
                    let range = html.text.range(of: match.range.lowerBound, count: match.range.count, in: text)
                    report(match.text, in: html.text, at: range, to: &findings)
                }
            }
            for element in document.elements where element.isRendered {
                for name in ["href", "src"] {
                    guard let attribute = element[name], let word = NullWord.inAddress(attribute.value) else {
                        continue
                    }
                    report(word, in: html.text, at: attribute.valueRange, to: &findings)
                }
            }
        }
        if let plain = mail.plain {
            for match in NullWord.all(in: plain.text.text)
            where match.isCertain || isPrinted(match.range, in: plain) {
                report(match.text, in: plain, at: match.range, to: &findings)
            }
        }
        guard let message = mail.message, let field = message.message.field(named: "Subject") else { return }
        for match in NullWord.all(in: field.decodedValue) where match.isCertain {
            report(match.text, in: message.text, at: field.range, to: &findings)
        }
    }

    private func isWrong(_ match: NullWord, in part: LintText, _ text: HTMLText) -> Bool {
        if match.isCertain || match.text == text.text.trimmingBlanks { return true }
        return isPrinted(part.range(of: match.range.lowerBound, count: match.range.count, in: text), in: part)
    }

    /// Whether a tag of the template printed exactly these bytes.
    private func isPrinted(_ range: Range<Int>, in text: LintText) -> Bool {
        guard let here = text.origin.origin(ofByte: range.lowerBound, length: range.count),
            here.relation == .printed
        else { return false }
        let segments = text.origin.segments
        return segments.indices.contains { index in
            segments[index].start == range.lowerBound
                && (index + 1 < segments.count ? segments[index + 1].start : text.bytes.count) == range.upperBound
        }
    }

    private func report(_ word: String, in text: LintText, at range: Range<Int>, to findings: inout FindingSink) {
        findings.report(
            "give this value a text before it is printed: a reader sees \(word)", label: "a missing value", in: text,
            at: range)
    }
}
