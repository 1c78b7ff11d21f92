/// A URL of a scheme, a host and perhaps a port, and nothing else: `smtp://127.0.0.1:2525`, `imaps://[::1]/`.
struct ServerURL {
    /// In lower case.
    let scheme: String
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    let host: String
    /// The port that is stated, else the scheme's.
    let port: Int

    /// The parts of a URL; nil where it is none of these schemes, or says more than host and port.
    ///
    /// - Parameter schemes: the schemes that are taken, with their ports.
    init?(_ url: String, schemes: [String: Int]) {
        guard let colon = url.firstRange(of: "://") else { return nil }
        scheme = url[..<colon.lowerBound].lowercased()
        guard let usual = schemes[scheme] else { return nil }
        var rest = url[colon.upperBound...]
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        let host: Substring
        if rest.hasPrefix("[") {
            guard let end = rest.firstIndex(of: "]") else { return nil }
            host = rest[rest.index(after: rest.startIndex)..<end]
            rest = rest[rest.index(after: end)...]
            guard host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
        } else {
            host = rest.prefix { $0 != ":" }
            rest = rest.dropFirst(host.count)
            guard host.utf8.allSatisfy(ServerURL.isHostCharacter) else { return nil }
        }
        guard !host.isEmpty else { return nil }
        self.host = String(host)
        if rest.hasPrefix(":") {
            guard rest.dropFirst().utf8.allSatisfy(\.isDigit), let stated = Int(rest.dropFirst()),
                (1...65_535).contains(stated)
            else { return nil }
            port = stated
        } else {
            guard rest.isEmpty else { return nil }
            port = usual
        }
    }

    private static func isHostCharacter(_ byte: UInt8) -> Bool {
        byte.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || "-._".utf8.contains(byte)
    }

    /// Host and port as a URL has them: `[::1]:25`.
    static func authority(_ host: String, _ port: Int) -> String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// Whether a host lies on this machine by its very name.
    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
    }
}
