import Findings
import MailMessage

/// A display name does not name another sender.
///
/// Fires where the name in From holds an address of another domain than the mailbox (an error) or a domain alone (a
/// warning: it may be a name). It is how phishing looks, and filters treat it so. Source: Rspamd SPOOF_DISPLAY_NAME,
/// FROM_NEQ_DISPLAY_NAME.
///
/// Fires:
/// ```eml
/// From: "service@bank.example" <news@example.com>
/// Subject: News
///
/// Hello
/// ```
///
/// Left alone:
/// ```eml
/// From: "news.example.com and Node.js" <news@example.com>
/// Subject: News
///
/// Hello
/// ```
struct DisplayNameHasOtherAddress: LintRule {
    static let id: RuleID = "from/display-name-has-other-address"
    static let severity = Severity.error
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        for mailbox in message.from {
            guard let name = mailbox.name,
                let other = ShownAddress.domains(in: name).first(where: {
                    !Host.mayBeSameOwner($0, mailbox.domain, registrable: mail.settings.registrableDomain)
                })
            else { continue }
            findings.report(
                "remove \(other) from the display name: the mail is from \(mailbox.domain)", label: "names \(other)",
                in: message.text, at: mailbox.range, severity: name.contains("@") ? .error : .warning)
        }
    }
}
