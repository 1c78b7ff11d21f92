import Findings
import MailMessage

/// A subject begins with "Re:" only where the message is an answer.
///
/// Fires on `Re:`, `Fw:` and `Fwd:` in a message that has neither In-Reply-To nor References, an error: Google asks
/// senders not to do it, because it is made to deceive. The prefixes of other languages, such as `AW:` and `SV:`, are
/// abbreviations of other things as well and warn. Source: Google's guidelines for senders; Rspamd FAKE_REPLY.
///
/// Fires:
/// ```eml
/// Subject: Re: your account
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// Subject: Re: your question
/// In-Reply-To: <1@example.org>
///
/// Hello
/// ```
struct FakeReplyPrefix: LintRule {
    static let id: RuleID = "subject/fake-reply-prefix"
    static let severity = Severity.error
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message, let subject = message.subject,
            message.field("in-reply-to") == nil, message.field("references") == nil,
            let prefix = ReplyPrefix.leading(in: subject.string)
        else { return }
        findings.report(
            "remove the prefix, or add the In-Reply-To of the message that this answers",
            label: "not an answer", in: subject.text, at: 0..<prefix.length,
            severity: prefix.isCertain ? .error : .warning)
    }
}
