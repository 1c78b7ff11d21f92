import Findings
import MailMessage

/// A value that is printed into a header has no line breaks.
///
/// Fires on an encoded word, or a parameter of a MIME field, that decodes to CR or LF, and on a CR that stands alone in a
/// header. A line break in a name or a subject begins a header field of its own: whoever chooses the value can add a Bcc
/// or a body. What is seen here is what an encoder left of it. Folds, which the value does not hold, are left alone.
/// Source: RFC 5322 §2.2; CWE-93.
///
/// Fires:
/// ```eml
/// Subject: =?utf-8?Q?Hello=0D=0ABcc:_victim@example.org?=
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// Subject: =?utf-8?Q?Hello?=
///  =?utf-8?Q?_Bcc:_victim@example.org_=3D0A?=
///
/// Hello
/// ```
struct HeaderInjection: LintRule {
    static let id: RuleID = "personalization/header-injection"
    static let severity = Severity.error
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        for field in message.message.fields {
            checkWords(of: field, in: message.text, into: &findings)
        }
        for placed in message.parts {
            let fields =
                [("Content-Type", placed.part.contentType.parameters)]
                + (placed.part.disposition.map { [("Content-Disposition", $0.parameters)] } ?? [])
            for (name, parameters) in fields {
                guard let entry = parameters.entries.first(where: { hasBreak($0.value) }),
                    let field = placed.field(name)
                else { continue }
                report(
                    "the \(entry.name.shortened(to: 40)) of \(name)", in: message.text, at: field.range, to: &findings)
            }
        }
    }

    private func checkWords(of field: HeaderField, in text: LintText, into findings: inout FindingSink) {
        let value = field.rawValue
        // RFC 5322 §2.2: CR and LF only stand together, at the end of a line.
        if let index = value.indices.dropLast().first(where: { value[$0] == 0x0D && value[$0 + 1] != 0x0A }) {
            report(
                field.name.shortened(to: 60), in: text, at: field.offset + index..<field.offset + index + 1,
                to: &findings)
        }
        let hasWord = zip(value, value.dropFirst()).contains { $0 == UInt8(ascii: "=") && $1 == UInt8(ascii: "?") }
        guard hasWord else { return }
        for piece in field.decodedPieces(limit: .max) where piece.isEncoded && hasBreak(piece.text) {
            report(
                field.name.shortened(to: 60), in: text,
                at: field.offset + piece.range.lowerBound..<field.offset + piece.range.upperBound, to: &findings)
        }
    }

    private func hasBreak(_ text: String) -> Bool {
        text.utf8.contains { $0 == 0x0D || $0 == 0x0A }
    }

    private func report(_ name: String, in text: LintText, at range: Range<Int>, to findings: inout FindingSink) {
        findings.report(
            "take the line break out of the value before it is written into \(name)", label: "holds a line break",
            in: text, at: range)
    }
}
