/// An IPv4 or IPv6 address.
public struct IPAddress: Sendable, Hashable {
    /// 4 octets of IPv4 or 16 of IPv6, in network order.
    public let octets: [UInt8]

    /// The address of 4 or 16 octets in network order, nil for any other count.
    public init?(octets: some Sequence<UInt8>) {
        let octets = Array(octets)
        guard octets.count == 4 || octets.count == 16 else { return nil }
        self.octets = octets
    }

    /// Takes octets that are known to be 4 or 16.
    init(validOctets octets: [UInt8]) {
        self.octets = octets
    }

    /// Whether it is an IPv4 address.
    public var isIPv4: Bool { octets.count == 4 }

    /// How many bits it has: 32 or 128.
    public var bitWidth: Int { octets.count * 8 }

    /// Whether it is of this machine itself: 127.0.0.0/8 (RFC 1122 §3.2.1.3), `::1` (RFC 4291 §2.5.3), and the former
    /// mapped into IPv6.
    public var isLoopback: Bool {
        if isIPv4 { return octets[0] == 127 }
        if let mapped = mappedIPv4 { return mapped.isLoopback }
        return octets.dropLast().allSatisfy { $0 == 0 } && octets[15] == 1
    }

    /// Whether it means no address at all: `0.0.0.0` or `::`.
    public var isUnspecified: Bool {
        octets.allSatisfy { $0 == 0 }
    }

    /// The IPv4 address within an IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2); nil for any other.
    public var mappedIPv4: IPAddress? {
        guard octets.count == 16, octets[..<10].allSatisfy({ $0 == 0 }), octets[10] == 0xFF, octets[11] == 0xFF
        else { return nil }
        return IPAddress(validOctets: Array(octets[12...]))
    }

    /// The IPv4 address that is meant by an IPv4-mapped IPv6 address; any other address itself.
    public var unmapped: IPAddress {
        mappedIPv4 ?? self
    }

    /// Whether the first `prefixLength` bits are those of `network`; false for an address of the other family.
    ///
    /// A length beyond the address is taken as its whole, a negative one as none.
    public func matches(network: IPAddress, prefixLength: Int) -> Bool {
        guard octets.count == network.octets.count else { return false }
        let bits = min(max(0, prefixLength), bitWidth)
        let whole = bits / 8
        guard octets[..<whole] == network.octets[..<whole] else { return false }
        let rest = bits % 8
        return rest == 0 || (octets[whole] ^ network.octets[whole]) >> (8 - rest) == 0
    }

    /// The name whose PTR records say who it is: `10.2.0.192.in-addr.arpa` (RFC 1035 §3.5), or nibbles below
    /// `ip6.arpa` (RFC 3596 §2.5).
    public var reverseName: DomainName {
        let digits = Array("0123456789abcdef".utf8)
        let labels: [[UInt8]]
        if isIPv4 {
            labels = octets.reversed().map { Array(String($0).utf8) } + [Array("in-addr".utf8), Array("arpa".utf8)]
        } else {
            labels =
                octets.reversed().flatMap { [[digits[Int($0 & 15)]], [digits[Int($0 >> 4)]]] }
                + [Array("ip6".utf8), Array("arpa".utf8)]
        }
        // At most 34 labels of 4 octets or less: always a name.
        return DomainName(labels: labels) ?? .root
    }
}
