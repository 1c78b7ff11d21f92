/// What a host name is, by its spelling alone.
enum Host {
    /// Why nobody outside reaches this host; nil where they may.
    static func reasonUnreachable(_ host: String) -> String? {
        if let address = ipv4(host) {
            // RFC 6890: the special-purpose blocks that are not global.
            switch (address[0], address[1]) {
            case (127, _), (0, _): return "this machine"
            case (10, _), (192, 168), (172, 16...31): return "a private network (RFC 1918)"
            case (169, 254): return "a link-local address"
            case (192, 0) where address[2] == 2, (198, 51) where address[2] == 100, (203, 0) where address[2] == 113:
                return "an address for documentation (RFC 5737)"
            default: return nil
            }
        }
        if host.hasPrefix("[") {
            let address = host.dropFirst().prefix { $0 != "]" }
            if address == "::1" || address == "::" { return "this machine" }
            if ["fc", "fd"].contains(address.prefix(2)) { return "a private network (RFC 4193)" }
            if ["fe8", "fe9", "fea", "feb"].contains(address.prefix(3)) { return "a link-local address" }
            return nil
        }
        let name = host.hasSuffix(".") ? host.dropLast() : host[...]
        switch name.split(separator: ".").last {
        // RFC 6761 §6.2, §6.3 and §6.4.
        case "localhost": return "this machine"
        case "test", "invalid": return "a name that is reserved for tests (RFC 6761)"
        // RFC 6762 §3, RFC 8375, and what ICANN set aside in 2024.
        case "local": return "a name of the local network (RFC 6762)"
        case "internal", "localdomain", "lan", "intranet": return "a name of an internal network"
        default: return name.hasSuffix(".home.arpa") ? "a name of an internal network" : nil
        }
    }

    /// Whether it is one of the names that documents use (RFC 2606, RFC 6761 §6.5).
    static func isExample(_ host: String) -> Bool {
        ["example.com", "example.net", "example.org", "example"].contains { isSame(host, orBelow: $0) }
    }

    /// Whether a host is that domain or a name below it.
    static func isSame(_ host: String, orBelow domain: String) -> Bool {
        let domain = domain.lowercased()
        return host == domain || host.hasSuffix("." + domain)
    }

    /// Whether two hosts may belong to the same owner: the same registered domain, or, where that is not known, one
    /// below the other or the same last two labels.
    static func mayBeSameOwner(_ one: String, _ other: String, registrable: (String) -> String?) -> Bool {
        if let first = registrable(one), let second = registrable(other) { return first == second }
        let ends = [one, other].map { $0.split(separator: ".").suffix(2) }
        return isSame(one, orBelow: other) || isSame(other, orBelow: one) || ends[0] == ends[1]
    }

    private static func ipv4(_ host: String) -> [Int]? {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let numbers = parts.compactMap { part in
            part.utf8.count <= 3 && part.utf8.allSatisfy { (48...57).contains($0) } ? Int(part) : nil
        }
        return numbers.count == 4 && numbers.allSatisfy { $0 <= 255 } ? numbers : nil
    }
}
