import Findings

/// Links, images and forms lead to hosts that readers reach.
///
/// Fires on this machine, private networks and the names that are reserved for them (`localhost`, `.local`, `.test`,
/// `.internal`), however the address is spelt, in HTML and in plain text, and on hosts that the sender named as not for
/// production. A customer who gets such a link gets nothing, or something of their own network.
/// Source: RFC 1918; RFC 6761 §6; RFC 6762 §3; RFC 6890.
///
/// Fires:
/// ```html
/// <a href="http://localhost:3000/confirm">Confirm</a> <img src="http://2130706433/logo.png" alt="">
/// ```
///
/// Left alone:
/// ```html
/// <a href="https://localhost.acme.io/">Confirm</a> <a href="https://172.32.0.1/">Status</a>
/// ```
struct NonProductionHost: LintRule {
    static let id: RuleID = "links/non-production-host"
    static let severity = Severity.error
    static let needs = LintNeed.source
    static let options: [LintOption] = [
        .texts("hosts", "Hosts that must not be linked to, with everything below them.", \.nonProductionHosts)
    ]

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        for url in mail.urls {
            guard let host = url.knownHost, let reason = reason(host, mail.settings) else { continue }
            findings.report(
                "replace \(host) with the host that readers reach", label: reason, in: url.text, at: url.range)
        }
    }

    private func reason(_ host: String, _ settings: LintSettings) -> String? {
        if let reason = Host.reasonUnreachable(host) { return reason }
        return settings.nonProductionHosts.contains { Host.isSame(host, orBelow: $0) } ? "not for production" : nil
    }
}
