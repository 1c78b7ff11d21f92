import Findings
import MailMessage

/// Answers reach somebody.
///
/// Fires where From is an address such as `no-reply@` or `donotreply@` and no Reply-To names another one: a remark, a
/// warning for marketing. Microsoft asks senders of much mail for an address in From or Reply-To that takes answers;
/// readers who cannot answer use the spam button. Source: Microsoft's requirements for high-volume senders.
///
/// Fires:
/// ```eml
/// From: Example Shop <no-reply@example.com>
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// From: Example Shop <no-reply@example.com>
/// Reply-To: help@example.com
///
/// Hello
/// ```
struct NoReplyAddress: LintRule {
    static let id: RuleID = "from/no-reply-address"
    static let severity = Severity.info
    static let needs = LintNeed.message

    private static let beginnings = [
        "noreply", "donotreply", "dontreply", "nichtantworten", "keineantwort", "nepasrepondre", "noresponder",
        "naoresponda", "nonrispondere",
    ]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message, let sender = message.from.first, isDead(sender),
            message.replyTo.allSatisfy(isDead)
        else { return }
        findings.report(
            "add a Reply-To with an address that is read", label: "nobody answers here", in: message.text,
            at: sender.range, severity: mail.mailClass == .marketing ? .warning : .info)
    }

    private func isDead(_ mailbox: NamedMailbox) -> Bool {
        // No local part is longer than 64 octets (RFC 5321 §4.5.3.1.1).
        let name = mailbox.address.localPart.prefix(64).lowercased().filter { !"-_.".contains($0) }
        return Self.beginnings.contains { name.hasPrefix($0) }
    }
}
