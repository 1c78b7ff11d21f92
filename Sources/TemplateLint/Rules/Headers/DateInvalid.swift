import Findings
import MailMessage

/// A Date field holds the moment at which the message was written.
///
/// Fires on what is no date-time (an error), and warns where the day of the week is not that of the date, or where the
/// date is more than a day old or more than two hours ahead when the mail is checked. Zones by name and years of two
/// digits are obsolete and left alone: RFC 5322 §4.3 has everybody read them. Source: RFC 5322 §3.3; SpamAssassin
/// INVALID_DATE (S/O 0.946); the limits are Rspamd's.
///
/// Fires:
/// ```eml
/// Date: 2026-11-21T10:04:05Z
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// Date: Sat, 21 Nov 26 10:04 GMT (it was raining)
///
/// Hello
/// ```
struct DateInvalid: LintRule {
    static let id: RuleID = "headers/date-invalid"
    static let severity = Severity.error
    static let needs = LintNeed.message

    /// Microseconds after which a message is old.
    private static let oldest: Int64 = 24 * 3_600_000_000
    /// Microseconds that a clock may be ahead.
    private static let newest: Int64 = 2 * 3_600_000_000

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message, let field = message.field("date") else { return }
        guard let date = MessageDate.read(Array(field.rawValue)) else {
            findings.report(
                "write the date as RFC 5322 has it", label: "no date-time", in: message.text, at: field.range,
                remedy: "Date: " + MessageDate.format(mail.settings.now ?? WallTime(microseconds: 0)))
            return
        }
        if !date.hasRightWeekday {
            // RFC 5322 §3.3: the day of the week must be the one that the date implies.
            findings.report(
                "correct the day of the week, or leave it out",
                label: "it is a \(MessageDate.format(date.time).prefix(3))",
                in: message.text, at: field.range, severity: .warning)
        }
        guard let now = mail.settings.now else { return }
        let age = now.microseconds - date.time.microseconds
        if age > Self.oldest || age < -Self.newest {
            findings.report(
                "date the message when it is sent", label: age > 0 ? "more than a day ago" : "in the future",
                in: message.text, at: field.range, severity: .warning,
                notes: [.init("it was checked at \(now)")])
        }
    }
}
