import Findings
import MailMessage

/// A mail shows its reader no other readers.
///
/// Fires where To and Cc name addresses of five or more domains other than the sender's: a warning for marketing, a
/// remark for other mail. Who gets the mail is told to everybody else, which data protection law counts as a breach;
/// and filters know mail that is sent so to lists of harvested addresses. Send one message to each.
///
/// Left alone: several people of a few companies, who may know each other.
/// Source: SpamAssassin SUSPICIOUS_RECIPS (S/O 0.981), SORTED_RECIPS (0.967); GDPR Art. 5(1)(f).
///
/// Fires:
/// ```eml
/// From: news@example.com
/// To: ann@a.example, bo@b.example, cy@c.example, di@d.example
/// Cc: ed@e.example
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// From: ann@example.com
/// To: bo@example.com, cy@a.example, di@a.example, ed@a.example, flo@a.example, gil@b.example
///
/// Hello
/// ```
struct RecipientsShown: LintRule {
    static let id: RuleID = "headers/recipients-shown"
    static let severity = Severity.warning
    static let needs = LintNeed.message

    /// Domains from which they hardly know each other.
    private static let many = 5

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        let own = Set(message.from.map(\.domain))
        var domains: Set<String> = []
        for field in [message.field("to"), message.field("cc")].compactMap(\.self) {
            for mailbox in NamedMailbox.list(field).mailboxes { domains.insert(mailbox.address.domain.lowercased()) }
            guard domains.subtracting(own).count >= Self.many else { continue }
            findings.report(
                "send one message to each recipient", label: "\(domains.subtracting(own).count) domains of recipients",
                in: message.text, at: field.range, severity: mail.mailClass == .marketing ? .warning : .info)
            return
        }
    }
}
