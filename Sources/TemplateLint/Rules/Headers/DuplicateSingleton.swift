import Findings
import MailMessage

/// Header fields that may stand once stand once.
///
/// Fires on the second Date, From, Sender, Reply-To, To, Cc, Bcc, Message-ID, In-Reply-To, References or Subject, and on
/// the second MIME-Version or Content-Type. Which of them a receiver takes is luck, and some refuse the mail.
/// Source: RFC 5322 §3.6; Google's guidelines for senders.
///
/// Fires:
/// ```eml
/// Subject: News
/// subject: Offers
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// Received: from a by b
/// Received: from b by c
/// Subject: News
///
/// Subject: this is text
/// ```
struct DuplicateSingleton: LintRule {
    static let id: RuleID = "headers/duplicate-singleton"
    static let severity = Severity.error
    static let needs = LintNeed.message

    private static let names = [
        "Date", "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Message-ID", "In-Reply-To", "References", "Subject",
        "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    ]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        for name in Self.names {
            let fields = message.fields(name.lowercased())
            guard let first = fields.first else { continue }
            for field in fields.dropFirst() {
                findings.report(
                    "keep one \(name) field", label: "another \(name)", in: message.text, at: field.range,
                    notes: [.init("the first one", at: message.text.place(of: first.range))])
            }
        }
    }
}
