import Findings
import MailMessage

/// A subject has no web address.
///
/// Fires on an address with a scheme or `www.`, and on a bare domain of somebody else than the sender. Subjects are not
/// links, so that a reader gains nothing, and filters count it. A sender's own domain is often its name ("Your
/// Example.com order") and is left alone. Source: Rspamd URL_IN_SUBJECT.
///
/// Fires:
/// ```eml
/// From: news@example.com
/// Subject: Visit https://example.com/sale today
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// From: news@example.com
/// Subject: Your Example.com order, and Node.js 24
///
/// Hello
/// ```
struct SubjectContainsURL: LintRule {
    static let id: RuleID = "subject/contains-url"
    static let severity = Severity.warning
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message, let subject = message.subject else { return }
        for word in subject.string.split(whereSeparator: { $0.isWhitespace || "<>()[]\"".contains($0) }) {
            let text = word.lowercased()
            let isAddress = text.hasPrefix("http://") || text.hasPrefix("https://") || text.hasPrefix("www.")
            guard isAddress || isForeign(text, to: message, mail.settings) else { continue }
            let start = subject.string.utf8.distance(from: subject.string.startIndex, to: word.startIndex)
            findings.report(
                "take the web address out of the subject: readers cannot follow it there", label: "an address",
                in: subject.text, at: start..<start + word.utf8.count)
        }
    }

    /// Whether a word is the domain of somebody else.
    private func isForeign(_ word: String, to message: LintedMail.MessagePart, _ settings: LintSettings) -> Bool {
        // A mail address is not a web address.
        guard word.contains("."), !word.contains("@"), let sender = message.from.first?.domain else { return false }
        return ShownAddress.domains(in: word).contains {
            !Host.mayBeSameOwner($0, sender, registrable: settings.registrableDomain)
        }
    }
}
