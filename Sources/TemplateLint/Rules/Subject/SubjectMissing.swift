import Findings
import MailMessage

/// A message has a subject.
///
/// Fires where there is no Subject field, or nothing in it but blanks and characters that cannot be seen. Mail programs
/// show "(no subject)", and filters count it. Source: Rspamd MISSING_SUBJECT, SpamAssassin MISSING_SUBJECT.
///
/// Fires:
/// ```eml
/// From: news@example.com
/// Subject: =?utf-8?Q?_=E2=80=8B?=
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// From: news@example.com
/// Subject: 1
///
/// Hello
/// ```
struct SubjectMissing: LintRule {
    static let id: RuleID = "subject/missing"
    static let severity = Severity.error
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        guard let subject = message.subject else {
            findings.report("add a Subject field", label: "no Subject", in: message.text, at: message.top)
            return
        }
        if subject.string.unicodeScalars.allSatisfy(\.isInvisible) {
            findings.report("write a subject", label: "empty", in: message.text, at: subject.field.range)
        }
    }
}
