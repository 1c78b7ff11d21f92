import MailTransport
import Support
import Testing

@Suite("SpamAssassin's daemon", .timeLimit(.minutes(10)))
struct SpamdClientTests {
    @Test(
        "a real spamd takes its test string for spam, names the rule, and lets a letter pass",
        .enabled(if: Spamd.isExpected, "spamd is not installed: apt-get install spamd spamassassin"))
    func real() async throws {
        let spamd = try Spamd(try #require(Program("spamd"), "CI=true and spamd is missing: ci/install spamd"))
        do {
            try await spamd.waitUntilReady()
            let client = SpamdClient(host: "127.0.0.1", port: spamd.port)
            let spam = try await client.judge(SpamMessages.spam)
            #expect(spam.score >= 1000)
            #expect(spam.threshold == 5)
            #expect(spam.symbols.first?.name == "GTUBE")
            #expect(spam.symbols.first?.score == 1000)
            #expect(spam.symbols.first?.description.isEmpty == false)
            let plain = try await client.judge(SpamMessages.plain)
            #expect(plain.score < 5)
            #expect(!plain.symbols.contains { $0.name == "GTUBE" })
            let large = try await client.judge(
                SpamMessages.message(String(repeating: "many words\r\n", count: 100_000)))
            #expect(large.threshold == 5)
        } catch {
            Issue.record(error)
        }
        await spamd.stop()
    }

    @Test("nobody there is no verdict")
    func refused() async throws {
        let closed = try RunningProgram.freePort()
        let error = await #expect(throws: TransportError.self) {
            try await SpamdClient(host: "127.0.0.1", port: closed).judge(SpamMessages.plain)
        }
        #expect(error?.code == .connectionRefused)
    }

    @Test("a silent server is no verdict")
    func silent() async throws {
        let socket = try LoopbackSocket(.silentTCP)
        defer { socket.close() }
        let error = await #expect(throws: TransportError.self) {
            try await SpamdClient(host: "127.0.0.1", port: socket.port, timeout: .milliseconds(200))
                .judge(SpamMessages.plain)
        }
        #expect(error?.code == .timeout)
    }

    @Test(
        "a server of another kind is no verdict",
        arguments: ["", "220 mx.example.com ESMTP\r\n", "SPAMD/1.1 76 Bad header line\r\n\r\n"])
    func other(_ answer: String) async throws {
        let server = try ScriptedServer { peer in
            while let line = peer.line(), !line.isEmpty {}
            peer.say(answer)
        }
        defer { server.stop() }
        let error = await #expect(throws: TransportError.self) {
            try await SpamdClient(host: "127.0.0.1", port: UInt16(server.port), timeout: .seconds(60)).judge(
                SpamMessages.plain)
        }
        #expect(error?.code == .notUnderstood || error?.code == .connectionLost)
    }

    @Test("an answer without end is given up")
    func endless() async throws {
        let server = try ScriptedServer { peer in
            while let line = peer.line(), !line.isEmpty {}
            for _ in 0..<40 { peer.say(String(repeating: "x", count: 65_536)) }
        }
        defer { server.stop() }
        let error = await #expect(throws: TransportError.self) {
            try await SpamdClient(host: "127.0.0.1", port: UInt16(server.port), timeout: .seconds(10)).judge(
                SpamMessages.plain)
        }
        #expect(error?.code == .tooLarge)
    }
}
