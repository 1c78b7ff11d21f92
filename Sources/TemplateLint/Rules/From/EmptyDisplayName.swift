import Findings
import MailMessage

/// A display name says something, or is left out.
///
/// Fires on `"" <news@example.com>`: mail programs show nothing where the sender should be. Source: SpamAssassin
/// FROM_BLANK_NAME.
///
/// Fires:
/// ```eml
/// From: "" <news@example.com>
/// Subject: News
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// From: news@example.com
/// Subject: News
///
/// Hello
/// ```
struct EmptyDisplayName: LintRule {
    static let id: RuleID = "from/empty-display-name"
    static let severity = Severity.warning
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        for mailbox in message.from {
            // A name of nothing is written as a pair of quotes, or as an encoded word of blanks.
            let isQuoted = message.text.bytes[mailbox.range].prefix { $0 != UInt8(ascii: "<") }
                .contains(UInt8(ascii: "\""))
            guard let name = mailbox.name ?? (isQuoted ? "" : nil), name.unicodeScalars.allSatisfy(\.isInvisible)
            else { continue }
            findings.report(
                "write the sender's name before the address, or the address alone", label: "an empty name",
                in: message.text, at: mailbox.range)
        }
    }
}
