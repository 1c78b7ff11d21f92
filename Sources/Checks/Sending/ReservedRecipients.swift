import DNS
import Findings
import MailTransport
import Scenarios

/// Whom mail that is made by the number may be written to: beyond loopback, nobody who could exist.
enum ReservedRecipients {
    /// RFC 2606 §2 and §3: names that are never anybody's.
    private static let reserved = [
        "test", "example", "invalid", "localhost", "example.com", "example.net", "example.org",
    ]

    /// Whether nobody has mail in a domain.
    private static func isReserved(_ domain: String) -> Bool {
        guard let name = DomainName(domain) else { return false }
        return reserved.contains { DomainName($0).map(name.isSubdomain) ?? false }
    }

    /// What writing to a domain over a server needs a policy for; nil where nothing is.
    ///
    /// - Parameters:
    ///   - domain: the domain of all recipients; nil where it is not written out.
    ///   - place: where they are written.
    static func need(for domain: String?, at place: Place, over endpoint: SMTPEndpoint) -> Need? {
        guard !endpoint.isLoopback, !(domain.map(isReserved) ?? false) else { return nil }
        return Need(.recipient, host: domain, at: place)
    }

    /// What is wrong with recipients whose mail goes to a server that only the run knows; nil where nothing is.
    ///
    /// - Parameter what: what sends: `a drill`.
    static func problem(
        _ rule: RuleID, of what: String, domain: String?, at place: Place, to endpoint: SMTPEndpoint,
        granted: PolicyGrants
    ) -> Finding? {
        guard need(for: domain, at: place, over: endpoint) != nil else { return nil }
        if let domain, granted.allowsMail(to: domain) { return nil }
        return Finding(
            rule, .error,
            "\(what) that goes to \(endpoint.host) is written to reserved names and the policy's domains alone",
            label: "may be somebody's", at: place.excerpt,
            remedy: "write to a domain below .example, .test or .invalid, or have it added to recipients of "
                + (granted.file ?? "a --policy"))
    }
}

extension Templated {
    /// The domain of the addresses that it makes, in lower case; nil where it is not written out.
    var recipientDomain: String? {
        guard case .literal(let last)? = text.pieces.last, let at = last.lastIndex(of: "@") else { return nil }
        return last[last.index(after: at)...].lowercased()
    }
}

extension Deferred<String> {
    /// Whether it is a server of the lab, which is known when the run starts.
    var isServerOfLab: Bool {
        guard let names = pending?.names, !names.isEmpty else { return false }
        return names.allSatisfy { $0.hasPrefix("lab.smtp.") }
    }

    /// Whether it is a proxy of the lab, which says itself what leave it needs for where it leads.
    private var isProxyOfLab: Bool { pending?.names.allSatisfy { $0.hasPrefix("lab.proxies.") } ?? false }

    /// What handing mail over to it needs leave for; a server that only the run knows may be anywhere.
    var needOfMail: Need? {
        if isServerOfLab || isProxyOfLab { return nil }
        guard let endpoint = known.flatMap({ SMTPEndpoint(url: $0) }) else { return Need(.smtp, at: place) }
        return endpoint.isLoopback ? nil : Need(.smtp, host: endpoint.host, at: place)
    }
}
