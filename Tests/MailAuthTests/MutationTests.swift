import DNS
import MailAuth
import MailMessage
import Support
import Testing

@Suite("mail authentication, fed with mistakes")
struct MutationTests {
    private static let policies = [
        "v=spf1 ip4:192.0.2.0/28 ip6:2001:db8::/64 include:_spf.vendor.example -all",
        "v=spf1 a:mail.%{d2}/24//64 mx/28 ptr:example.org ?exists:%{ir}.%{v}.%{l-+,/_=}.x.example ~all",
        "v=spf1 redirect=_spf.%{o} exp=why.%{d} foo=%{s}%%%_%-", "v=spf1 +a -mx ~ptr ?all moo", "v=spf1",
    ]

    private static let keys = [
        "v=DKIM1; k=rsa; h=sha256; s=email; t=s:y; n=notes=3Dhere; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC",
        "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", "p=", "k=rsa; p=AAAA ; ; x",
    ]

    private static let dmarc = [
        "v=DMARC1; p=reject; sp=quarantine; np=none; adkim=s; aspf=r; pct=50; ri=86400; rf=afrf; fo=1:d:s; psd=n; t=y; "
            + "rua=mailto:a@example.com!10m,https://r.example/x; ruf=mailto:b@example.net", "v=DMARC1;p=none",
    ]

    private static let transport = [
        "v=STSv1; id=20160831085700Z; more=a;", "version: STSv1\nmode: enforce\nmx: *.example.com\r\nmax_age: 604800\n",
        "v=TLSRPTv1; rua=mailto:tlsrpt@example.com,https://r.example/%20x; rua=mailto:b@example.net; ext=1",
    ]

    @Test("a record or policy of transport security that is nearly right is read with problems that lie within it")
    func transportRecords() {
        for octets in Mutations(of: Self.transport, seed: 31) {
            var problems = MTASTSPolicy(text: octets).problems
            problems += MTASTSRecord(text: octets)?.problems ?? []
            problems += TLSRPTRecord(text: octets)?.problems ?? []
            guard isWithin(problems.map(\.range), octets) else {
                Issue.record("a place lies outside of \(octets)")
                return
            }
        }
    }

    private func isWithin(_ ranges: [Range<Int>], _ octets: [UInt8]) -> Bool {
        ranges.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= octets.count }
    }

    @Test("an SPF record that is nearly right is read with terms and problems that lie within it")
    func spfRecords() {
        for octets in Mutations(of: Self.policies, seed: 21) {
            guard let record = SPFRecord(text: octets) else { continue }
            guard isWithin(record.problems.map(\.range) + record.terms.map(\.range), octets),
                record.terms.allSatisfy({ Array(octets[$0.range]) == $0.text })
            else {
                Issue.record("a place lies outside of \(octets)")
                return
            }
        }
    }

    @Test("a policy that is nearly right has one of seven results, in bounded questions, and a review")
    func spfEvaluations() async throws {
        let client = try #require(IPAddress("192.0.2.1"))
        for octets in Mutations(of: Self.policies, seed: 22) {
            func txt(_ owner: String) -> ResourceRecord {
                let strings = stride(from: 0, to: octets.count, by: 255).map {
                    Array(octets[$0..<min($0 + 255, octets.count)])
                }
                return ResourceRecord(name: name(owner), type: .TXT, timeToLive: 60, data: .txt(strings))
            }
            // What it includes is as broken as it is itself, and may lead anywhere.
            let dns = StubZone([txt("example.com"), txt("_spf.vendor.example"), txt("_spf.example.com")])
            let spf = SPF(resolver: dns)
            let result = await spf.check(ip: client, helo: "mx.example.com", mailFrom: "a@example.com")
            guard dns.questions.count <= spf.limits.queries, result.lookups <= spf.limits.lookups + 1 else {
                Issue.record("\(dns.questions.count) questions, \(result.lookups) lookups: \(octets)")
                return
            }
            dns.forgetQuestions()
            let review = try await spf.review(name("example.com"))
            guard dns.questions.count <= 12 * SPFCost.mostTerms,
                review.findings.allSatisfy({ ($0.resource?.data.joinedText?.count ?? 0) >= $0.range.upperBound })
            else {
                Issue.record("\(dns.questions.count) questions or a place outside: \(octets)")
                return
            }
        }
    }

    @Test("a key record that is nearly right is read with problems that lie within it")
    func keyRecords() {
        for octets in Mutations(of: Self.keys, seed: 23) {
            let key = DKIMKeyRecord(text: octets)
            guard isWithin(key.problems.map(\.range) + key.tags.tags.map(\.range), octets),
                key.publicKey == nil || key.problems.isEmpty || !key.isRevoked
            else {
                Issue.record("a place lies outside of \(octets)")
                return
            }
        }
    }

    @Test("a DMARC record that is nearly right is read with problems that lie within it")
    func dmarcRecords() {
        for octets in Mutations(of: Self.dmarc, seed: 24) {
            guard let record = DMARCRecord(text: octets) else { continue }
            let problems = DMARCStandard.allCases.flatMap { record.problems(under: $0) }
            let reports = record.aggregateReports + record.failureReports
            guard isWithin(problems.map(\.range) + reports.map(\.range), octets), (0...100).contains(record.percent)
            else {
                Issue.record("a place lies outside of \(octets)")
                return
            }
        }
    }

    @Test("a signed message that is nearly right verifies, or tells why it does not")
    func signedMessages() async throws {
        let signer = try SignedMessages.signer(TestKeys.ed25519)
        let message = SignedMessages.message(SignedMessages.plain)
        let signed = try signer.sign(message.bytes, at: SignedMessages.moment)
        let dns = SignedMessages.dns(signer)
        let whole = await SignedMessages.verify(signed, dns)
        #expect(whole.value == .pass)
        var passed = 0
        for octets in Mutations(of: [signed], seed: 25) {
            let result = await SignedMessages.verify(octets, dns)
            guard result.signatures.count <= 5,
                result.signatures.allSatisfy({ ($0.value == .pass) == ($0.failure == nil) })
            else {
                Issue.record("no reason: \(result) of \(octets)")
                return
            }
            guard result.value == .pass else { continue }
            passed += 1
            // What is signed is what it was, but for white space: of fields that stand twice that is the last one
            // (RFC 6376 §5.4.2).
            let mutated = Message(bytes: octets)
            func subject(_ message: Message) -> [[UInt8]]? {
                message.fields(named: "Subject").last.map { words($0.rawValue) }
            }
            guard words(mutated.body) == words(message.body), subject(mutated) == subject(message)
            else {
                Issue.record("a changed message passes: \(octets)")
                return
            }
        }
        #expect(passed > 0)
    }

    private func words(_ octets: ArraySlice<UInt8>) -> [[UInt8]] {
        octets.split { [0x20, 0x09, 0x0D, 0x0A].contains($0) }.map { Array($0) }
    }

    @Test("a text that is nearly a private key is one or tells why it is none")
    func privateKeys() {
        for octets in Mutations(of: [TestKeys.ed25519, TestKeys.rsa2048], seed: 26) {
            let text = String(decoding: octets, as: UTF8.self)
            do throws(DKIMKeyError) {
                guard try !DKIMPrivateKey(pem: text).recordText.isEmpty else {
                    Issue.record("a key without a record: \(octets)")
                    return
                }
            } catch {
                guard !"\(error)".isEmpty, !"\(error)".contains("PRIVATE KEY-----\n") else {
                    Issue.record("the error tells the key: \(error)")
                    return
                }
            }
        }
    }
}
