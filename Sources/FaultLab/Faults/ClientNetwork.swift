package import DNS

/// An address, or all that begin with the same bits (RFC 4632 §3.1, RFC 4291 §2.3): `192.0.2.0/24`.
package struct ClientNetwork: Sendable, Hashable, CustomStringConvertible {
    /// An address of it.
    package var address: IPAddress
    /// How many bits are the same; those of a whole address for one alone.
    package var prefixLength: Int

    /// One address.
    package init(_ address: IPAddress) {
        self.address = address
        prefixLength = address.bitWidth
    }

    /// The network or address of a text; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = IPAddress(String(parts[0])) else { return nil }
        self.init(address)
        guard parts.count == 2 else { return }
        // Digits alone: Int would take a sign too.
        guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(parts[1]),
            length <= address.bitWidth
        else { return nil }
        prefixLength = length
    }

    /// Whether an address is in it; none of the other family is.
    package func contains(_ address: IPAddress) -> Bool {
        address.matches(network: self.address, prefixLength: prefixLength)
    }

    /// `192.0.2.0/24`, or the address alone.
    package var description: String {
        prefixLength == address.bitWidth ? "\(address)" : "\(address)/\(prefixLength)"
    }
}
