import Findings

/// A link leads where its text says.
///
/// Fires where the whole text of a link is a web address or a domain, and the link leads to a domain of another owner.
/// It is the mark of phishing; filters and mail programs warn about it. Which names belong together follows the public
/// suffix list.
///
/// Left alone: hosts of `trackingHosts`, which count clicks and lead on, and texts that are no address (`node.js`). Where
/// a click counter shows up here, name it, or show words instead of an address. Source: Rspamd PHISHING.
///
/// Fires:
/// ```html
/// <a href="https://login.evil.io/">https://www.bank.com/login</a>
/// ```
///
/// Left alone:
/// ```html
/// <a href="https://www.bank.com/login">login.bank.com</a> <a href="https://nodejs.org/">node.js</a>
/// ```
struct TextHrefMismatch: LintRule {
    static let id: RuleID = "links/text-href-mismatch"
    static let severity = Severity.error
    static let needs = LintNeed.html
    static let options: [LintOption] = [
        .texts("trackingHosts", "Hosts that count clicks, with everything below them.", \.trackingHosts)
    ]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html else { return }
        for link in html.links where !link.hostDependsOnData && !link.textDependsOnData {
            guard let shown = ShownAddress.host(of: link.text), let host = host(of: link.target),
                !mail.settings.trackingHosts.contains(where: { Host.isSame(host, orBelow: $0) }),
                !Host.mayBeSameOwner(shown, host, registrable: mail.settings.registrableDomain)
            else { continue }
            findings.report(
                "show \(host) or link to \(shown): the text names another domain than the link",
                label: "shows \(shown), leads to \(host)", in: html.text, at: link.attribute.valueRange)
        }
    }

    private func host(of target: LinkTarget) -> String? {
        if target.isWeb { return target.host }
        guard target.scheme == "mailto" else { return nil }
        let address = target.rest.prefix { $0 != "?" }
        return address.lastIndex(of: "@").map { address[address.index(after: $0)...].lowercased() }
    }
}
