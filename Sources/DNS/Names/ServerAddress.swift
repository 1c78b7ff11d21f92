/// The address and port of a DNS server.
public struct ServerAddress: Sendable, Hashable, CustomStringConvertible {
    /// RFC 1035 §4.2: the port of DNS, over UDP and TCP.
    public static let dnsPort: UInt16 = 53

    /// Its address.
    public var address: IPAddress
    /// Its port.
    public var port: UInt16

    /// A server.
    public init(_ address: IPAddress, port: UInt16 = ServerAddress.dnsPort) {
        self.address = address
        self.port = port
    }

    /// The server that a text stands for: `192.0.2.53:5300`, `[2001:db8::53]:53`, or an address alone for port 53.
    public init?(_ text: String) {
        if let address = IPAddress(text) {
            self.init(address)
            return
        }
        let host: Substring
        let rest: Substring
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            host = text[text.index(after: text.startIndex)..<end]
            rest = text[text.index(after: end)...]
            guard host.contains(":") else { return nil }
        } else {
            guard let colon = text.firstIndex(of: ":") else { return nil }
            host = text[..<colon]
            rest = text[colon...]
        }
        guard let address = IPAddress(String(host)) else { return nil }
        if rest.isEmpty {
            self.init(address)
            return
        }
        let digits = rest.dropFirst()
        guard rest.first == ":", digits.allSatisfy({ $0.isASCII && $0.isNumber }), let port = UInt16(digits), port > 0
        else { return nil }
        self.init(address, port: port)
    }

    /// `192.0.2.53:53` or `[2001:db8::53]:53`.
    public var description: String {
        address.isIPv4 ? "\(address):\(port)" : "[\(address)]:\(port)"
    }
}
