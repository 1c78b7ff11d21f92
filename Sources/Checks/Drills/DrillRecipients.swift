import DNS
import Findings
import MailTransport
import Scenarios

/// Whom a drill may write to: beyond loopback, nobody who could exist.
enum DrillRecipients {
    /// RFC 2606 §2 and §3: names that are never anybody's.
    private static let reserved = [
        "test", "example", "invalid", "localhost", "example.com", "example.net", "example.org",
    ]

    /// Whether nobody has mail in a domain.
    static func isReserved(_ domain: String) -> Bool {
        guard let name = DomainName(domain) else { return false }
        return reserved.contains { DomainName($0).map(name.isSubdomain) ?? false }
    }

    /// What is wrong with the recipients of traffic that goes to this server; nil where nothing is.
    static func problem(_ traffic: DrillTraffic, to endpoint: SMTPEndpoint) -> Finding? {
        guard !endpoint.isLoopback else { return nil }
        if let domain = traffic.recipientDomain, isReserved(domain) { return nil }
        return Finding(
            "drill/real-recipient", .error,
            "a drill that sends to \(endpoint.host) writes to reserved names alone", label: "may be somebody's",
            at: traffic.to.place.excerpt, remedy: "write to a domain below .example, .test or .invalid")
    }
}
