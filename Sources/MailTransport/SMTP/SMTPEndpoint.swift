/// Where an SMTP server listens: `smtp://127.0.0.1:2525`, `smtps://mail.example.org`.
package struct SMTPEndpoint: Sendable, Hashable {
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    package var host: String
    /// The port.
    package var port: Int
    /// Whether TLS begins before the first word (`smtps`).
    package var usesImplicitTLS: Bool
    /// The addresses that the host has; nil where the system is asked.
    package var addresses: [String]?

    /// An endpoint, member by member.
    package init(host: String, port: Int, usesImplicitTLS: Bool = false) {
        self.host = host
        self.port = port
        self.usesImplicitTLS = usesImplicitTLS
    }

    /// The endpoint that a URL names; nil where it is no `smtp` or `smtps` URL of a host and perhaps a port alone.
    package init?(url: String) {
        // RFC 5321 §4.5.4.2: port 25; RFC 8314 §7.3: port 465.
        guard let parts = ServerURL(url, schemes: ["smtp": 25, "smtps": 465]) else { return nil }
        self.init(host: parts.host, port: parts.port, usesImplicitTLS: parts.scheme == "smtps")
    }

    /// Whether it lies on this machine by its very name.
    package var isLoopback: Bool { ServerURL.isLoopback(host) }

    /// Host and port as a URL has them: `[::1]:25`.
    package var authority: String { ServerURL.authority(host, port) }
}

extension SMTPEndpoint: CustomStringConvertible {
    /// The URL with its port.
    package var description: String { "\(usesImplicitTLS ? "smtps" : "smtp")://\(authority)" }
}
