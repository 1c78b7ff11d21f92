import DNS
import FaultLab
import Support
import Testing

@Suite("The header of a proxy")
struct ProxyHeaderTests {
    private static let signature: [UInt8] = [13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10]
    private static let tcp4 = signature + [0x21, 0x11, 0, 12, 192, 0, 2, 1, 192, 0, 2, 2, 0x9C, 0x40, 0, 25]

    @Test(
        "of version 1 names the client",
        arguments: [
            ("PROXY TCP4 192.0.2.1 192.0.2.2 40000 25\r\n", "192.0.2.1"),
            ("PROXY TCP6 2001:db8::1 2001:db8::2 40000 25\r\n", "2001:db8::1"), ("PROXY UNKNOWN\r\n", nil),
            ("PROXY UNKNOWN whatever\r\n", nil),
        ])
    func text(header: String, client: String?) {
        let expected = ProxyHeader.whole(client: client.flatMap { IPAddress($0) }, octets: header.utf8.count)
        #expect(ProxyHeader(Array((header + "EHLO x\r\n").utf8)) == expected)
        for count in 0..<header.utf8.count { #expect(ProxyHeader(header.utf8.prefix(count)) == .part) }
    }

    @Test("of version 2 names the client, whatever is added to it")
    func binary() throws {
        let client = try #require(IPAddress("192.0.2.1"))
        #expect(ProxyHeader(Self.tcp4 + Array("EHLO".utf8)) == .whole(client: client, octets: 28))
        for count in 0..<Self.tcp4.count { #expect(ProxyHeader(Self.tcp4.prefix(count)) == .part) }
        var longer = Self.tcp4 + [4, 0, 1, 0]
        longer[15] = 16
        #expect(ProxyHeader(longer) == .whole(client: client, octets: 32))
        let address = (1...16).map { UInt8($0) }
        let tcp6 = Self.signature + [0x21, 0x21, 0, 36] + address + address + [0, 1, 0, 25]
        #expect(ProxyHeader(tcp6) == .whole(client: IPAddress(octets: address), octets: 52))
        #expect(ProxyHeader(Self.signature + [0x20, 0, 0, 0]) == .whole(client: nil, octets: 16))
    }

    @Test(
        "that is none is refused as soon as that is certain",
        arguments: [
            "EHLO c.example\r\n", "PROXI", "PROXY TCP4 192.0.2.1\r\n", "PROXY TCP4 2001:db8::1 2001:db8::2 1 2\r\n",
            "PROXY TCP4 192.0.2.1 192.0.2.2 40000 65536\r\n", "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\n",
            "PROXY " + String(repeating: "x", count: 101), "PROXY\r\n", "\r\n\r\nx",
        ])
    func refused(header: String) {
        #expect(ProxyHeader(Array(header.utf8)) == .refused)
    }

    @Test("of version 2 that is wrong is refused")
    func refusedBinary() {
        for (offset, value) in [(12, UInt8(0x31)), (12, 0x22), (13, 0x12), (14, 0xFF), (15, 11)] {
            var header = Self.tcp4
            header[offset] = value
            #expect(ProxyHeader(header) == .refused, "\(offset)")
        }
    }

    @Test("says who the client is to the server, over TLS too, and nobody is let in without", arguments: [false, true])
    func server(isImplicit: Bool) async throws {
        let offer = TLSOffer(isImplicit: isImplicit)
        let server = LabConfiguration.Server(name: "mx", domains: nil, tls: offer, isProxied: true)
        try await LabWithTLS.run(server) { fixture in
            let stranger = try RawConnection(port: fixture.server.port)
            try await stranger.say("EHLO c.example")
            #expect(try await stranger.read().isEmpty)
            #expect(fixture.server.offences.count(of: .noProxyHeader) == 1)
            guard !isImplicit else { return }
            let client = try RawConnection(port: fixture.server.port)
            try await client.send(Self.tcp4 + Array("EHLO c.example\r\nMAIL FROM:<>\r\n".utf8))
            #expect(try await client.replies(3).hasSuffix("250 2.1.0 Sender OK"))
            _ = try await client.exchange("RCPT TO:<ana@inbox.example>", "DATA")
            #expect(try await client.exchange(".").hasPrefix("250 "))
            let message = try #require(fixture.server.mailboxes.messages().first)
            #expect(message.envelope?.client.address == IPAddress("192.0.2.1"))
        }
    }
}
