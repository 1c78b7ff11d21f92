package import DNS

/// Where mail for a domain is handed over (RFC 5321 §5.1).
package enum MailRoute: Sendable {
    /// The servers in the order in which they are tried.
    case servers([Server])
    /// There is none, and why.
    case none(String)
    /// That could not be found out.
    case unknown(ResolverError)

    /// A mail exchanger, or the domain's own host.
    package struct Server: Sendable, Hashable {
        /// Its name.
        package var name: String
        /// Its addresses.
        package var addresses: [String]
    }

    /// How many exchangers are tried; large providers have five.
    private static let most = 10

    /// Asks DNS.
    package static func find(
        _ domain: DomainName, over resolver: any Resolving, randomness: inout some RandomNumberGenerator
    ) async -> MailRoute {
        do throws(ResolverError) {
            let answer = try await resolver.resolve(Question(domain, .MX))
            guard answer.outcome != .nameError else { return .none("there is no domain \(domain)") }
            var exchangers: [(preference: UInt16, name: DomainName)] = answer.records.compactMap {
                guard case .mx(let preference, let exchange) = $0.data else { return nil }
                return (preference, exchange)
            }
            // RFC 7505 §3: one record of the root says that the domain takes no mail.
            if exchangers.count == 1, exchangers[0].name.isRoot { return .none("\(domain) takes no mail (RFC 7505)") }
            // RFC 5321 §5.1: without MX records the domain itself is its exchanger.
            if exchangers.isEmpty { exchangers = [(0, domain)] }
            // RFC 5321 §5.1: lowest first, and in random order where they are equal.
            exchangers.shuffle(using: &randomness)
            exchangers.sort { $0.preference < $1.preference }
            var servers: [Server] = []
            for exchanger in exchangers.prefix(most) {
                let addresses = try await addresses(of: exchanger.name, over: resolver)
                if !addresses.isEmpty { servers.append(Server(name: exchanger.name.description, addresses: addresses)) }
            }
            return servers.isEmpty ? .none("no mail server of \(domain) has an address") : .servers(servers)
        } catch {
            return .unknown(error)
        }
    }

    private static func addresses(
        of name: DomainName, over resolver: any Resolving
    ) async throws(ResolverError) -> [String] {
        var addresses: [String] = []
        for type in [RecordType.A, .AAAA] {
            for record in try await resolver.resolve(Question(name, type)).records {
                switch record.data {
                case .a(let address), .aaaa(let address): addresses.append(address.description)
                default: break
                }
            }
        }
        return addresses
    }
}
