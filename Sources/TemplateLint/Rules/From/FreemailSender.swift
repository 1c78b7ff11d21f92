import Findings
import MailMessage

/// Mail is sent from a domain of one's own.
///
/// Fires where the address in From is one of a provider for consumers, such as gmail.com or yahoo.com: an error for
/// marketing, a warning for other mail. Only the provider can sign for that domain; its DMARC policy has others
/// quarantine or reject what comes from elsewhere, and bulk mail must be aligned with DMARC. A message that the provider
/// has signed (a DKIM-Signature with `d=` of that domain) was sent through it and is left alone. Source: Google's and
/// Yahoo's requirements for bulk senders.
///
/// Fires:
/// ```eml
/// From: Example Shop <example.shop@gmail.com>
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// From: Gmail Tips <news@gmail.com.example.org>
///
/// Hello
/// ```
struct FreemailSender: LintRule {
    static let id: RuleID = "from/freemail-sender"
    static let severity = Severity.error
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        for mailbox in message.from where ConsumerMailProviders.own(mailbox.domain) {
            guard !message.signatures.contains(where: { Host.isSame(mailbox.domain, orBelow: $0.domain) }) else {
                continue
            }
            findings.report(
                "send from a domain of your own: only \(mailbox.domain) can authenticate mail from it",
                label: "a provider's domain", in: message.text, at: mailbox.range,
                severity: mail.mailClass == .marketing ? .error : .warning)
        }
    }
}
