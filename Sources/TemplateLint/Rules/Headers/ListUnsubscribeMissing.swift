import Findings
import MailMessage

/// Marketing mail has a List-Unsubscribe field.
///
/// Fires where it is missing or names no https or mailto address. Gmail and Yahoo require it of bulk senders and show a
/// button for it; without it readers use the spam button instead. Source: RFC 2369 §3.2; Google's and Yahoo's
/// requirements for bulk senders.
struct ListUnsubscribeMissing: LintRule {
    static let id: RuleID = "headers/list-unsubscribe-missing"
    static let severity = Severity.error
    static let needs = LintNeed.message
    static let classes: Set<MailClass> = [.marketing]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        guard let field = message.message.field(named: "List-Unsubscribe") else {
            findings.report(
                "add a List-Unsubscribe field", label: "no List-Unsubscribe", in: message.text, at: 0..<1,
                remedy: "List-Unsubscribe: <https://example.com/unsubscribe?u=…>")
            return
        }
        if ListUnsubscribe(field).targets.allSatisfy({ $0.scheme != "https" && $0.scheme != "mailto" }) {
            findings.report(
                "name an https or mailto address in angle brackets", label: "no address to unsubscribe at",
                in: message.text, at: field.range,
                remedy: "List-Unsubscribe: <https://example.com/unsubscribe?u=…>")
        }
    }
}
