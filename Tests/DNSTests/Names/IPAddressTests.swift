import DNS
import Support
import Testing

struct IPAddressTests {
    @Test(
        "every form of RFC 4291 §2.2 is read and written as RFC 5952 says",
        arguments: [
            ("192.0.2.10", "192.0.2.10"),
            ("0.0.0.0", "0.0.0.0"),
            ("::", "::"),
            ("::1", "::1"),
            ("1::", "1::"),
            ("2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a"),
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
            ("2001:0db8::0001", "2001:db8::1"),
            ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
            ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
            ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
            ("0:0:0:0:0:0:13.1.68.3", "::d01:4403"),
            ("::FFFF:129.144.52.38", "::ffff:129.144.52.38"),
            ("::ffff:c000:20a", "::ffff:192.0.2.10"),
            ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
        ])
    func forms(_ text: String, _ canonical: String) {
        #expect(IPAddress(text)?.description == canonical)
    }

    @Test(
        "a text that is no address is nil",
        arguments: [
            "", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ", "1.2.3.+4", "1..2.3", "1.2.3.4/8",
            "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "::1%eth0", "[::1]", ":1", "1:", ":::", "12345::",
            "::g", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1.2.3.4::", "::1.2.3", "::1.2.3.4:5",
            "1:2:3:4:5:6:7:1.2.3.4",
            "１.2.3.4",
        ])
    func invalid(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test("loopback is 127/8, ::1 and the former mapped")
    func loopback() {
        for text in ["127.0.0.1", "127.255.0.9", "::1", "::ffff:127.0.0.1"] { #expect(address(text).isLoopback) }
        for text in ["128.0.0.1", "::2", "::", "::ffff:192.0.2.1"] { #expect(!address(text).isLoopback) }
    }

    @Test(
        "a network holds the addresses with its prefix",
        arguments: [
            ("192.0.2.10", "192.0.2.0", 28, true), ("192.0.2.16", "192.0.2.0", 28, false),
            ("203.0.113.99", "0.0.0.0", 0, true), ("192.0.2.1", "192.0.2.1", 32, true),
            ("192.0.2.0", "192.0.2.1", 32, false), ("192.0.2.0", "192.0.2.1", 31, true),
            ("2001:db8:25::10", "2001:db8:25::", 64, true), ("2001:db8:25:1::10", "2001:db8:25::", 64, false),
            ("::ffff:192.0.2.1", "192.0.2.0", 24, false), ("192.0.2.1", "::", 0, false),
            ("192.0.2.1", "192.0.2.2", -1, true), ("192.0.2.1", "192.0.2.1", 99, true),
        ])
    func networks(_ text: String, _ network: String, _ length: Int, _ expected: Bool) {
        #expect(address(text).matches(network: address(network), prefixLength: length) == expected)
    }

    @Test("a mapped address gives up its IPv4 address")
    func mapped() {
        #expect(address("::ffff:192.0.2.10").unmapped == address("192.0.2.10"))
        #expect(address("2001:db8::1").unmapped == address("2001:db8::1"))
        #expect(address("::192.0.2.10").mappedIPv4 == nil)
    }

    @Test("the reverse names of RFC 1035 §3.5 and RFC 3596 §2.5")
    func reverseNames() {
        #expect(address("192.0.2.10").reverseName == name("10.2.0.192.in-addr.arpa"))
        #expect(
            address("4321:0:1:2:3:4:567:89ab").reverseName
                == name("b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa"))
    }

    @Test("a server is an address with a port, 53 unless said")
    func servers() {
        #expect(ServerAddress("192.0.2.53")?.description == "192.0.2.53:53")
        #expect(ServerAddress("192.0.2.53:5300")?.port == 5300)
        #expect(ServerAddress("[2001:db8::53]:5300")?.description == "[2001:db8::53]:5300")
        #expect(ServerAddress("2001:db8::53")?.description == "[2001:db8::53]:53")
        #expect(ServerAddress("[2001:db8::53]")?.port == 53)
        for text in [
            "", "host:53", "192.0.2.53:", "192.0.2.53:0", "192.0.2.53:65536", "[192.0.2.1]:53", "[::1", "[::1]53",
        ] {
            #expect(ServerAddress(text) == nil)
        }
    }

    @Test("a network matches the addresses that share its first bits, at every length", arguments: [4, 16])
    func everyPrefix(_ count: Int) throws {
        var generator = SeededGenerator(seed: 791)
        for length in 0...(count * 8) {
            let octets = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let network = try #require(IPAddress(octets: octets))
            #expect(network.octets == octets)
            for bit in 0..<(count * 8) {
                var other = octets
                other[bit / 8] ^= 0x80 >> UInt8(bit % 8)
                let address = try #require(IPAddress(octets: other))
                #expect(address.matches(network: network, prefixLength: length) == (bit >= length))
            }
        }
    }
}
