import DNS
import Findings
import MailAuth
import Support
import Testing

/// Policies made to keep a receiver busy.
@Suite("hostile policies", .timeLimit(.minutes(10)))
struct HostilePolicyTests {
    private func published(_ owner: String, _ text: String) -> ResourceRecord {
        let octets = Array(text.utf8)
        let strings = stride(from: 0, to: octets.count, by: 255).map { Array(octets[$0..<min($0 + 255, octets.count)]) }
        return ResourceRecord(name: name(owner), type: .TXT, timeToLive: 60, data: .txt(strings))
    }

    private func check(_ dns: StubZone, ip: String = "198.51.100.1") async -> SPFResult {
        await SPF(resolver: dns).check(ip: address(ip), helo: "mx.example.com", mailFrom: "a@example.com")
    }

    @Test("ten thousand terms are read, and looked over, in bounded time")
    func manyTerms() async throws {
        let terms = (0..<10_000).map { "ip4:1.\($0 >> 8).\($0 & 255).0/24" }.joined(separator: " ")
        let dns = StubZone([published("example.com", "v=spf1 \(terms) -all")])
        #expect(await check(dns).value == .fail)
        #expect(await check(dns, ip: "1.39.15.1").value == .pass)
        dns.forgetQuestions()
        let review = try await SPF(resolver: dns).review(name("example.com"))
        #expect(review.findings.contains { $0.rule == "spf/long-record" })
        #expect(dns.questions.count < 10)
    }

    @Test(
        "a text as long as a record can be is read to its end",
        arguments: [
            ("a", "permerror"), ("a a ", "permerror"), ("%{", "permerror"), ("=", "permerror"), ("?all ", "neutral"),
        ])
    func longText(_ piece: String, _ expected: String) async throws {
        // 255 strings of 255 octets and the length octets of each.
        let text = "v=spf1 " + String(repeating: piece, count: (255 * 255 - 7) / piece.utf8.count)
        let dns = StubZone([published("example.com", text)])
        let result = await check(dns)
        #expect(result.value.rawValue == expected)
        _ = try await SPF(resolver: dns).review(name("example.com"))
    }

    @Test("ten terms of ten hosts each are the most that is asked for")
    func fanOut() async {
        let terms = (1...9).map { "mx:m\($0).example.com" }.joined(separator: " ")
        var lines = ["example.com. TXT \"v=spf1 \(terms) ptr exp=e.example.com -all\""]
        for domain in 1...9 {
            for host in 1...10 {
                lines.append("m\(domain).example.com. MX \(host) h\(host).m\(domain).example.com.")
                lines.append("h\(host).m\(domain).example.com. A 192.0.2.\(host)")
            }
        }
        for host in 1...100 {
            lines.append("1.100.51.198.in-addr.arpa. PTR p\(host).example.net.")
            lines.append("p\(host).example.net. A 192.0.2.\(host)")
        }
        let dns = zone(lines.joined(separator: "\n"))
        let result = await check(dns)
        #expect(result.value == .fail)
        #expect(result.lookups == 10)
        // The policy, nine times a list of exchangers and ten hosts, the client's names and ten of their addresses, and
        // the explanation: 1 + 9 × 11 + 11 + 1.
        #expect(dns.questions.count == 112)
        #expect(dns.questions.count <= SPF.Limits().queries)
    }

    @Test("includes that fan out at every level end at the tenth term")
    func includes() async {
        let records = (0..<12).map { level in
            let terms = String(repeating: " include:l\(level + 1).example.com", count: 10)
            return published("l\(level).example.com", "v=spf1" + terms)
        }
        let dns = StubZone(records + [published("example.com", "v=spf1 include:l0.example.com -all")])
        let result = await check(dns)
        #expect(result.value == .permerror)
        #expect(dns.questions.count <= 11)
    }

    @Test("a record set of thousands of policies and texts is one error")
    func manyRecords() async {
        let dns = StubZone((0..<5_000).map { published("example.com", "v=spf1 ip4:10.0.\($0 >> 8).\($0 & 255) -all") })
        #expect(await check(dns).value == .permerror)
        #expect(dns.questions.count == 1)
    }
}
