import DNS
import MailAuth
import Support
import Testing

struct SPFCostTests {
    private func cost(_ dns: StubZone, of domain: String = "example.com") async throws -> SPFCost {
        let spf = SPF(resolver: dns)
        let policy = try await spf.policy(of: name(domain))
        let published = try #require(policy.published)
        return try await spf.cost(of: published)
    }

    @Test("lookups are counted through includes and redirects, past ten, whoever asks")
    func pastTen() async throws {
        let hosts = (1...6).map { "a:h\($0).example.com" }.joined(separator: " ")
        let addresses = (1...6).map { "h\($0).example.com. A 192.0.2.\($0)" }.joined(separator: "\n")
        let cost = try await cost(
            zone(
                """
                example.com.      TXT "v=spf1 include:one.example include:one.example redirect=two.example.com"
                one.example.      TXT "v=spf1 \(hosts) -all"
                two.example.com.  TXT "v=spf1 ip4:192.0.2.0/24 a:h1.example.com -all"
                \(addresses)
                """))
        #expect(cost.lookups == 16)
        #expect(cost.spends.filter { $0.depth == 0 }.map(\.location.description).last == "redirect=two.example.com")
        #expect(cost.spends.filter { $0.depth == 1 }.count == 13)
        #expect(cost.voidLookups == 0)
    }

    @Test("what stands behind an include that always passes costs nothing")
    func alwaysPasses() async throws {
        let dns = zone(
            """
            example.com.  TXT "v=spf1 include:any.example a a a -all"
            any.example.  TXT "v=spf1 a +all"
            any.example.  A   192.0.2.1
            example.com.  A   192.0.2.1
            """)
        #expect(try await cost(dns).spends.map(\.location.description) == ["include:any.example", "a"])
    }

    @Test("what stands behind all costs nothing")
    func behindAll() async throws {
        let dns = zone("example.com. TXT \"v=spf1 ~all a mx include:x.example redirect=y.example\"")
        #expect(try await cost(dns).lookups == 0)
    }

    @Test("terms that look up what exists for nobody are void, those that lack one family are not")
    func voids() async throws {
        let cost = try await cost(
            zone(
                """
                example.com. TXT "v=spf1 a:v4.example a:none.example mx exists:none.example -all"
                v4.example.  A   192.0.2.1
                """))
        #expect(
            cost.spends.filter(\.isVoid).map(\.location.description) == ["a:none.example", "mx", "exists:none.example"])
    }

    @Test("targets that depend on the sender are counted and told")
    func senderDependent() async throws {
        let cost = try await cost(zone("example.com. TXT \"v=spf1 include:%{l}._spf.%{d} exists:%{i}.x.example ~all\""))
        #expect(cost.lookups == 2)
        #expect(cost.dependsOnSender)
        #expect(cost.problems.isEmpty)
    }

    @Test("a broken include is a problem for every sender, whatever stands before it")
    func problems() async throws {
        let cost = try await cost(
            zone(
                """
                example.com. TXT "v=spf1 ip4:192.0.2.0/24 include:gone.example include:bad.example include:example.com -all"
                bad.example. TXT "v=spf1 moo -all"
                """))
        #expect(
            cost.problems.map(\.cause) == [
                .noRecord(name("gone.example"), exists: false),
                .syntax(
                    RecordProblem(
                        7..<10, "'moo' is no mechanism",
                        remedy: cost.problems.dropFirst().first.flatMap {
                            if case .syntax(let problem) = $0.cause { problem.remedy } else { nil }
                        })),
                .loop(name("example.com")),
            ])
    }

    @Test("a policy that fans out without end is counted to a limit")
    func fanOut() async throws {
        let records = (0..<30).map {
            "l\($0).example. TXT \"v=spf1 include:l\($0 + 1).example include:l\($0 + 1).example\""
        }
        let cost = try await cost(zone(records.joined(separator: "\n")), of: "l0.example")
        #expect(cost.isTruncated)
        #expect(cost.lookups <= SPFCost.mostTerms)
    }

    @Test("what DNS cannot answer leaves the cost unknown")
    func unknown() async throws {
        let dns = zone("example.com. TXT \"v=spf1 include:x.example -all\"\nx.example. TXT !SERVFAIL")
        await #expect(throws: ResolverError.self) { try await cost(dns) }
    }
}
