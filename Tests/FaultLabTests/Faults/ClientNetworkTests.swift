import FaultLab
import Support
import Testing

@Suite("The network of a client")
struct ClientNetworkTests {
    @Test(
        "holds the addresses that begin with its bits",
        arguments: [
            ("192.0.2.10", "192.0.2.10", true), ("192.0.2.10", "192.0.2.11", false),
            ("192.0.2.0/24", "192.0.2.255", true), ("192.0.2.77/24", "192.0.2.1", true),
            ("192.0.2.0/24", "192.0.3.0", false), ("0.0.0.0/0", "203.0.113.1", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::1", false),
        ])
    func contains(network: String, client: String, isIn: Bool) throws {
        let network = try #require(ClientNetwork(network))
        #expect(network.contains(address(client)) == isIn)
    }

    @Test(
        "is an address, and how many bits count",
        arguments: ["", "/24", "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/+8", "192.0.2.0/-1", "192.0.2.0/2/4", "a/8"])
    func refused(text: String) {
        #expect(ClientNetwork(text) == nil)
    }

    @Test("is written as it is read", arguments: ["192.0.2.10", "192.0.2.0/24", "2001:db8::/32"])
    func description(text: String) {
        #expect(ClientNetwork(text)?.description == text)
    }
}
