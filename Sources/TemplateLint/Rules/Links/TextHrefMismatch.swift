import Findings

/// A link leads where its text says.
///
/// Fires where the whole text of a link is a web address or a domain, and the link leads to a domain of another owner.
/// It is the mark of phishing; filters and mail programs warn about it. Which names belong together follows the public
/// suffix list. Links over a host that counts clicks show another domain for a reason: name such hosts, or show words
/// instead of an address. Source: Rspamd PHISHING.
struct TextHrefMismatch: LintRule {
    static let id: RuleID = "links/text-href-mismatch"
    static let severity = Severity.error
    static let needs = LintNeed.html
    static let options: [LintOption] = [
        .texts("trackingHosts", "Hosts that count clicks, with everything below them.", \.trackingHosts)
    ]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html else { return }
        for link in html.links {
            guard !html.text.dependsOnData(html.text.hostPart(of: link.attribute)), let host = host(of: link.target),
                !mail.settings.trackingHosts.contains(where: { Host.isSame(host, orBelow: $0) })
            else { continue }
            let texts = link.element.texts
            guard !texts.contains(where: { html.text.dependsOnData($0.range) }),
                let shown = ShownAddress.host(of: link.element.renderedText),
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
