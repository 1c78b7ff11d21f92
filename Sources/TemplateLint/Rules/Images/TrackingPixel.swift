import Findings
import MailMessage

/// A mail that counts its readers does so knowingly.
///
/// Fires on images of one pixel or less that are loaded from the net, and says from where: whoever has the host learns when
/// and where a mail is read. It is a remark, because platforms add them; it warns where, in a message, the host belongs
/// neither to the sender nor to `trackingHosts`. Whether readers must consent is a matter of their country's law.
///
/// Left alone: attached pixels, and lines and gaps that are one pixel in one direction.
/// Source: Directive 2002/58/EC (ePrivacy) article 5(3).
///
/// Fires:
/// ```html
/// <img src="https://count.acme.io/open/17" width="1" height="1" alt="">
/// ```
///
/// Left alone:
/// ```html
/// <img src="https://acme.io/line.png" width="600" height="1" alt=""> <img src="cid:dot" width="1" height="1" alt="">
/// ```
struct TrackingPixel: LintRule {
    static let id: RuleID = "images/tracking-pixel"
    static let severity = Severity.info
    static let needs = LintNeed.html

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html else { return }
        for image in html.images where image.isPixel {
            guard let source = image["src"] else { continue }
            let target = LinkTarget(source.value)
            guard target.isWeb || target.host != nil else { continue }
            let host = html.text.hostDependsOnData(source.valueRange) ? nil : target.host
            let isForeign = host.map { belongsToOthers($0, in: mail) } ?? false
            findings.report(
                "make sure that readers know that \(host ?? "this host") counts them",
                label: isForeign ? "not a host of the sender" : "an image that nobody sees", in: html.text,
                at: source.valueRange, severity: isForeign ? .warning : .info)
        }
    }

    /// Whether the host is known to belong to somebody else.
    private func belongsToOthers(_ host: String, in mail: LintedMail) -> Bool {
        guard let field = mail.message?.message.field(named: "From"),
            let sender = AddressList.parse(field).placedMailboxes.first?.mailbox.address.domain.lowercased()
        else { return false }
        return !mail.settings.trackingHosts.contains { Host.isSame(host, orBelow: $0) }
            && !Host.mayBeSameOwner(host, sender, registrable: mail.settings.registrableDomain)
    }
}
