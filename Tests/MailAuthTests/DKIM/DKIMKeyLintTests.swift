import DNS
import Findings
import MailAuth
import Support
import Testing

struct DKIMKeyLintTests {
    private static let selector = name("s1._domainkey.example.com")
    private static let rsa = TestKeys.rsa2048Public
    private static let ed25519 = TestKeys.ed25519Public

    private static func findings(_ text: String, strings: [Int] = []) -> [RecordFinding] {
        let record = RecordExample.record(text, at: selector, strings: strings)
        return DKIMKeyLint(name: selector, answer: Answer(.records([record]))).findings
    }

    static let form: [RecordExample] = [
        .init("dkim/syntax", .error, "v=DKIM1; 1️⃣moo2️⃣; p=\(rsa)"),
        .init("dkim/syntax", .error, "v=DKIM1; k=rsa; 1️⃣k=rsa2️⃣; p=\(rsa)"),
        .init("dkim/missing-semicolon", .error, "v=DKIM1; 1️⃣k=rsa p=\(rsa)2️⃣", to: "v=DKIM1; k=rsa; p=\(rsa)"),
        .init("dkim/missing-semicolon", .error, "1️⃣v=DKIM1 p=\(rsa)2️⃣", to: "v=DKIM1; p=\(rsa)"),
        .init(
            "dkim/split-tags", .error, "v=DKIM1; 1️⃣k=rsap=\(rsa)2️⃣", to: "v=DKIM1; k=rsa; p=\(rsa)", strings: [14]),
        .init("dkim/literal-quotes", .error, "1️⃣\"v=DKIM1; p=\(rsa)\"2️⃣", to: "v=DKIM1; p=\(rsa)"),
        .init("dkim/literal-quotes", .error, "v=DKIM11️⃣\\; k=rsa\\2️⃣; p=\(rsa)", to: "v=DKIM1; k=rsa; p=\(rsa)"),
        .init(
            "dkim/literal-quotes", .error, "v=DKIM1; p=\(rsa.prefix(100))1️⃣\" \"2️⃣\(rsa.dropFirst(100))",
            to: "v=DKIM1; p=\(rsa)"),
        .init("dkim/no-version", .warning, "1️⃣k=rsa2️⃣; p=\(rsa)", to: "v=DKIM1; k=rsa; p=\(rsa)"),
        .init("dkim/bad-version", .error, "v=1️⃣DKIM22️⃣; p=\(rsa)", to: "v=DKIM1; p=\(rsa)"),
        .init("dkim/bad-version", .error, "v=1️⃣dkim12️⃣; p=\(rsa)", to: "v=DKIM1; p=\(rsa)"),
        .init("dkim/version-not-first", .error, "k=rsa; 1️⃣v=DKIM12️⃣; p=\(rsa)", to: "v=DKIM1; k=rsa; p=\(rsa)"),
        .init("dkim/unknown-tag", .info, "v=DKIM1; 1️⃣x=y2️⃣; p=\(rsa)", to: "v=DKIM1; p=\(rsa)"),
        .init("dkim/unknown-word", .info, "v=DKIM1; t=1️⃣Y2️⃣; p=\(rsa)"),
        .init("dkim/obsolete-granularity", .warning, "v=DKIM1; 1️⃣g=2️⃣; p=\(rsa)", to: "v=DKIM1; p=\(rsa)"),
        .init("dkim/obsolete-granularity", .warning, "v=DKIM1; 1️⃣g=*2️⃣; p=\(rsa)", to: "v=DKIM1; p=\(rsa)"),
    ]

    static let usage: [RecordExample] = [
        .init("dkim/revoked", .error, "v=DKIM1; 1️⃣p=2️⃣"),
        .init("dkim/testing", .error, "v=DKIM1; 1️⃣t=y2️⃣; p=\(rsa)", to: "v=DKIM1; p=\(rsa)"),
        .init("dkim/strict-identity", .info, "v=DKIM1; 1️⃣t=s2️⃣; p=\(rsa)"),
        .init("dkim/not-for-email", .error, "v=DKIM1; 1️⃣s=2️⃣; p=\(rsa)", to: "v=DKIM1; p=\(rsa)"),
        .init("dkim/no-sha256", .error, "v=DKIM1; 1️⃣h=sha12️⃣; p=\(rsa)", to: "v=DKIM1; h=sha256; p=\(rsa)"),
        .init("dkim/lists-sha1", .info, "v=DKIM1; 1️⃣h=sha1:sha2562️⃣; p=\(rsa)", to: "v=DKIM1; h=sha256; p=\(rsa)"),
    ]

    static let key: [RecordExample] = [
        .init("dkim/no-key", .error, "1️⃣v=DKIM1; k=rsa2️⃣"),
        .init(
            "dkim/unknown-key-type", .error, "v=DKIM1; k=1️⃣RSA2️⃣; p=\(rsa)", to: "v=DKIM1; k=rsa; p=\(rsa)"),
        .init(
            "dkim/key-type-mismatch", .error, "v=DKIM1; 1️⃣p=\(ed25519)2️⃣", to: "v=DKIM1; p=\(ed25519); k=ed25519"),
        .init(
            "dkim/key-type-mismatch", .error, "v=DKIM1; k=ed25519; 1️⃣p=\(rsa)2️⃣", to: "v=DKIM1; k=rsa; p=\(rsa)"),
        .init(
            "dkim/pem-armour", .error, "v=DKIM1; p=1️⃣-----BEGIN PUBLIC KEY-----\(rsa)-----END PUBLIC KEY-----2️⃣",
            to: "v=DKIM1; p=\(rsa)"),
        .init(
            "dkim/url-safe-base64", .error,
            "v=DKIM1; k=ed25519; p=Civh1jQ9R6SkGiPCJtGcO2abSg2G81️⃣-2️⃣3uYqKIw-c5Tjw=",
            to: "v=DKIM1; k=ed25519; p=\(ed25519)"),
        .init("dkim/truncated-key", .error, "v=DKIM1; 1️⃣p=\(rsa.prefix(244))2️⃣"),
        .init("dkim/truncated-key", .error, "v=DKIM1; p=1️⃣\(rsa.prefix(245))2️⃣"),
        .init("dkim/bad-key", .error, "v=DKIM1; 1️⃣p=AAAAAAAA2️⃣"),
        .init("dkim/bad-key", .error, "v=DKIM1; p=MIGf1️⃣$2️⃣AAA"),
        .init(
            "dkim/white-space-in-key", .info, "v=DKIM1; p=\(rsa.prefix(100))1️⃣ 2️⃣\(rsa.dropFirst(100))",
            to: "v=DKIM1; p=\(rsa)"),
        .init(
            "dkim/pkcs1-key", .warning, "v=DKIM1; 1️⃣p=\(TestKeys.rsa1024PKCS1)2️⃣",
            to: "v=DKIM1; p=\(TestKeys.rsa1024Public)"),
        .init("dkim/bad-exponent", .error, "v=DKIM1; 1️⃣p=\(TestKeys.rsa2048ExponentOne)2️⃣"),
        .init("dkim/bad-exponent", .error, "v=DKIM1; 1️⃣p=\(TestKeys.rsa2048ExponentEven)2️⃣"),
        .init("dkim/short-key", .error, "v=DKIM1; 1️⃣p=\(TestKeys.rsa512Public)2️⃣"),
        .init("dkim/weak-key", .warning, "v=DKIM1; 1️⃣p=\(TestKeys.rsa1024Public)2️⃣"),
        .init("dkim/long-key", .warning, "v=DKIM1; 1️⃣p=\(TestKeys.rsa4608Public)2️⃣"),
        .init(
            "dkim/wrapped-ed25519", .error, "v=DKIM1; k=ed25519; 1️⃣p=MCowBQYDK2VwAyEA\(ed25519)2️⃣",
            to: "v=DKIM1; k=ed25519; p=\(ed25519)"),
        .init("dkim/ed25519-length", .error, "v=DKIM1; k=ed25519; 1️⃣p=AAAA2️⃣"),
    ]

    @Test(
        "each mistake is named at its octets, with the record to publish where one can be written",
        arguments: form + usage + key)
    func record(_ example: RecordExample) throws {
        let findings = Self.findings(example.text, strings: example.strings)
        let found = try #require(findings.first { $0.rule.rawValue == example.rule }, "\(findings.map(\.rule))")
        #expect(found.severity == example.severity)
        #expect(found.range == example.range)
        #expect(found.replacement == example.replacement)
        #expect(found.section.hasPrefix("RFC "))
        // Nothing else is told but what is true of the key besides.
        let others = Set(findings.map(\.rule.rawValue)).subtracting([example.rule, "dkim/weak-key"])
        #expect(others == [])
    }

    @Test("a record with the replacement has nothing left to mend", arguments: form + usage + key)
    func replacement(_ example: RecordExample) {
        guard let replacement = example.replacement else { return }
        let rest = Self.findings(replacement).map(\.rule.rawValue)
        #expect(rest.allSatisfy { $0 == "dkim/weak-key" })
    }

    @Test(
        "a right key has no findings",
        arguments: [
            "v=DKIM1; k=rsa; p=\(rsa)", "v=DKIM1; p=\(rsa);", "v=DKIM1; k=ed25519; p=\(ed25519)",
            "v=DKIM1; h=sha256; s=email; k=rsa; n=\"a note\"; p=\(rsa)", "v=DKIM1;k=rsa;p=\(rsa)",
        ])
    func right(_ text: String) {
        #expect(Self.findings(text) == [])
    }

    @Test("a name without a key tells whether the name is there")
    func none() {
        let missing = DKIMKeyLint(name: Self.selector, answer: Answer(.nameError)).findings
        #expect(missing.map(\.message) == ["there is no key at s1._domainkey.example.com: no such name"])
        #expect(DKIMKeyLint(name: Self.selector, answer: Answer(.noData)).findings.map(\.rule) == ["dkim/no-record"])
    }

    @Test("several records are told by how many are keys")
    func several() {
        let records = ["v=DKIM1; p=\(Self.rsa)", "v=spf1 -all", "token=1"]
            .map { RecordExample.record($0, at: Self.selector) }
        let findings = DKIMKeyLint(name: Self.selector, answer: Answer(.records(records))).findings
        #expect(findings.map(\.rule) == ["dkim/several-records"])
        #expect(findings.first?.message.contains("3 TXT records") == true)
        #expect(findings.first?.message.contains("of which 1 is a key") == true)
        #expect(findings.first?.message.contains("'v=spf1 -all', 'token=1'") == true)
    }

    @Test(
        "a text that is no key is named",
        arguments: [
            ("v=spf1 -all", "an SPF record"), ("v=DMARC1; p=reject", "a DMARC record"), ("hello", "the text 'hello'"),
            ("", "the text ''"),
        ])
    func foreign(_ text: String, _ what: String) {
        let findings = Self.findings(text)
        #expect(findings.map(\.message) == ["what stands at s1._domainkey.example.com is no key but \(what)"])
    }

    @Test("a selector that nobody has gives a wildcard away")
    func wildcard() {
        let text = "v=DKIM1; p=\(Self.rsa)"
        let answer = Answer(.records([RecordExample.record(text, at: Self.selector)]))
        let sibling = DKIMKeyLint.improbableSibling(of: Self.selector)
        #expect(sibling == name("mailproof-no-such-selector._domainkey.example.com"))
        func rules(_ other: Answer) -> [RuleID] {
            DKIMKeyLint(name: Self.selector, answer: answer, sibling: other).findings.map(\.rule)
        }
        #expect(rules(answer) == ["dkim/wildcard"])
        #expect(rules(Answer(.records([RecordExample.record("v=spf1 -all", at: Self.selector)]))) == ["dkim/wildcard"])
        #expect(rules(Answer(.nameError)) == [])
        #expect(rules(Answer(.noData)) == [])
    }

    @Test("an answer that needs TCP is told, and one that just fits is not")
    func size() {
        // 12 of header, 27 and 4 of question, 11 of OPT, 12 before the data, and a length octet for each string.
        let start = "v=DKIM1; p=\(Self.rsa); n="
        let room = 1232 - (12 + 27 + 4 + 11 + 12 + 5) - start.utf8.count
        let fits = start + String(repeating: "n", count: room)
        #expect(Self.findings(fits) == [])
        #expect(Self.findings(fits + "n").map(\.rule) == ["dkim/large-answer"])
    }

    @Test("what makes a record unusable to a verifier is an error here")
    func completeness() {
        var random = SeededGenerator(seed: 6376)
        let seed = Array("v=DKIM1; k=rsa; h=sha256; t=s; s=email; p=\(TestKeys.rsa1024Public)".utf8)
        for _ in 0..<3000 {
            var text = seed
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                text[Int.random(in: 0..<text.count, using: &random)] = UInt8.random(in: 0...127, using: &random)
            }
            let pieces = stride(from: 0, to: text.count, by: 255).map { Array(text[$0..<min($0 + 255, text.count)]) }
            let record = ResourceRecord(name: Self.selector, type: .TXT, timeToLive: 300, data: .txt(pieces))
            let findings = DKIMKeyLint(name: Self.selector, answer: Answer(.records([record]))).findings
            #expect(findings.allSatisfy { $0.range.lowerBound >= 0 && $0.range.upperBound <= text.count })
            let key = DKIMKeyRecord(text: text)
            let isUsable = key.problems.isEmpty && !key.isRevoked && key.isForEmail && key.admits(hash: "sha256")
            let isUsed = isUsable && !key.isTesting && (key.publicKey?.bits ?? 0) >= 1024
            if !isUsed { #expect(findings.contains { $0.severity == .error }, "\(text.printable)") }
        }
    }

    @Test("a long text of letters takes no time worth naming")
    func hostile() async {
        let key = String(repeating: "v=k=", count: 16_000)
        let text = "v=DKIM1; p=\(key); x=" + String(repeating: "p ", count: 8_000)
        let (_, time) = await onOwnThread { Self.findings(text).count }
        #expect(time < .seconds(5))
    }
}
