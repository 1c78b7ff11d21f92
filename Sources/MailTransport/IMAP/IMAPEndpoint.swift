/// Where an IMAP server listens: `imap://127.0.0.1:2143`, `imaps://imap.example.org`.
package struct IMAPEndpoint: Sendable, Hashable {
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    package var host: String
    /// The port.
    package var port: Int
    /// Whether TLS begins before the first word (`imaps`).
    package var usesImplicitTLS: Bool

    /// An endpoint, member by member.
    package init(host: String, port: Int, usesImplicitTLS: Bool = true) {
        self.host = host
        self.port = port
        self.usesImplicitTLS = usesImplicitTLS
    }

    /// The endpoint that a URL names; nil where it is no `imap` or `imaps` URL of a host and perhaps a port alone.
    package init?(url: String) {
        // RFC 9051 §2.1: port 143, and port 993 for implicit TLS.
        guard let parts = ServerURL(url, schemes: ["imap": 143, "imaps": 993]) else { return nil }
        self.init(host: parts.host, port: parts.port, usesImplicitTLS: parts.scheme == "imaps")
    }

    /// Whether it lies on this machine by its very name.
    package var isLoopback: Bool { ServerURL.isLoopback(host) }

    /// Host and port as a URL has them: `[::1]:143`.
    package var authority: String { ServerURL.authority(host, port) }
}

extension IMAPEndpoint: CustomStringConvertible {
    /// The URL with its port.
    package var description: String { "\(usesImplicitTLS ? "imaps" : "imap")://\(authority)" }
}
