import Findings

/// Addresses name hosts, not numbers.
///
/// Fires on links, images and forms, and on addresses in plain text, whose host is an IP address: `192.0.2.1`, the same
/// as one number or in hexadecimal or octal, or IPv6 in brackets. Readers cannot tell whose it is, certificates are
/// rarely issued for one, and filters take it for malware.
///
/// Left alone: private and reserved addresses, which links/non-production-host speaks of.
/// Source: Rspamd URL_NUMERIC_IP; WHATWG URL §3.5 for the spellings.
///
/// Fires:
/// ```html
/// <a href="https://0xC6.0x336507/track">Offer</a>
/// ```
///
/// Left alone:
/// ```html
/// <a href="https://198-51-101-7.acme.io/">Offer</a> <a href="https://1and1.com/10.1.2.3/">Change log</a>
/// ```
struct IPHost: LintRule {
    static let id: RuleID = "links/ip-host"
    static let severity = Severity.error
    static let needs = LintNeed.source

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        for url in mail.urls {
            guard let host = url.knownHost, let kind = kind(of: host), Host.reasonUnreachable(host) == nil
            else { continue }
            findings.report(
                "replace \(host) with the name of the host", label: kind, in: url.text, at: url.range)
        }
    }

    private func kind(of host: String) -> String? {
        if host.hasPrefix("[") { return "an IPv6 address" }
        guard let address = Host.ipv4(host) else { return nil }
        if Host.isDottedQuad(host) { return "an IP address" }
        let numbers = [24, 16, 8, 0].map { String(address >> $0 & 0xFF) }
        return "another spelling of \(numbers.joined(separator: "."))"
    }
}
