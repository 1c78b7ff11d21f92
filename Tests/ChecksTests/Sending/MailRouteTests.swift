import Checks
import DNS
import Support
import Testing

@Suite("the mail exchangers of a domain (RFC 5321 §5.1)")
struct MailRouteTests {
    private static let dns = zone(
        """
        two.example.      MX    20 b.two.example.
        two.example.      MX    10 a.two.example.
        a.two.example.    A     192.0.2.1
        a.two.example.    AAAA  2001:db8::1
        b.two.example.    A     192.0.2.2
        none.example.     MX    0 .
        bare.example.     A     192.0.2.3
        hollow.example.   MX    10 gone.hollow.example.
        broken.example.   MX    !SERVFAIL
        halfbroken.example. MX  10 mx.halfbroken.example.
        mx.halfbroken.example. A !SERVFAIL
        """)

    private func route(_ domain: String) async -> MailRoute {
        var randomness = SystemRandomNumberGenerator()
        return await MailRoute.find(name(domain), over: Self.dns, randomness: &randomness)
    }

    @Test("exchangers come by preference, each with its addresses")
    func preference() async throws {
        guard case .servers(let servers) = await route("two.example") else {
            Issue.record("no servers")
            return
        }
        #expect(servers.map(\.name) == ["a.two.example", "b.two.example"])
        #expect(servers.map(\.addresses) == [["192.0.2.1", "2001:db8::1"], ["192.0.2.2"]])
    }

    @Test("a domain without exchangers is its own")
    func implicit() async throws {
        guard case .servers(let servers) = await route("bare.example") else {
            Issue.record("no servers")
            return
        }
        #expect(servers.map(\.name) == ["bare.example"])
    }

    @Test(
        "a domain that takes no mail, that is not there, or whose exchangers are nowhere has no route",
        arguments: [
            ("none.example", "none.example takes no mail (RFC 7505)"),
            ("gone.example", "there is no domain gone.example"),
            ("hollow.example", "no mail server of hollow.example has an address"),
        ])
    func none(_ domain: String, _ words: String) async throws {
        guard case .none(let reason) = await route(domain) else {
            Issue.record("it has a route")
            return
        }
        #expect(reason == words)
    }

    @Test("what DNS does not answer is not known", arguments: ["broken.example", "halfbroken.example"])
    func unknown(_ domain: String) async throws {
        guard case .unknown = await route(domain) else {
            Issue.record("it is known")
            return
        }
    }
}
