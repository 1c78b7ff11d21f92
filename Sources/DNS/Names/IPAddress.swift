/// An IPv4 or IPv6 address.
///
/// The octets are held as numbers: a policy lists many networks, and each is compared with the client.
public struct IPAddress: Sendable, Hashable {
    /// Whether it is an IPv4 address.
    public let isIPv4: Bool
    /// The first eight octets of IPv6, from the most significant on; zero for IPv4.
    private let high: UInt64
    /// The last eight octets of IPv6, the four of IPv4.
    private let low: UInt64

    /// The address of 4 or 16 octets in network order, nil for any other count.
    public init?(octets: some Sequence<UInt8>) {
        let octets = Array(octets)
        guard octets.count == 4 || octets.count == 16 else { return nil }
        self.init(validOctets: octets)
    }

    /// Takes octets that are known to be 4 or 16.
    init(validOctets octets: some RandomAccessCollection<UInt8>) {
        isIPv4 = octets.count == 4
        high = octets.dropLast(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = octets.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// 4 octets of IPv4 or 16 of IPv6, in network order.
    public var octets: [UInt8] {
        isIPv4 ? UInt32(truncatingIfNeeded: low).octets : high.octets + low.octets
    }

    /// How many bits it has: 32 or 128.
    public var bitWidth: Int { isIPv4 ? 32 : 128 }

    /// Whether it is of this machine itself: 127.0.0.0/8 (RFC 1122 §3.2.1.3), `::1` (RFC 4291 §2.5.3), and the former
    /// mapped into IPv6.
    public var isLoopback: Bool {
        if isIPv4 { return low >> 24 == 127 }
        if let mapped = mappedIPv4 { return mapped.isLoopback }
        return high == 0 && low == 1
    }

    /// Whether it means no address at all: `0.0.0.0` or `::`.
    public var isUnspecified: Bool {
        high == 0 && low == 0
    }

    /// The IPv4 address within an IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2); nil for any other.
    public var mappedIPv4: IPAddress? {
        guard !isIPv4, high == 0, low >> 32 == 0xFFFF else { return nil }
        return IPAddress(validOctets: UInt32(truncatingIfNeeded: low).octets)
    }

    /// The IPv4 address that is meant by an IPv4-mapped IPv6 address; any other address itself.
    public var unmapped: IPAddress {
        mappedIPv4 ?? self
    }

    /// Whether the first `prefixLength` bits are those of `network`; false for an address of the other family.
    ///
    /// A length beyond the address is taken as its whole, a negative one as none.
    public func matches(network: IPAddress, prefixLength: Int) -> Bool {
        guard isIPv4 == network.isIPv4 else { return false }
        let bits = min(max(0, prefixLength), bitWidth)
        // A shift by all bits or more leaves nothing: what lies behind the prefix does not count.
        let lowBits = isIPv4 ? bits : max(0, bits - 64)
        let lowWidth = isIPv4 ? 32 : 64
        return (high ^ network.high) >> UInt64(max(0, 64 - bits)) == 0
            && (low ^ network.low) >> UInt64(lowWidth - lowBits) == 0
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
