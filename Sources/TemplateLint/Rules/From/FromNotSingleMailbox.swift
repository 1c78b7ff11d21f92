import Findings
import MailMessage

/// A message is from one mailbox.
///
/// Fires where there is no From field, more than one, no address in it, or several. RFC 5322 §3.6.2 allows several
/// authors, but DMARC looks at one, and Google asks for one. Warns where there is one and something beside it that
/// cannot be read, such as a name with an `@` and no quotes. Source: Google's guidelines for senders.
///
/// Fires:
/// ```eml
/// From: ana@example.com, bo@example.com
/// Subject: News
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// From: "Ana, Bo" <team@example.com>
/// Subject: News
///
/// Hello
/// ```
struct FromNotSingleMailbox: LintRule {
    static let id: RuleID = "from/not-single-mailbox"
    static let severity = Severity.error
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        let fields = message.fields("from")
        guard let field = fields.first else {
            findings.report("add a From field", label: "no From", in: message.text, at: message.top)
            return
        }
        for other in fields.dropFirst() {
            findings.report(
                "keep one From field", label: "another From", in: message.text, at: other.range,
                notes: [.init("the first one", at: message.text.place(of: field.range))])
        }
        let list = NamedMailbox.list(field)
        let count = list.mailboxes.count
        if count == 1, let problem = list.problems.first(where: { $0.kind != .misplacedDot }) {
            let start = field.offset + problem.range.lowerBound
            findings.report(
                "write From as \"Name\" <address>, the name in quotes", label: "\(problem)", in: message.text,
                at: start..<start + max(1, problem.range.count), severity: .warning)
        }
        guard count != 1 else { return }
        findings.report(
            count == 0 ? "write an address into From" : "write one address into From, the others into Reply-To",
            label: count == 0 ? "no address" : "\(count) addresses", in: message.text, at: field.range,
            notes: list.problems.prefix(3).map { .init("\($0)") })
    }
}
