import Findings
import MailMessage

/// A display name does not name another sender.
///
/// Fires where the name in From holds an address, or a domain in its place, that does not belong to the domain of the
/// mailbox. It is how phishing looks, and filters treat it so. Source: Rspamd SPOOF_DISPLAY_NAME, FROM_NEQ_DISPLAY_NAME.
struct DisplayNameHasOtherAddress: LintRule {
    static let id: RuleID = "from/display-name-has-other-address"
    static let severity = Severity.error
    static let needs = LintNeed.message

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let message = mail.message else { return }
        for field in message.message.fields(named: "From") {
            for entry in AddressList.parse(field).placedMailboxes {
                guard let name = entry.mailbox.displayName else { continue }
                let domain = entry.mailbox.address.domain.lowercased()
                guard
                    let other = ShownAddress.domains(in: name).first(where: {
                        !Host.mayBeSameOwner($0, domain, registrable: mail.settings.registrableDomain)
                    })
                else { continue }
                let start = field.offset + entry.range.lowerBound
                findings.report(
                    "remove \(other) from the display name: the mail is from \(domain)", label: "names \(other)",
                    in: message.text, at: start..<start + entry.range.count)
            }
        }
    }
}
