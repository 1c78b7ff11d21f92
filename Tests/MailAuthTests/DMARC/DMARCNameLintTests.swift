import DNS
import Findings
import MailAuth
import Support
import Testing

struct DMARCNameLintTests {
    private let owner = name("_dmarc.example.com")

    private func answer(_ texts: String...) -> Answer {
        Answer(.records(texts.map { RecordExample.record($0, at: owner) }))
    }

    @Test("one record alone has nothing to be said")
    func right() {
        #expect(DMARCNameLint(name: owner, answer: answer("v=DMARC1; p=none")).findings == [])
        #expect(DMARCNameLint(name: owner, answer: Answer(.nameError)).findings == [])
    }

    @Test("several records count as none")
    func several() {
        let findings = DMARCNameLint(name: owner, answer: answer("v=DMARC1; p=none", "v=DMARC1; p=reject")).findings
        #expect(findings.map(\.rule) == ["dmarc/several-records"])
        #expect(findings.map(\.severity) == [.error])
    }

    @Test(
        "a record whose version receivers do not see is written anew",
        arguments: [
            "v=dmarc1; p=none", " v=DMARC1; p=none", "\"v=DMARC1; p=none\"", "v=DMARC1 p=none", "v=DMARC1, p=none",
            "p=none; v=DMARC1", "v=DMARC1\\; p=none", "DMARC1; p=none", "v=DMARC2; p=none", "v=DMARC 1; p=none",
        ])
    func version(_ text: String) {
        let findings = DMARCNameLint(name: owner, answer: answer(text)).findings
        #expect(findings.map(\.rule) == ["dmarc/bad-version"])
        #expect(findings.map(\.replacement) == ["v=DMARC1; p=none"])
    }

    @Test("another text is an error alone, and a remark beside a record")
    func foreign() {
        let alone = DMARCNameLint(name: owner, answer: answer("v=spf1 -all")).findings
        #expect(alone.map(\.message) == ["_dmarc.example.com holds an SPF record"])
        #expect(alone.map(\.severity) == [.error])
        let beside = DMARCNameLint(name: owner, answer: answer("token", "v=DMARC1; p=none")).findings
        #expect(beside.map(\.rule) == ["dmarc/foreign-record"])
        #expect(beside.map(\.severity) == [.info])
        let covered = DMARCNameLint(name: owner, answer: answer("v=spf1 -all"), isCovered: true).findings
        #expect(covered.map(\.severity) == [.info])
    }

    @Test("a name that nobody has gives a wildcard away, unless it holds something else")
    func wildcard() {
        let record = answer("v=DMARC1; p=none")
        #expect(DMARCNameLint(name: owner, answer: record, sibling: record).findings.map(\.rule) == ["dmarc/wildcard"])
        let other = answer("v=spf1 -all")
        #expect(DMARCNameLint(name: owner, answer: record, sibling: other).findings == [])
    }

    @Test("a record in the wrong place is found where people put it")
    func misplaced() {
        let domain = name("example.com")
        #expect(
            DMARCNameLint.wrongNames(for: domain) == [
                domain, name("_dmarc._dmarc.example.com"), name("dmarc.example.com"),
                name("_dmarc.example.com.example.com"),
            ])
        let findings = DMARCNameLint(
            misplacedRecordsOf: domain, in: [(domain, answer("v=spf1 -all", "v=DMARC1; p=none"))]
        ).findings
        #expect(findings.map(\.rule) == ["dmarc/wrong-place"])
        #expect(findings.first?.remedy == "publish it at _dmarc.example.com")
    }
}
