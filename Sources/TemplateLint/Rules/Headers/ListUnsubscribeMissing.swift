import Findings
import MailMessage

/// Marketing mail has a List-Unsubscribe field.
///
/// Fires where it is missing or empty. Gmail and Yahoo require it of bulk senders and show a button for it; without it
/// readers use the spam button instead. What is in it is the matter of `headers/list-unsubscribe-syntax`. Source:
/// RFC 2369 §3.2; Google's and Yahoo's requirements for bulk senders.
///
/// Fires:
/// ```eml
/// From: news@example.com
/// List-Unsubscribe-Post: List-Unsubscribe=One-Click
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// From: news@example.com
/// list-unsubscribe: <mailto:u@example.com>
///
/// Hello
/// ```
struct ListUnsubscribeMissing: LintRule {
    static let id: RuleID = "headers/list-unsubscribe-missing"
    static let severity = Severity.error
    static let needs = LintNeed.message
    static let classes: Set<MailClass> = [.marketing]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        let field = message.field("list-unsubscribe")
        guard field?.unfoldedBytes.isEmpty != false else { return }
        findings.report(
            "add a List-Unsubscribe field", label: "no List-Unsubscribe", in: message.text,
            at: field?.range ?? message.top, remedy: "List-Unsubscribe: <https://example.com/unsubscribe?u=…>")
    }
}
