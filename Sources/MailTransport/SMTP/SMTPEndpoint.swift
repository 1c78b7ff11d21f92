/// Where an SMTP server listens: `smtp://127.0.0.1:2525`, `smtps://mail.example.org`.
package struct SMTPEndpoint: Sendable, Hashable {
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    package var host: String
    /// The port.
    package var port: Int
    /// Whether TLS begins before the first word (`smtps`).
    package var usesImplicitTLS: Bool

    /// An endpoint, member by member.
    package init(host: String, port: Int, usesImplicitTLS: Bool = false) {
        self.host = host
        self.port = port
        self.usesImplicitTLS = usesImplicitTLS
    }

    /// The endpoint that a URL names; nil where it is no `smtp` or `smtps` URL of a host and perhaps a port alone.
    package init?(url: String) {
        guard let colon = url.firstRange(of: "://") else { return nil }
        let scheme = url[..<colon.lowerBound].lowercased()
        guard scheme == "smtp" || scheme == "smtps" else { return nil }
        var rest = url[colon.upperBound...]
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        var host: Substring
        if rest.hasPrefix("[") {
            guard let end = rest.firstIndex(of: "]") else { return nil }
            host = rest[rest.index(after: rest.startIndex)..<end]
            rest = rest[rest.index(after: end)...]
            guard host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
        } else {
            host = rest.prefix { $0 != ":" }
            rest = rest.dropFirst(host.count)
            guard host.utf8.allSatisfy(SMTPEndpoint.isHostCharacter) else { return nil }
        }
        guard !host.isEmpty else { return nil }
        usesImplicitTLS = scheme == "smtps"
        // RFC 5321 §4.5.4.2: port 25; RFC 8314 §7.3: port 465.
        port = usesImplicitTLS ? 465 : 25
        if rest.hasPrefix(":") {
            guard rest.dropFirst().utf8.allSatisfy(\.isDigit), let stated = Int(rest.dropFirst()),
                (1...65_535).contains(stated)
            else { return nil }
            port = stated
        } else if !rest.isEmpty {
            return nil
        }
        self.host = String(host)
    }

    private static func isHostCharacter(_ byte: UInt8) -> Bool {
        byte.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || "-._".utf8.contains(byte)
    }

    /// Whether it lies on this machine by its very name.
    package var isLoopback: Bool {
        host == "localhost" || host == "::1" || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
    }

    /// Host and port as a URL has them: `[::1]:25`.
    package var authority: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

extension SMTPEndpoint: CustomStringConvertible {
    /// The URL with its port.
    package var description: String { "\(usesImplicitTLS ? "smtps" : "smtp")://\(authority)" }
}
