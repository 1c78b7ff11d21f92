extension IPAddress: LosslessStringConvertible {
    /// The address that a text stands for: dotted decimal without leading zeros, or any form of RFC 4291 §2.2.
    ///
    /// Zone identifiers, prefixes, ports and brackets are not part of an address.
    public init?(_ text: String) {
        let text = Array(text.utf8)
        guard let octets = text.contains(UInt8(ascii: ":")) ? Self.parseIPv6(text[...]) : Self.parseIPv4(text[...])
        else { return nil }
        self.init(validOctets: octets)
    }

    /// Dotted decimal, or the one canonical form of RFC 5952.
    public var description: String {
        isIPv4 ? dotted(octets) : canonicalIPv6
    }

    private static func parseIPv4(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var octets: [UInt8] = []
        octets.reserveCapacity(4)
        var (value, digits) = (0, 0)
        for octet in text {
            if octet == UInt8(ascii: ".") {
                guard digits > 0, octets.count < 3 else { return nil }
                octets.append(UInt8(value))
                (value, digits) = (0, 0)
                continue
            }
            // A leading zero is read as octal by some: RFC 6943 §3.1.1 calls such texts ambiguous.
            guard let digit = octet.decimalDigit, digits == 0 || value > 0 else { return nil }
            value = value * 10 + digit
            digits += 1
            guard value <= 255 else { return nil }
        }
        guard digits > 0, octets.count == 3 else { return nil }
        return octets + [UInt8(value)]
    }

    private static func parseIPv6(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        // RFC 4291 §2.2: `::` stands once for one or more groups of zeros.
        guard let gap = firstGap(text) else {
            guard let octets = parseGroups(text, mayEndInIPv4: true), octets.count == 16 else { return nil }
            return octets
        }
        let after = text[(gap + 2)...]
        guard firstGap(after) == nil,
            let front = parseGroups(text[..<gap], mayEndInIPv4: false),
            let back = parseGroups(after, mayEndInIPv4: true),
            front.count + back.count <= 14
        else { return nil }
        return front + Array(repeating: 0, count: 16 - front.count - back.count) + back
    }

    private static func firstGap(_ text: ArraySlice<UInt8>) -> Int? {
        text.indices.dropLast().first { text[$0] == UInt8(ascii: ":") && text[$0 + 1] == UInt8(ascii: ":") }
    }

    private static func parseGroups(_ text: ArraySlice<UInt8>, mayEndInIPv4: Bool) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        var octets: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if mayEndInIPv4, index == parts.count - 1, part.contains(UInt8(ascii: ".")) {
                guard let last = parseIPv4(part) else { return nil }
                return octets + last
            }
            guard (1...4).contains(part.count) else { return nil }
            var group: UInt16 = 0
            for octet in part {
                guard let digit = octet.hexadecimalDigit else { return nil }
                group = group << 4 | UInt16(digit)
            }
            octets += [UInt8(group >> 8), UInt8(group & 0xFF)]
        }
        return octets
    }

    private var canonicalIPv6: String {
        // RFC 5952 §5: the mixed notation for addresses whose prefix says that an IPv4 address is inside.
        if let mapped = mappedIPv4 { return "::ffff:\(mapped)" }
        let octets = octets
        let groups = stride(from: 0, to: 16, by: 2).map { UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1]) }
        // RFC 5952 §4.2: the longest run of two groups or more, the first of equals.
        var longest = 0..<0
        var index = 0
        while index < groups.count {
            var end = index
            while end < groups.count, groups[end] == 0 { end += 1 }
            if end - index > max(1, longest.count) { longest = index..<end }
            index = max(end, index + 1)
        }
        func text(_ groups: ArraySlice<UInt16>) -> String {
            groups.map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard !longest.isEmpty else { return text(groups[...]) }
        return text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
    }

    private func dotted(_ octets: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(15)
        for octet in octets {
            if !text.isEmpty { text.append(UInt8(ascii: ".")) }
            if octet >= 100 { text.append(UInt8(ascii: "0") + octet / 100) }
            if octet >= 10 { text.append(UInt8(ascii: "0") + octet / 10 % 10) }
            text.append(UInt8(ascii: "0") + octet % 10)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension UInt8 {
    /// The value of `0`…`9`, `a`…`f`, `A`…`F`; nil for any other octet.
    var hexadecimalDigit: Int? {
        switch self {
        case 0x30...0x39: Int(self) - 0x30
        case 0x41...0x46: Int(self) - 0x41 + 10
        case 0x61...0x66: Int(self) - 0x61 + 10
        default: nil
        }
    }
}
