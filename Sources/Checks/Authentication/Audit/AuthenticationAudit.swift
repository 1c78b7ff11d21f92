import DNS

/// The scenario that `mailproof auth` stands for: an audit and a score of each domain.
package struct AuthenticationAudit: Sendable {
    private let domains: [DomainName]
    private let zones: [String]
    private let snapshot: String?
    private let server: DNSServerChoice?
    private let senders: [IPAddress]
    private let selectors: [DomainName]
    private let isParked: Bool

    /// An argument that cannot be read.
    package struct BadArgument: Error, CustomStringConvertible {
        /// What was expected, and what was found.
        package var description: String
    }

    /// Reads what was written on the command line.
    ///
    /// - Parameters:
    ///   - domains: at least one.
    ///   - zones: files that answer as if already published.
    ///   - snapshot: a file of pinned answers; nil for none.
    ///   - server: `dns.server` of a scenario; nil leaves it to its default.
    ///   - senders: addresses that must pass SPF.
    ///   - selectors: those of DKIM keys.
    ///   - isParked: whether the domains send and receive no mail.
    package init(
        domains: [String], zones: [String], snapshot: String?, server: String?, senders: [String],
        selectors: [String], isParked: Bool
    ) throws(BadArgument) {
        guard !isParked || (senders.isEmpty && selectors.isEmpty) else {
            throw BadArgument(
                description: "a parked domain has no senders and no selectors: remove --ip and --selector, or --parked")
        }
        self.domains = try Self.read(domains, "a domain name such as example.com", Self.domain)
        self.zones = zones
        self.snapshot = snapshot
        self.server = try Self.read(server.map { [$0] } ?? [], DNSServerChoice.expectation, option: "--server") {
            DNSServerChoice(scalarText: $0)
        }.first
        if case .lab? = self.server {
            throw BadArgument(description: "--server: there is no lab here; name a server, system or none")
        }
        self.senders = try Self.read(senders, IPAddress.expectation, option: "--ip") { IPAddress($0) }
        self.selectors = try Self.read(selectors, "a selector such as s1", option: "--selector") { DomainName($0) }
        self.isParked = isParked
    }

    /// DNS takes any text as a name: an address of mail, a URL and an address of IP would be asked for, and not be there.
    private static func domain(_ text: String) -> DomainName? {
        guard !text.contains(where: "@/:".contains), IPAddress(text) == nil else { return nil }
        return DomainName(text)
    }

    private static func read<Value>(
        _ texts: [String], _ expected: String, option: String? = nil, _ read: (String) -> Value?
    ) throws(BadArgument) -> [Value] {
        var values: [Value] = []
        for text in texts {
            guard let value = read(text) else {
                throw BadArgument(
                    description: "\(option.map { "\($0): " } ?? "")expected \(expected), found '\(text)'")
            }
            values.append(value)
        }
        return values
    }

    /// The domains, in the order in which they are shown.
    package var titles: [String] { domains.map(\.description) }

    /// What the cases of one domain are about, in their order.
    package var rows: [String] {
        isParked ? ["SPF", "DMARC", "MX"] : ["SPF", "DKIM", "DMARC", "score"]
    }

    /// The scenario as text.
    package var scenario: String {
        let name = YAMLScalar.quoted("authentication of \(domains.map(\.description).joined(separator: ", "))")
        var text = "mailproof: 1\nname: \(name)\n"
        var sources: [String] = []
        if !zones.isEmpty { sources.append("zones: [\(zones.map(YAMLScalar.quoted).joined(separator: ", "))]") }
        if let snapshot { sources.append("snapshot: \(YAMLScalar.quoted(snapshot))") }
        let server = server ?? (zones.isEmpty && snapshot == nil ? DNSServerChoice.system : .none)
        sources.append("server: \(YAMLScalar.quoted(server.scalarText))")
        text += "dns: { \(sources.joined(separator: ", ")) }\nchecks:\n"
        for domain in domains {
            text += "  - audit:\n      domain: \(domain)\n"
            if isParked { text += "      parked: true\n" }
            if !selectors.isEmpty { text += "      selectors: [\(list(selectors))]\n" }
            if !senders.isEmpty {
                let addresses = senders.map(\.description)
                text += "      senders: \(YAMLScalar.list(addresses))\n"
            }
            guard !isParked else { continue }
            text += "  - auth_score:\n      domain: \(domain)\n"
            if !selectors.isEmpty { text += "      selectors: [\(list(selectors))]\n" }
        }
        return text
    }

    private func list(_ names: [DomainName]) -> String {
        names.map { YAMLScalar.quoted($0.description) }.joined(separator: ", ")
    }
}
