import Findings
import MailMessage

/// The address of a sender is one that people know again.
///
/// Fires on an address in From with letters and six or more digits in a row before the `@`: `mark8452970@example.com`.
/// Nobody can put it among the contacts, and programs that send spam make addresses so. A remark, because tickets have
/// numbers.
///
/// Left alone: what stands behind a `+` or `=`, by which answers find their ticket; and an address of digits alone,
/// which is a telephone's.
/// Source: SpamAssassin FROM_LOCAL_DIGITS (S/O 0.979), FROM_STARTS_WITH_NUMS (0.932).
///
/// Fires:
/// ```eml
/// From: Example Shop <shop20418833@example.com>
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// From: Example Shop <orders+20418833@example.com>
///
/// Hello
/// ```
struct MachineMadeAddress: LintRule {
    static let id: RuleID = "from/machine-made-address"
    static let severity = Severity.info
    static let needs = LintNeed.message

    /// Digits in a row that are no year, no place and no birthday.
    private static let enough = 6

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        for mailbox in message.from where isMachineMade(mailbox.address.localPart) {
            findings.report(
                "send from an address that people know again", label: "many digits", in: message.text,
                at: mailbox.range)
        }
    }

    private func isMachineMade(_ localPart: String) -> Bool {
        var digits = 0
        var most = 0
        var hasLetter = false
        for byte in localPart.utf8 {
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "=") { break }
            digits = byte.isASCIIDigit ? digits + 1 : 0
            most = max(most, digits)
            hasLetter = hasLetter || byte.isASCIILetter
        }
        return hasLetter && most >= Self.enough
    }
}
