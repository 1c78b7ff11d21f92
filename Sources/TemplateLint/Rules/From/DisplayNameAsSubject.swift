import Findings
import MailMessage

/// A display name says who writes, not what about.
///
/// Fires where the name of From holds words of a subject, such as "action required", "last chance" or "re:", or where it
/// repeats the full name or the address of the recipient. Google asks senders not to do it. A name of one word that the
/// recipient shares, and names of businesses that merely have such a word, are left alone. Source: Google's guidelines
/// for senders.
///
/// Fires:
/// ```eml
/// From: "Action required: Example Bank" <news@example.com>
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// From: "Urgent Care of Springfield" <news@example.com>
/// To: Springfield <springfield@example.org>
///
/// Hello
/// ```
struct DisplayNameAsSubject: LintRule {
    static let id: RuleID = "from/display-name-as-subject"
    static let severity = Severity.warning
    static let needs = LintNeed.message

    /// Words that nobody is called by.
    private static let phrases = StretchSet([
        "action required", "act now", "last chance", "final notice", "final reminder", "limited time", "urgent:",
        "reminder:", "your order #", "your invoice", "verify your", "confirm your", "password reset",
        "order confirmation", "payment failed", "% off", "you have won", "congratulations", "don't miss", "ends today",
        "ends tonight", "free gift", "click here", "open now", "jetzt handeln", "letzte chance", "ihre bestellung",
        "dernière chance", "votre commande", "última oportunidad", "su pedido",
    ])

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        let recipients = message.fields("to").prefix(1).flatMap(NamedMailbox.all).prefix(10)
        for mailbox in message.from {
            // No name is longer than a header line.
            guard let name = mailbox.name?.prefix(998).lowercased() else { continue }
            if let phrase = Self.phrases.first(in: name) ?? prefix(of: name) {
                findings.report(
                    "write the sender's name alone into From, and this into the subject: \(phrase)",
                    label: "words of a subject", in: message.text, at: mailbox.range)
            } else if let recipient = recipients.first(where: { isNamed($0, in: name, of: mailbox) }) {
                findings.report(
                    "take the recipient out of the sender's name", label: "names \(recipient.address)",
                    in: message.text, at: mailbox.range)
            }
        }
    }

    private func prefix(of name: String) -> String? {
        ReplyPrefix.leading(in: name).flatMap { $0.isCertain ? String(name.prefix($0.length)) : nil }
    }

    /// Whether a sender's name repeats a recipient who is somebody else.
    private func isNamed(_ recipient: NamedMailbox, in name: String, of sender: NamedMailbox) -> Bool {
        guard recipient.domain != sender.domain else { return false }
        if name.contains("\(recipient.address)".lowercased()) { return true }
        guard let full = recipient.name?.lowercased().collapsed, full.contains(" "), full.utf8.count >= 6 else {
            return false
        }
        return name.contains(full)
    }
}
