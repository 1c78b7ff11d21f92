import Findings
import MailMessage

/// A subject does not shout.
///
/// Fires where every letter that has a small form is a capital, in at least ten characters and two words after `Re:` and
/// the like. It is a remark: as evidence of spam it is worth nothing (S/O 0.496 in SpamAssassin's own figures), but
/// people read it as shouting. Source: SpamAssassin SUBJ_ALL_CAPS.
///
/// Fires:
/// ```eml
/// Subject: GREAT NEWS TODAY
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// Subject: ISO 27001 and GDPR: what is new
///
/// Hello
/// ```
struct SubjectAllCaps: LintRule {
    static let id: RuleID = "subject/all-caps"
    static let severity = Severity.info
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message, let subject = message.subject else { return }
        let words = subject.string.split(whereSeparator: \.isWhitespace).drop { ReplyPrefix.isOne($0) }
        let text = words.joined(separator: " ")
        guard text.count >= 10, words.count >= 2 else { return }
        let cased = text.unicodeScalars.filter(\.properties.isCased)
        guard cased.count >= 4, cased.allSatisfy({ !$0.properties.isLowercase }) else { return }
        findings.report(
            "write the subject in small letters", label: "all capitals", in: message.text, at: subject.field.range)
    }
}
