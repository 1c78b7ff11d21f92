import DNS
import Testing

struct SystemServersTests {
    @Test("resolv.conf(5) is read to the letter")
    func parsing() {
        let text = """
            # a comment
            ; another
            search example.com
            nameserver 192.0.2.53
            nameserver\t2001:db8::53 # behind it
             nameserver 192.0.2.99
            nameserver fe80::1%eth0
            nameserver not-an-address
            options timeout:1
            nameserver 192.0.2.54
            nameserver 192.0.2.55
            """
        #expect(
            SystemServers.parse(text).map(\.description) == ["192.0.2.53:53", "[2001:db8::53]:53", "192.0.2.54:53"])
    }

    @Test("without a server it is the one of this machine")
    func fallback() {
        #expect(SystemServers.parse("search example.com\r\n").map(\.description) == ["127.0.0.1:53"])
    }
}
