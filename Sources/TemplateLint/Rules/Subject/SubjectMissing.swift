import Findings
import MailMessage

/// A message has a subject.
///
/// Fires where there is no Subject field, or nothing in it but blanks. Mail programs show "(no subject)", and filters
/// count it. Source: Rspamd MISSING_SUBJECT, SpamAssassin MISSING_SUBJECT.
struct SubjectMissing: LintRule {
    static let id: RuleID = "subject/missing"
    static let severity = Severity.error
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        guard let field = message.message.field(named: "Subject") else {
            findings.report("add a Subject field", label: "no Subject", in: message.text, at: 0..<1)
            return
        }
        if field.decodedValue.unicodeScalars.allSatisfy(\.isInvisible) {
            findings.report("write a subject", label: "empty", in: message.text, at: field.range)
        }
    }
}
