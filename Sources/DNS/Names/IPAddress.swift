/// An IPv4 or IPv6 address.
public struct IPAddress: Sendable, Hashable {
    /// 4 octets of IPv4 or 16 of IPv6, in network order.
    public let octets: [UInt8]

    /// The address of 4 or 16 octets in network order, nil for any other count.
    public init?(octets: [UInt8]) {
        guard octets.count == 4 || octets.count == 16 else { return nil }
        self.octets = octets
    }

    /// Whether it is an IPv4 address.
    public var isIPv4: Bool { octets.count == 4 }
}
