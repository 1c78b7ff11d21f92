import Findings
import MailMessage

/// A subject fits where it is read.
///
/// Fires on more than 200 characters (a warning, because filters count it) and on more than 70 (a remark: most lists of
/// messages cut there, phones sooner). Source: Rspamd LONG_SUBJ.
struct SubjectTooLong: LintRule {
    static let id: RuleID = "subject/too-long"
    static let severity = Severity.info
    static let needs = LintNeed.message
    static let options: [LintOption] = [
        .integer("length", in: 10...200, "Characters that a subject may have.", \.subjectLength)
    ]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message, let field = message.message.field(named: "Subject") else { return }
        let count = field.decodedValue.count
        let length = mail.settings.subjectLength
        guard count > length else { return }
        findings.report(
            "shorten the subject to \(count > 200 ? 200 : length) characters, the telling ones first",
            label: "\(count) characters", in: message.text, at: field.range, severity: count > 200 ? .warning : .info)
    }
}
