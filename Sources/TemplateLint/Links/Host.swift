/// What a host name is, by its spelling alone.
enum Host {
    /// Why nobody outside reaches this host; nil where they may.
    static func reasonUnreachable(_ host: String) -> String? {
        if let address = ipv4(host) {
            // RFC 6890: the special-purpose blocks that are not global.
            switch (address >> 24, address >> 16 & 0xFF, address >> 8 & 0xFF) {
            case (127, _, _), (0, _, _): return "this machine"
            case (10, _, _), (192, 168, _), (172, 16...31, _): return "a private network (RFC 1918)"
            case (169, 254, _): return "a link-local address"
            case (192, 0, 2), (198, 51, 100), (203, 0, 113): return "an address for documentation (RFC 5737)"
            default: return nil
            }
        }
        if host.hasPrefix("[") {
            let address = host.dropFirst().prefix { $0 != "]" }
            if address == "::1" || address == "::" { return "this machine" }
            if ["fc", "fd"].contains(address.prefix(2)) { return "a private network (RFC 4193)" }
            if ["fe8", "fe9", "fea", "feb"].contains(address.prefix(3)) { return "a link-local address" }
            if address.hasPrefix("2001:db8:") { return "an address for documentation (RFC 3849)" }
            return nil
        }
        let name = host.utf8.last == UInt8(ascii: ".") ? host.dropLast() : host[...]
        let dot = name.utf8.lastIndex(of: UInt8(ascii: "."))
        switch String(dot.map { name[name.utf8.index(after: $0)...] } ?? name) {
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
        examples.contains { isSame(host, orBelow: $0) }
    }

    private static let examples = ["example.com", "example.net", "example.org", "example"]

    /// Whether a host is that domain or a name below it.
    static func isSame(_ host: String, orBelow domain: String) -> Bool {
        guard host.utf8.count >= domain.utf8.count || !domain.isASCII else { return false }
        var end = host.utf8.endIndex
        // From the last byte on, for most hosts differ there.
        for byte in (domain.isASCII ? domain : domain.lowercased()).utf8.reversed() {
            guard end > host.utf8.startIndex else { return false }
            end = host.utf8.index(before: end)
            guard host.utf8[end] == byte.asciiLowercased else { return false }
        }
        return end == host.utf8.startIndex || host.utf8[host.utf8.index(before: end)] == UInt8(ascii: ".")
    }

    /// Whether two hosts may belong to the same owner: the same registered domain, or, where that is not known, one
    /// below the other or the same last two labels.
    static func mayBeSameOwner(_ one: String, _ other: String, registrable: (String) -> String?) -> Bool {
        if one == other { return true }
        if let first = registrable(one), let second = registrable(other) { return first == second }
        let ends = [one, other].map { $0.split(separator: ".").suffix(2) }
        return isSame(one, orBelow: other) || isSame(other, orBelow: one) || ends[0] == ends[1]
    }

    /// The address that a host is, in whatever way browsers read one: `192.0.2.1`, `3221225985`, `0xC0.0.02.1`.
    static func ipv4(_ host: String) -> UInt32? {
        // WHATWG URL §3.5, the "IPv4 parser": up to four numbers, the last of which fills what the others leave.
        guard host.utf8.first?.isASCIIDigit == true else { return nil }
        var parts = host.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count > 1, parts.last == "" { parts.removeLast() }
        guard (1...4).contains(parts.count) else { return nil }
        let numbers = parts.compactMap(number)
        guard numbers.count == parts.count, let last = numbers.last, numbers.dropLast().allSatisfy({ $0 <= 255 })
        else { return nil }
        let room = UInt64(1) << (8 * UInt64(5 - numbers.count))
        guard last < room else { return nil }
        let high = numbers.dropLast().enumerated().reduce(UInt64(0)) { $0 | $1.element << (24 - 8 * UInt64($1.offset)) }
        return UInt32(high | last)
    }

    /// Whether an address is written as people write it: four decimal numbers.
    static func isDottedQuad(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                part.utf8.allSatisfy(\.isASCIIDigit) && !part.isEmpty && (part.count == 1 || part.first != "0")
            }
    }

    /// A number as C writes it: decimal, `0x` hexadecimal, `0` octal.
    private static func number(_ text: Substring) -> UInt64? {
        guard let first = text.utf8.first, first.isASCIIDigit, text.utf8.count <= 20 else { return nil }
        if text.hasPrefix("0x") || text.hasPrefix("0X") {
            return text.count == 2 ? 0 : UInt64(text.dropFirst(2), radix: 16)
        }
        return UInt64(text, radix: text.count > 1 && text.hasPrefix("0") ? 8 : 10)
    }
}
