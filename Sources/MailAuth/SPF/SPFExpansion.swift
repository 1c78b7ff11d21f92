import DNS

/// Puts the facts about one sender in place of macros (RFC 7208 §7.3).
struct SPFExpansion {
    /// The local part of the sender, `postmaster` where there is none.
    var localPart: [UInt8]
    /// The domain of the sender.
    var senderDomain: [UInt8]
    /// The domain whose policy is looked at.
    var domain: DomainName
    /// The client.
    var ip: IPAddress
    /// The HELO name, whatever it is.
    var helo: [UInt8]
    /// The client's validated name, or `unknown`.
    var validatedName: [UInt8] = Array("unknown".utf8)
    /// The name of the receiver, or `unknown`.
    var receiver: [UInt8]
    /// Seconds since 1970.
    var timestamp: Int64

    /// RFC 7208 §7.3: the longest name in text form.
    static let longestName = 253

    /// The text with every macro replaced.
    func expand(_ string: SPFMacroString) -> [UInt8] {
        var result: [UInt8] = []
        for segment in string.segments {
            switch segment {
            case .macro(let macro): result += transformed(value(of: macro.letter), by: macro)
            case let segment: result += SPFExpansion.octets(of: segment)
            }
        }
        return result
    }

    /// The octets of a string without macros.
    static func staticOctets(_ segments: [SPFMacroString.Segment]) -> [UInt8] {
        segments.flatMap(octets)
    }

    private static func octets(of segment: SPFMacroString.Segment) -> [UInt8] {
        switch segment {
        case .literal(let octets): octets
        case .percent: [UInt8(ascii: "%")]
        case .space: [.space]
        case .urlSpace: Array("%20".utf8)
        case .macro: []
        }
    }

    private func value(of letter: SPFMacro.Letter) -> [UInt8] {
        switch letter {
        case .sender: localPart + [UInt8(ascii: "@")] + senderDomain
        case .localPart: localPart
        case .senderDomain: senderDomain
        case .domain: SPFExpansion.text(of: domain)
        case .address: dottedAddress
        case .validatedName: validatedName
        case .family: Array((ip.isIPv4 ? "in-addr" : "ip6").utf8)
        case .helo: helo
        case .readableAddress: Array(ip.description.utf8)
        case .receiver: receiver
        case .timestamp: Array(String(timestamp).utf8)
        }
    }

    /// RFC 7208 §7.3: dotted decimal, or every nibble of an IPv6 address between dots.
    private var dottedAddress: [UInt8] {
        if ip.isIPv4 { return Array(ip.description.utf8) }
        let digits = Array("0123456789abcdef".utf8)
        let nibbles = ip.octets.flatMap { [[digits[Int($0 >> 4)]], [digits[Int($0 & 0x0F)]]] }
        return Array(nibbles.joined(separator: [UInt8(ascii: ".")]))
    }

    private func transformed(_ value: [UInt8], by macro: SPFMacro) -> [UInt8] {
        let delimiters = macro.delimiters.isEmpty ? [UInt8(ascii: ".")] : macro.delimiters
        var parts = value.split(omittingEmptySubsequences: false) { delimiters.contains($0) }
        if macro.isReversed { parts.reverse() }
        if let keep = macro.keep { parts = Array(parts.suffix(keep)) }
        // RFC 7208 §7.3: the parts are joined by dots, whatever split them.
        let joined = Array(parts.joined(separator: [UInt8(ascii: ".")]))
        return macro.isEscaped ? SPFExpansion.urlEscaped(joined) : joined
    }

    /// RFC 7208 §7.3: characters beyond the unreserved ones of RFC 3986 §2.3 are escaped.
    private static func urlEscaped(_ octets: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return octets.flatMap { octet -> [UInt8] in
            if octet.isAlphanumeric || "-._~".utf8.contains(octet) { return [octet] }
            return [UInt8(ascii: "%"), digits[Int(octet >> 4)], digits[Int(octet & 0x0F)]]
        }
    }

    /// The labels of a name between dots, as macros write it: without the escapes of a zone file.
    static func text(of name: DomainName) -> [UInt8] {
        Array(name.labels.joined(separator: [UInt8(ascii: ".")]))
    }

    /// The name that an expanded domain-spec stands for; nil where RFC 1035 admits no such name.
    static func name(_ octets: [UInt8]) -> DomainName? {
        var text = octets[...]
        if text.last == UInt8(ascii: ".") { text.removeLast() }
        // RFC 7208 §7.3: labels are removed at the left until 253 characters remain.
        while text.count > longestName, let dot = text.firstIndex(of: UInt8(ascii: ".")) {
            text = text[(dot + 1)...]
        }
        guard !text.isEmpty else { return nil }
        // A backslash is an octet like any other here, and no escape; a second dot at the end ends an empty label.
        if text.last != UInt8(ascii: "."), !text.contains(UInt8(ascii: "\\")), let name = DomainName(text: text) {
            return name
        }
        return DomainName(
            labels: text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { Array($0) })
    }
}
