package import DNS

/// Where a server of the lab listens.
package struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
    /// The address of an interface.
    package var host: IPAddress
    /// The port; 0 for one that is free.
    package var port: Int

    /// An address and a port.
    package init(host: IPAddress, port: Int) {
        self.host = host
        self.port = port
    }

    /// A free port of 127.0.0.1.
    package static var loopback: ListenAddress { ListenAddress(host: .loopback, port: 0) }

    /// The address of `127.0.0.1:2525` or `[::1]:2525`; nil for anything else, and so for a host name.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.first == "[", host.last == "]" {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            // RFC 5952 §6: an IPv6 address stands in brackets before a port.
            return nil
        }
        guard let address = IPAddress(String(host)) else { return nil }
        self.init(host: address, port: Int(port))
    }

    /// What a client on this machine connects to: the loopback address where every interface is listened on.
    package var reachable: ListenAddress {
        guard host.isUnspecified else { return self }
        return ListenAddress(host: host.isIPv4 ? .loopback : IPAddress("::1") ?? host, port: port)
    }

    /// `127.0.0.1:2525` or `[::1]:2525`.
    package var description: String { host.isIPv4 ? "\(host):\(port)" : "[\(host)]:\(port)" }
}

extension IPAddress {
    /// 127.0.0.1.
    package static var loopback: IPAddress {
        guard let address = IPAddress(octets: [127, 0, 0, 1]) else { preconditionFailure("four octets are an address") }
        return address
    }
}
