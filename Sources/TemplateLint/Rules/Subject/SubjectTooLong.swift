import Findings
import MailMessage

/// A subject fits where it is read.
///
/// Fires on more than 200 characters (a warning, because filters count it) and on more than 70 (a remark: most lists of
/// messages cut there, phones sooner). Characters are counted as a reader does: a flag or a letter with its accent is
/// one. Source: Rspamd LONG_SUBJ.
///
/// Fires:
/// ```eml
/// Subject: Please confirm ⟨10 × the order⟩ that you placed with us yesterday evening
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// Subject: =?utf-8?Q?Best=C3=A4tigung_Ihrer_Bestellung_bei_der_B=C3=A4ckerei_M=C3=BCller?=
///
/// Hello
/// ```
struct SubjectTooLong: LintRule {
    static let id: RuleID = "subject/too-long"
    static let severity = Severity.info
    static let needs = LintNeed.message
    static let options: [LintOption] = [
        .integer("length", in: 10...200, "Characters that a subject may have.", \.subjectLength)
    ]

    /// Characters from which filters count it.
    private static let counted = 200

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message, let subject = message.subject else { return }
        let shown = mail.settings.subjectLength
        // A character has at least one byte: most subjects are not counted at all.
        guard subject.text.bytes.count > shown else { return }
        let count = subject.string.count
        guard count > shown else { return }
        let isLong = count > Self.counted
        findings.report(
            "shorten the subject to \(isLong ? Self.counted : shown) characters, the telling ones first",
            label: "\(count) characters", in: message.text, at: subject.field.range,
            severity: isLong ? .warning : .info)
    }
}
