import DNS
import MailAuth
import Support
import Testing

struct DMARCRecordTests {
    private func record(_ text: String) throws -> DMARCRecord {
        try #require(DMARCRecord(text: Array(text.utf8)))
    }

    @Test(
        "only v=DMARC1 at the front, to the letter, makes a record",
        arguments: [
            "", "v=DMARC12", "v=dmarc1; p=none", "p=none; v=DMARC1", " v=DMARC1", "v=DMARC1 p=none", "v==DMARC1",
        ])
    func noRecord(_ text: String) {
        #expect(DMARCRecord(text: Array(text.utf8)) == nil)
    }

    @Test("tags are read in any case and order, with white space around them")
    func tags() throws {
        let record = try record("V = DMARC1 ; ADKIM=S;\tP = Reject ; sp=none; np=QUARANTINE; aspf=s; t=Y; psd=n ;")
        #expect(record.problems(under: .rfc9989) == [])
        #expect(record.policy == .reject && record.subdomainPolicy == DMARCPolicy.none)
        #expect(record.nonexistentPolicy == .quarantine)
        #expect(record.dkimAlignment == .strict && record.spfAlignment == .strict)
        #expect(record.isTesting && record.isPublicSuffix == false)
    }

    @Test("psd=u and its absence leave the matter to the tree")
    func publicSuffix() throws {
        #expect(try record("v=DMARC1; p=none; psd=u").isPublicSuffix == nil)
        #expect(try record("v=DMARC1; p=none; psd=y").isPublicSuffix == true)
        #expect(try record("v=DMARC1; p=none; psd=x").problems(under: .rfc9989).count == 1)
    }

    @Test("what cannot be read counts as if it were not there")
    func defaults() throws {
        let record = try record("v=DMARC1; p=reject; adkim=x; t=maybe; rua=nobody, mailto:d@example.com")
        #expect(record.dkimAlignment == .relaxed && !record.isTesting)
        #expect(record.aggregateReports.map(\.text) == ["mailto:d@example.com"])
        #expect(record.problems(under: .rfc9989).map(\.range.lowerBound) == [26, 31, 42])
    }

    @Test(
        "without a policy that can be read a record counts as p=none where it wants reports, else for nothing",
        arguments: ["v=DMARC1", "v=DMARC1; p=rejct", "v=DMARC1; p=reject; sp=moo", "v=DMARC1; p=reject; np=moo"])
    func use(_ text: String) throws {
        #expect(try record(text).use(under: .rfc9989) == .nothing)
        #expect(try record(text + "; rua=mailto:d@example.com").use(under: .rfc9989) == .monitoring)
    }

    @Test("the standards differ in what they know")
    func standards() throws {
        let moved = try record("v=DMARC1; sp=none; p=reject")
        #expect(moved.problems(under: .rfc9989) == [])
        #expect(moved.problems(under: .rfc7489).map(\.remedy) == ["move p= right behind v=DMARC1"])
        let old = try record("v=DMARC1; p=none; pct=101; rf=; ri=-1")
        #expect(old.problems(under: .rfc9989) == [])
        #expect(old.problems(under: .rfc7489).count == 3)
        let fo = try record("v=DMARC1; p=none; fo=0:1; ruf=mailto:d@example.com")
        #expect(fo.problems(under: .rfc7489) == [] && fo.problems(under: .rfc9989).count == 1)
    }

    @Test("report addresses keep their host and the obsolete size limit")
    func reports() throws {
        let uris = try record("v=DMARC1; p=none; rua=mailto:a@example.com!10m , https://r.example/x?y=1")
            .aggregateReports
        #expect(uris.map(\.destination) == [name("example.com"), name("r.example")])
        #expect(uris.map(\.sizeLimit) == ["10m", nil])
        #expect(uris.map(\.text) == ["mailto:a@example.com", "https://r.example/x?y=1"])
    }

    @Test(
        "an address that no report can be sent to is told",
        arguments: [
            "", "nobody", "d@example.com", "mailto:", "mailto:x", "mailto:@x.example", "mailto:a@b!c@d.example",
            "mailto:a b@c.example", "https://x/%zz",
        ])
    func badReports(_ uri: String) throws {
        let problems = try record("v=DMARC1; p=none; rua=\(uri)").problems(under: .rfc9989)
        #expect(problems.count == 1)
    }

    @Test("any octets are read without harm")
    func mutations() {
        var random = SeededGenerator(seed: 9989)
        let seed = Array(
            "v=DMARC1; p=reject; sp=none; rua=mailto:a@example.com!10m,https://x.example; fo=1:d; pct=50".utf8)
        for _ in 0..<3000 {
            var text = seed
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                text[Int.random(in: 0..<text.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard let record = DMARCRecord(text: text) else { continue }
            #expect(record.problems(under: .rfc7489).allSatisfy { $0.range.upperBound <= text.count })
        }
    }
}
