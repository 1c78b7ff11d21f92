import Findings
import MailMessage

/// A message with MIME fields says that it is MIME.
///
/// Fires on a Content-Type or Content-Transfer-Encoding in the header without MIME-Version: RFC 2045 §4 requires it, and
/// a program may show the source of the message without it. Warns on another version than 1.0. The headers of parts need
/// none. Source: RFC 2045 §4; Rspamd MISSING_MIME_VERSION.
///
/// Fires:
/// ```eml
/// From: news@example.com
/// Content-Type: text/html; charset=utf-8
///
/// <p>Hello</p>
/// ```
///
/// Left alone:
/// ```eml
/// From: news@example.com
/// Mime-Version: 1.0 (by a mailer)
/// Content-Type: text/html; charset=utf-8
///
/// <p>Hello</p>
/// ```
struct MIMEVersionMissing: LintRule {
    static let id: RuleID = "mime/version-missing"
    static let severity = Severity.error
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        guard let version = message.field("mime-version") else {
            guard let field = message.field("content-type") ?? message.field("content-transfer-encoding") else {
                return
            }
            findings.report(
                "add a MIME-Version field", label: "no MIME-Version", in: message.text, at: field.range,
                remedy: "MIME-Version: 1.0")
            return
        }
        // RFC 2045 §4: comments may stand anywhere in it.
        var depth = 0
        let kept = version.unfoldedBytes.filter { byte in
            if byte == UInt8(ascii: "(") { depth += 1 }
            defer { if byte == UInt8(ascii: ")"), depth > 0 { depth -= 1 } }
            return depth == 0 && byte > 0x20
        }
        if kept != Array("1.0".utf8) {
            findings.report(
                "replace the version with 1.0: there is no other", label: "another version", in: message.text,
                at: version.range, severity: .warning)
        }
    }
}
