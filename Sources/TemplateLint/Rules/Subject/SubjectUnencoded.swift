import Findings
import MailMessage

/// A subject beyond ASCII is written in encoded words.
///
/// Fires on bytes above 127 in the Subject field. RFC 5322 §2.2 has a header be ASCII; what is beyond it is written as
/// RFC 2047 says, `=?utf-8?Q?…?=`, or it arrives as rubbish or not at all. A message that can only travel by SMTPUTF8
/// (RFC 6532), because one of its addresses is beyond ASCII or because a Received field says so, may have UTF-8 in its
/// header and is left alone. Source: RFC 2047; SpamAssassin SUBJ_ILLEGAL_CHARS (S/O 0.886); Rspamd
/// SUBJECT_NEEDS_ENCODING.
///
/// Fires:
/// ```eml
/// From: news@example.com
/// Subject: Grüße
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// From: =?utf-8?Q?J=C3=BCrgen?= <jürgen@example.com>
/// Subject: Grüße
///
/// Hello
/// ```
struct SubjectUnencoded: LintRule {
    static let id: RuleID = "subject/unencoded-8bit"
    static let severity = Severity.error
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message, let field = message.subject?.field,
            let start = field.bytes.firstIndex(where: { $0 >= 0x80 })
        else { return }
        let isUTF8 = String(validating: field.bytes, as: UTF8.self) != nil
        guard !isUTF8 || !travelsInternationalized(message) else { return }
        let end = field.bytes[start...].firstIndex { $0 < 0x80 } ?? field.bytes.endIndex
        findings.report(
            "write the subject in encoded words: =?utf-8?Q?…?=",
            label: isUTF8 ? "UTF-8 as it is" : "bytes that are not UTF-8", in: message.text,
            at: field.offset + start..<field.offset + end)
    }

    private func travelsInternationalized(_ message: LintedMail.MessagePart) -> Bool {
        let addresses = ["from", "sender", "to", "cc"].flatMap { message.fields($0) }.flatMap(NamedMailbox.all)
        // RFC 6531 §4.3: UTF8SMTP, UTF8SMTPA, UTF8SMTPS and UTF8SMTPSA stand behind "with".
        return addresses.contains { $0.address.needsSMTPUTF8 }
            || message.fields("received").contains { $0.unfoldedValue.uppercased().contains(" WITH UTF8SMTP") }
    }
}
