import Findings
import MailMessage

/// A message with HTML has a text part too.
///
/// Fires where there is HTML and no `text/plain` beside it. Programs that show no HTML, screen readers and filters read
/// the text part. Source: SpamAssassin MIME_HTML_ONLY (S/O 0.858).
///
/// Fires:
/// ```eml
/// MIME-Version: 1.0
/// Content-Type: text/html; charset=utf-8
///
/// <p>Hello</p>
/// ```
///
/// Left alone:
/// ```eml
/// MIME-Version: 1.0
/// Content-Type: text/plain; charset=utf-8
///
/// <p>Hello</p>
/// ```
struct HTMLOnly: LintRule {
    static let id: RuleID = "mime/html-only"
    static let severity = Severity.warning
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message, mail.html != nil, mail.plain == nil else { return }
        findings.report(
            "add a text/plain part that says the same", label: "HTML alone", in: message.text,
            at: message.field("content-type")?.range ?? message.top,
            remedy: "send multipart/alternative with text/plain first, then text/html")
    }
}
