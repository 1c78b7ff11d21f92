import Findings
import MailMessage

/// A message is from one mailbox.
///
/// Fires where there is no From field, more than one, no address in it, or several. RFC 5322 §3.6.2 allows several
/// authors, but DMARC looks at one, and Google asks for one. Source: Google's guidelines for senders.
struct FromNotSingleMailbox: LintRule {
    static let id: RuleID = "from/not-single-mailbox"
    static let severity = Severity.error
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        let fields = message.message.fields(named: "From")
        guard let field = fields.first else {
            findings.report("add a From field", label: "no From", in: message.text, at: 0..<1)
            return
        }
        for other in fields.dropFirst() {
            findings.report(
                "keep one From field", label: "another From", in: message.text, at: other.range,
                notes: [.init("the first one", at: message.text.place(of: field.range).excerpt)])
        }
        let list = AddressList.parse(field)
        let count = list.mailboxes.count
        guard count != 1 else { return }
        findings.report(
            count == 0 ? "write an address into From" : "write one address into From, the others into Reply-To",
            label: count == 0 ? "no address" : "\(count) addresses", in: message.text, at: field.range,
            notes: list.problems.prefix(3).map { .init("\($0)") })
    }
}
