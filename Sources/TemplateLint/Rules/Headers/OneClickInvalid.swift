import Findings
import MailMessage

/// Marketing mail offers one-click unsubscribe.
///
/// Fires where there is a List-Unsubscribe field, but List-Unsubscribe-Post is missing or says anything but
/// `List-Unsubscribe=One-Click`, or where no https address stands beside it. Gmail and Yahoo require it of bulk senders:
/// without it they show no button. Warns on other capitals, which the grammar of RFC 8058 §5 admits and not every
/// provider does, and on two https addresses. Yahoo is content with a mailto address: where the settings say that this
/// will do, a field with one is left alone. Source: RFC 8058 §3.1; Google's guidelines for senders.
///
/// Fires:
/// ```eml
/// List-Unsubscribe: <mailto:u@example.com>
/// List-Unsubscribe-Post: List-Unsubscribe=One-Click
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// List-Unsubscribe: <mailto:u@example.com>, <https://example.com/u>
/// List-Unsubscribe-Post:
///  List-Unsubscribe=One-Click
///
/// Hello
/// ```
struct OneClickInvalid: LintRule {
    static let id: RuleID = "headers/one-click-invalid"
    static let severity = Severity.error
    static let needs = LintNeed.message
    static let classes: Set<MailClass> = [.marketing]

    private static let value = "List-Unsubscribe=One-Click"

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message, let list = message.field("list-unsubscribe") else { return }
        let targets = ListUnsubscribe(list).entries
        if mail.settings.acceptsMailtoUnsubscribe, targets.contains(where: { $0.address.scheme == "mailto" }) { return }
        guard let post = message.field("list-unsubscribe-post") else {
            findings.report(
                "add a List-Unsubscribe-Post field", label: "no List-Unsubscribe-Post", in: message.text,
                at: list.range, remedy: "List-Unsubscribe-Post: \(Self.value)")
            return
        }
        // RFC 8058 §3.1: the value is this key and value and nothing else.
        if post.unfoldedValue != Self.value {
            let isOtherCase = post.unfoldedValue.lowercased() == Self.value.lowercased()
            findings.report(
                "replace the value with \(Self.value)", label: isOtherCase ? "other capitals" : "another value",
                in: message.text, at: post.range, severity: isOtherCase ? .warning : .error)
        }
        // RFC 8058 §3.1: the List-Unsubscribe field has one https address for this.
        let secure = targets.filter { $0.address.scheme == "https" }
        if secure.isEmpty {
            findings.report(
                "name an https address in List-Unsubscribe: one click is an HTTPS POST to it",
                label: "no https address", in: message.text, at: list.range)
        } else if secure.count > 1 {
            findings.report(
                "keep one https address in List-Unsubscribe", label: "\(secure.count) https addresses",
                in: message.text, at: secure[1].range, severity: .warning)
        }
    }
}
