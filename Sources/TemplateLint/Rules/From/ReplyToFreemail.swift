import Findings
import MailMessage

/// Answers go to the sender's own domain.
///
/// Fires where Reply-To is an address of a provider for consumers, such as gmail.com, and From is not. Fraud is done so:
/// the mail seems to be a company's, the answer goes to a mailbox that anybody can open. Source: SpamAssassin
/// FREEMAIL_REPLYTO (S/O 0.985); Rspamd FREEMAIL_REPLYTO_NEQ_FROM_DOM.
///
/// Fires:
/// ```eml
/// From: Example Shop <news@example.com>
/// Reply-To: example.shop@gmail.com
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// From: Example Shop <news@example.com>
/// Reply-To: gmail.com@help.example.com
///
/// Hello
/// ```
struct ReplyToFreemail: LintRule {
    static let id: RuleID = "from/reply-to-freemail"
    static let severity = Severity.warning
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message, let sender = message.from.first,
            // Where From is such an address, that is said of it.
            !ConsumerMailProviders.own(sender.domain)
        else { return }
        for mailbox in message.replyTo where ConsumerMailProviders.own(mailbox.domain) {
            findings.report(
                "let answers go to an address at \(sender.domain)", label: "a provider's domain", in: message.text,
                at: mailbox.range)
        }
    }
}
