import Findings
import MailMessage

/// Marketing mail offers one-click unsubscribe.
///
/// Fires where there is a List-Unsubscribe field, but List-Unsubscribe-Post is missing or says anything but
/// `List-Unsubscribe=One-Click`, or where no https address stands beside it. Gmail and Yahoo require it of bulk senders:
/// without the exact words they show no button. A `mailto:` address will do where every chosen provider preset takes one
/// (Yahoo). Source: RFC 8058 §3.1.
struct OneClickInvalid: LintRule {
    static let id: RuleID = "headers/one-click-invalid"
    static let severity = Severity.error
    static let needs = LintNeed.message
    static let classes: Set<MailClass> = [.marketing]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message,
            let list = message.message.field(named: "List-Unsubscribe")
        else { return }
        if mail.settings.acceptsMailtoUnsubscribe,
            ListUnsubscribe(list).targets.contains(where: { $0.scheme == "mailto" })
        {
            return
        }
        guard let post = message.message.field(named: "List-Unsubscribe-Post") else {
            findings.report(
                "add a List-Unsubscribe-Post field", label: "no List-Unsubscribe-Post", in: message.text,
                at: list.range, remedy: "List-Unsubscribe-Post: List-Unsubscribe=One-Click")
            return
        }
        // RFC 8058 §3.1: the value is exactly this key and value.
        if post.unfoldedValue != "List-Unsubscribe=One-Click" {
            findings.report(
                "replace the value with List-Unsubscribe=One-Click", label: "another value", in: message.text,
                at: post.range)
        }
        // RFC 8058 §3.1: the List-Unsubscribe field has exactly one https address for this.
        if !ListUnsubscribe(list).targets.contains(where: { $0.scheme == "https" }) {
            findings.report(
                "name an https address in List-Unsubscribe: one click is an HTTPS POST to it",
                label: "no https address", in: message.text, at: list.range)
        }
    }
}
