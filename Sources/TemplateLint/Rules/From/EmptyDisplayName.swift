import Findings
import MailMessage

/// A display name says something, or is left out.
///
/// Fires on `"" <news@example.com>`: mail programs show nothing where the sender should be. Source: SpamAssassin
/// FROM_BLANK_NAME.
struct EmptyDisplayName: LintRule {
    static let id: RuleID = "from/empty-display-name"
    static let severity = Severity.warning
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        for field in message.message.fields(named: "From") {
            for entry in AddressList.parse(field).placedMailboxes {
                let written = field.bytes[entry.range]
                // A name of nothing is written as a pair of quotes, or as an encoded word of blanks.
                let isQuotes = written.prefix { $0 != UInt8(ascii: "<") }.contains(UInt8(ascii: "\""))
                guard let name = entry.mailbox.displayName ?? (isQuotes ? "" : nil),
                    name.unicodeScalars.allSatisfy(\.isInvisible)
                else { continue }
                let start = field.offset + entry.range.lowerBound
                findings.report(
                    "write the sender's name before the address, or the address alone", label: "an empty name",
                    in: message.text, at: start..<start + entry.range.count)
            }
        }
    }
}
