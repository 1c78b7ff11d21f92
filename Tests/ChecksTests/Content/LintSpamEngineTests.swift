import Checks
import Findings
import Scenarios
import Support
import Testing

@Suite("spam filters beside lint", .timeLimit(.minutes(10)))
struct LintSpamEngineTests {
    /// SpamAssassin's test string, put together, so that no filter trips over this file.
    private static let gtube = "XJS*C4JDBQADN1.NSBN3*2IDNEN*" + "GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X"

    private func message(_ body: String) -> String {
        """
        From: Example <news@example.com>\r
        To: reader@example.net\r
        Subject: News of the month\r
        Date: Mon, 02 Nov 2026 10:00:00 +0000\r
        Message-ID: <1@example.com>\r
        MIME-Version: 1.0\r
        Content-Type: text/plain; charset=utf-8\r
        \r
        \(body)\r

        """
    }

    private func lint(_ key: String, _ files: [String: String], render: String = "") throws -> LintTrial {
        try LintTrial("{ templates: ['a.*'], class: transactional, errors: { min: 0 }\(render), \(key) }", files)
    }

    @Test(
        "what a real SpamAssassin takes for spam fails, with its symbols",
        .enabled(if: Spamd.isExpected, "spamd is not installed: apt-get install spamd spamassassin"))
    func spamAssassin() async throws {
        let spamd = try Spamd(try #require(Program("spamd"), "CI=true and spamd is missing: ci/install spamd"))
        do {
            try await spamd.waitUntilReady()
            let key = "spamassassin: { address: 127.0.0.1:\(spamd.port) }"
            let spam = try await lint(key, ["a.eml": message(Self.gtube)]).outcome()
            #expect(spam.verdict == .failed)
            let finding = try #require(spam.findings.first { $0.rule == "lint/spamassassin" })
            #expect(finding.notes.first?.text.hasPrefix("1000.00 GTUBE") == true)
            let plain = try await lint(key, ["a.eml": message("Dear reader, the report is ready for you.")]).outcome()
            #expect(plain.verdict == .passed, "\(plain.findings)")
            #expect(plain.properties.contains { $0.name == "lint.spamassassin" })
            // A template that is filled is judged as the message that it becomes.
            let rendered = try await lint(
                key, ["a.txt": "Dear {{name}}, \(Self.gtube)\n", "d.json": "{\"name\": \"Ana\"}"],
                render: ", render: { data: d.json }"
            ).outcome()
            #expect(rendered.findings.contains { $0.rule == "lint/spamassassin" })
            let strict = try await lint(
                "spamassassin: { address: 127.0.0.1:\(spamd.port), score: { max: -50 } }", ["a.eml": message("Hello")]
            ).outcome()
            #expect(strict.findings.contains { $0.message.contains("of at most -50") })
        } catch {
            Issue.record(error)
        }
        await spamd.stop()
    }

    @Test("a template that is not filled is not shown to a filter, whose word is missing then")
    func unfilled() async throws {
        let outcome = try await lint(
            "rspamd: { url: 'http://127.0.0.1:1' }", ["a.mustache": "Hi {{name}}, a letter for you."]
        ).outcome()
        #expect(outcome.verdict == .undetermined)
        #expect(outcome.findings.contains { $0.rule == "lint/rspamd-not-asked" }, "\(outcome.findings)")
    }

    @Test("a filter that cannot be reached is undetermined")
    func unreachable() async throws {
        let closed = try RunningProgram.freePort()
        let outcome = try await lint(
            "rspamd: { url: 'http://127.0.0.1:\(closed)' }", ["a.eml": message("Dear reader, hello to you.")]
        ).outcome()
        #expect(outcome.verdict == .undetermined)
        #expect(outcome.findings.contains { $0.rule == "lint/rspamd-unreachable" })
        #expect(outcome.transient == "connection-refused")
    }

    @Test("a filter beyond this machine wants leave to be asked")
    func need() throws {
        let far = try lint("spamassassin: { address: 'spam.example.net:783' }", ["a.txt": "Hello"])
        #expect(far.needs.map(\.permission) == [.network])
        #expect(far.needs.map(\.host) == ["spam.example.net"])
        #expect(try lint("spamassassin: { address: '[::1]:783' }", ["a.txt": "Hello"]).needs.isEmpty)
    }

    @Test("an address that is none is told at its place", arguments: ["'x y:1'", "'127.0.0.1:99999'", "':783'"])
    func address(_ text: String) throws {
        let trial = try lint("spamassassin: { address: \(text) }", ["a.txt": "Hello"])
        #expect(trial.findings.map(\.rule) == ["scenario/bad-value"])
    }
}
