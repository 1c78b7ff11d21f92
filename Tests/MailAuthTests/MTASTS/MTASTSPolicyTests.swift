import MailAuth
import Testing

@Suite struct MTASTSPolicyTests {
    private func policy(_ text: String) -> MTASTSPolicy {
        MTASTSPolicy(text: Array(text.utf8))
    }

    @Test("a policy says what to do, for how long, and by which hosts")
    func reads() {
        let policy = policy(
            "version: STSv1\r\nmode: enforce\r\nmx: mx1.example.com\r\nmx: *.example.net\r\nmax_age: 604800\r\n")
        #expect(policy.mode == .enforce)
        #expect(policy.maxAge == 604_800)
        #expect(policy.hosts == ["mx1.example.com", "*.example.net"])
        #expect(policy.problems.isEmpty)
    }

    @Test("mode none needs no host")
    func none() {
        #expect(policy("version: STSv1\nmode: none\nmax_age: 0").problems.isEmpty)
    }

    @Test("of a field that stands twice the first one counts")
    func twice() {
        let policy = policy("version: STSv1\nmode: testing\nmode: enforce\nmax_age: 60\nmax_age: x\nmx: a.example")
        #expect(policy.mode == .testing)
        #expect(policy.problems.isEmpty)
    }

    @Test("a mistake is shown at its octets")
    func places() {
        #expect(policy("version: STSv1\nmode: strict\nmax_age: 1\nmx: a.example").problems.map(\.range) == [21..<27])
        #expect(
            policy("version: STSv1\nmode: none\nmax_age: 31557601").problems.map(\.range) == [35..<43])
        #expect(policy("version: STSv1\nmode: none\nmax_age: 1\n\nx: y").problems.map(\.range) == [37..<37])
    }

    @Test("a file larger than senders need to read is not read")
    func large() {
        let text = "version: STSv1\nmode: none\nmax_age: 1\n" + String(repeating: "x: y\n", count: 20_000)
        #expect(policy(text).problems.count == 1)
    }
}
