import DNS
import Support
import Testing

struct ZoneLiteralTests {
    private let dns = zone(
        """
        example.com.         TXT    "v=spf1 -all"   ; a comment
        example.com          MX     10 mx.example.com
        two.example.         TXT    "one " "two\\044"
        a.b.example.         A      192.0.2.1
        *.wild.example.      A      192.0.2.2
        www.example.com.     CNAME  web.example.
        web.example.         AAAA   2001:db8::1
        loop.example.        CNAME  loop.example.
        broken.example.      TXT    !SERVFAIL
        broken.example.      A      192.0.2.3
        slow.example.        !TIMEOUT
        """)

    private func ask(_ text: String, _ type: RecordType) async throws(ResolverError) -> Answer {
        try await dns.resolve(Question(name(text), type))
    }

    @Test("records answer, and every question is kept")
    func records() async throws {
        #expect(try await ask("EXAMPLE.com", .TXT).records.first?.data == .txt([Array("v=spf1 -all".utf8)]))
        #expect(try await ask("two.example", .TXT).records.first?.data.joinedText == Array("one two,".utf8))
        #expect(dns.questionTexts == ["EXAMPLE.com TXT", "two.example TXT"])
    }

    @Test("a name without the type has no data, and so has one that only has names below it")
    func noData() async throws {
        #expect(try await ask("example.com", .A).outcome == .noData)
        #expect(try await ask("b.example", .A).outcome == .noData)
        #expect(try await ask("c.example", .A).outcome == .nameError)
    }

    @Test("a wildcard answers for names that do not exist")
    func wildcards() async throws {
        let answer = try await ask("x.y.wild.example", .A)
        #expect(answer.records.first?.name == name("x.y.wild.example"))
        #expect(try await ask("x.wild.example", .TXT).outcome == .noData)
        #expect(try await ask("wild.example", .A).outcome == .noData)
    }

    @Test("aliases are followed and told")
    func aliases() async throws {
        let answer = try await ask("www.example.com", .AAAA)
        #expect(answer.records.count == 1)
        #expect(answer.aliases.map(\.name) == [name("www.example.com")])
        #expect(dns.questions.count == 1)
        await #expect { try await ask("loop.example", .A) } throws: { ($0 as? ResolverError)?.code == .aliasLoop }
    }

    @Test("markers fail one type or a whole name")
    func markers() async throws {
        await #expect { try await ask("broken.example", .TXT) } throws: {
            ($0 as? ResolverError)?.code == .serverFailure
        }
        #expect(try await ask("broken.example", .A).records.count == 1)
        await #expect { try await ask("slow.example", .MX) } throws: { ($0 as? ResolverError)?.code == .timeout }
    }
}
