import MailTransport
import Support
import Testing

@Suite("Rspamd over HTTP", .timeLimit(.minutes(10)))
struct RspamdClientTests {
    @Test(
        "a real Rspamd takes the test string for spam, names the rule, and lets a letter pass",
        .enabled(if: Rspamd.isExpected, "rspamd is not installed: apt-get install rspamd"))
    func real() async throws {
        let rspamd = try Rspamd(try #require(Program("rspamd"), "CI=true and rspamd is missing: ci/install rspamd"))
        do {
            try await rspamd.waitUntilReady()
            let client = RspamdClient(url: rspamd.url)
            let spam = try await client.judge(SpamMessages.spam)
            #expect(spam.score >= spam.threshold)
            #expect(spam.symbols.first?.name == "GTUBE")
            let plain = try await client.judge(SpamMessages.plain)
            #expect(plain.score < plain.threshold)
            #expect(!plain.symbols.isEmpty)
        } catch {
            Issue.record(error)
        }
        await rspamd.stop()
    }

    @Test("an answer has a score, a threshold, and symbols, the heaviest first")
    func reads() throws {
        let body = """
            {"is_skipped": false, "score": 3.5, "required_score": 15, "action": "no action",
             "symbols": {"A": {"name": "A", "score": -0.5, "metric_score": -0.5, "description": "fine", "options": ["x"]},
                         "B": {"name": "B", "score": 4}}}
            """
        let report = try #require(RspamdClient.report(Array(body.utf8)))
        #expect(report.score == 3.5)
        #expect(report.threshold == 15)
        #expect(report.symbols == [.init("B", score: 4), .init("A", score: -0.5, description: "fine")])
    }

    @Test("what is no answer of Rspamd is no verdict", arguments: ["", "[]", "{}", "<html>", "{\"score\": \"x\"}"])
    func other(_ body: String) {
        #expect(RspamdClient.report(Array(body.utf8)) == nil)
    }

    @Test("a server that answers otherwise is no verdict")
    func refused() async throws {
        let server = try ScriptedServer { peer in
            while let line = peer.line(), !line.isEmpty {}
            peer.say("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
        defer { server.stop() }
        let error = await #expect(throws: TransportError.self) {
            try await RspamdClient(url: "http://127.0.0.1:\(server.port)", timeout: .seconds(60)).judge(
                SpamMessages.plain)
        }
        #expect(error?.code == .notUnderstood)
    }
}
