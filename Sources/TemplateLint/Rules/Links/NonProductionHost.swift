import Findings

/// Links and images are where readers can reach them.
///
/// Fires on hosts of this machine, of private networks, and with names reserved for tests or local networks (localhost,
/// 10.0.0.0/8, .test, .local, .internal), and on the hosts that were named as not for production: what is left from
/// development. Source: RFC 1918, RFC 6761, RFC 6762; Rspamd URL_NUMERIC_PRIVATE_IP.
struct NonProductionHost: LintRule {
    static let id: RuleID = "links/non-production-host"
    static let severity = Severity.error
    static let needs = LintNeed.html
    static let options: [LintOption] = [
        .texts("hosts", "Hosts that must not be linked to, with everything below them.", \.nonProductionHosts)
    ]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let html = mail.html, let document = html.document else { return }
        let attributes =
            html.links.map(\.attribute) + html.images.compactMap { $0["src"] }
            + document.elements("form").compactMap { $0["action"] }
        for attribute in attributes {
            guard let host = LinkTarget(attribute.value).host,
                !html.text.dependsOnData(html.text.hostPart(of: attribute)),
                let reason = reason(host, mail.settings)
            else { continue }
            findings.report(
                "replace \(host) with the host that readers reach", label: reason, in: html.text,
                at: attribute.valueRange)
        }
    }

    private func reason(_ host: String, _ settings: LintSettings) -> String? {
        if let reason = Host.reasonUnreachable(host) { return reason }
        return settings.nonProductionHosts.contains { Host.isSame(host, orBelow: $0) } ? "not for production" : nil
    }
}
