package import DNS

/// What a proxy says about the connection that it passes on: the PROXY protocol, versions 1 and 2, as HAProxy's
/// proxy-protocol.txt has it.
package enum ProxyHeader: Sendable, Hashable {
    /// More has to come.
    case part
    /// It is none.
    case refused
    /// It is whole after so many octets; the client is nil where the proxy speaks for itself, or does not know.
    case whole(client: IPAddress?, octets: Int)

    /// §2.1: the longest line of version 1, with its line break.
    static let longestLine = 107
    /// How many octets may follow the first sixteen of version 2: addresses, and what the proxy likes to add.
    ///
    /// Our choice: §2.2 lets them be 65,535.
    static let longestAddition = 2048

    /// §2.2: what version 2 begins with.
    private static let signature: [UInt8] = [13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10]
    private static let lineStart = Array("PROXY ".utf8)

    /// Reads what a connection begins with.
    package init(_ bytes: some Collection<UInt8>) {
        let start = Array(bytes.prefix(16 + Self.longestAddition))
        if start.starts(with: Self.signature.prefix(start.count)) {
            self = start.count < 16 ? .part : Self.binary(start)
        } else if start.starts(with: Self.lineStart.prefix(start.count)) {
            self = Self.line(start.prefix(Self.longestLine))
        } else {
            self = .refused
        }
    }

    /// §2.1: `PROXY TCP4 192.0.2.1 192.0.2.2 40000 25`, or `PROXY UNKNOWN` and anything.
    private static func line(_ start: ArraySlice<UInt8>) -> ProxyHeader {
        guard let end = start.firstIndex(of: 10) else { return start.count < longestLine ? .part : .refused }
        guard end > 0, start[end - 1] == 13 else { return .refused }
        let words = start[..<(end - 1)].split(separator: 32, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard words.count >= 2 else { return .refused }
        if words[1] == "UNKNOWN" { return .whole(client: nil, octets: end + 1) }
        guard words.count == 6, ["TCP4", "TCP6"].contains(words[1]), words[4...].allSatisfy({ UInt16($0) != nil }),
            let client = IPAddress(words[2]), let server = IPAddress(words[3]),
            client.isIPv4 == (words[1] == "TCP4"), server.isIPv4 == client.isIPv4
        else { return .refused }
        return .whole(client: client, octets: end + 1)
    }

    /// §2.2: twelve octets of signature, version and command, family, length, addresses.
    private static func binary(_ start: [UInt8]) -> ProxyHeader {
        let length = Int(start[14]) << 8 | Int(start[15])
        guard start[12] >> 4 == 2, length <= longestAddition else { return .refused }
        guard start.count >= 16 + length else { return .part }
        let octets = 16 + length
        let addresses = start[16..<octets]
        switch (start[12] & 0x0F, start[13]) {
        // LOCAL: the proxy speaks for itself, whatever it says of addresses.
        case (0, _), (1, 0x00): return .whole(client: nil, octets: octets)
        case (1, 0x11) where length >= 12:
            return .whole(client: IPAddress(octets: addresses.prefix(4)), octets: octets)
        case (1, 0x21) where length >= 36:
            return .whole(client: IPAddress(octets: addresses.prefix(16)), octets: octets)
        default: return .refused
        }
    }
}
