import Findings
import MailMessage

/// A message has a date and an identifier.
///
/// Fires where Date or Message-ID is missing. RFC 5322 §3.6 requires the date and asks for the identifier; Google wants a
/// valid Message-ID in every message, and filters count both. A server that takes mail for submission may add them
/// (RFC 6409 §8), one that relays does not. A missing From is the matter of `from/not-single-mailbox`. Source: RFC 5322
/// §3.6; Google's guidelines for senders; SpamAssassin MISSING_DATE (S/O 0.990), MISSING_MID (0.755).
///
/// Fires:
/// ```eml
/// From: news@example.com
/// Date: Sat, 21 Nov 2026 10:04:05 +0000
///
/// Message-ID: <too-late@example.com>
/// ```
///
/// Left alone:
/// ```eml
/// date: Sat, 21 Nov 2026 10:04:05 +0000
/// message-id: <1@example.com>
///
/// Hello
/// ```
struct MissingRequired: LintRule {
    static let id: RuleID = "headers/missing-required"
    static let severity = Severity.error
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        if message.field("date") == nil {
            findings.report(
                "add a Date field", label: "no Date", in: message.text, at: message.top,
                remedy: "Date: Sat, 21 Nov 2026 10:04:05 +0000")
        }
        if message.field("message-id") == nil {
            let domain = message.from.first?.domain ?? "example.com"
            findings.report(
                "add a Message-ID field", label: "no Message-ID", in: message.text, at: message.top,
                remedy: "Message-ID: <a name that is never used again@\(domain)>")
        }
    }
}
