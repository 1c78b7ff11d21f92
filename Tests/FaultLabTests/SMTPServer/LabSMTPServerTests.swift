import DNS
import FaultLab
import MailMessage
import Support
import Testing

@Suite("A server of the lab")
struct LabSMTPServerTests {
    @Test("takes mail over TCP and files it for each recipient")
    func dialogue() async throws {
        try await withLab { lab, server in
            let client = try RawConnection(port: server.port)
            #expect(try await client.replies() == "220 mx.lab.invalid ESMTP mailproof lab")
            #expect(try await client.exchange("EHLO c.example").hasSuffix("250 ENHANCEDSTATUSCODES"))
            #expect(try await client.exchange("MAIL FROM:<news@example.com>") == "250 2.1.0 Sender OK")
            #expect(
                try await client.exchange("RCPT TO:<ana@inbox.example>", "RCPT TO:<bob@inbox.example>", "DATA")
                    .hasSuffix("354 End the message with <CRLF>.<CRLF>"))
            #expect(try await client.exchange("Subject: hello\r\n\r\n..\r\n.").hasPrefix("250 2.0.0 OK: filed as mx-"))
            #expect(try await client.exchange("QUIT") == "221 2.0.0 mx.lab.invalid closes")
            #expect(try await client.read().isEmpty)

            let messages = server.mailboxes.messages()
            #expect(messages.map(\.recipient.description) == ["ana@inbox.example", "bob@inbox.example"])
            let message = try #require(messages.first)
            #expect(message.folder == .inbox)
            let text = String(decoding: message.bytes, as: UTF8.self)
            #expect(
                text.hasPrefix("Return-Path: <news@example.com>\r\nReceived: from c.example ([192.0.2.10])\r\n\tby "))
            #expect(text.hasSuffix("\r\nSubject: hello\r\n\r\n.\r\n"))
            #expect(lab.log.attempts.map(\.reply?.code) == [250, 250])
        }
    }

    @Test("answers what is pipelined with one write")
    func pipelining() async throws {
        try await withLab { _, server in
            let client = try RawConnection(port: server.port)
            _ = try await client.replies()
            try await client.say("EHLO c.example", "MAIL FROM:<>", "RCPT TO:<ana@inbox.example>", "DATA")
            let answer = String(decoding: try await client.read(), as: UTF8.self)
            #expect(answer.hasPrefix("250-mx"))
            #expect(answer.hasSuffix("354 End the message with <CRLF>.<CRLF>\r\n"))
        }
    }

    @Test("defers one domain as a fault says, counts it, and takes its mail again afterwards")
    func fault() async throws {
        try await withLab { lab, server in
            let fault = try SMTPFault(
                server: "mx", at: .rcpt, when: .init(recipientDomains: ["slow.example"]),
                reply: "451 4.7.1 Try again later")
            let armed = try lab.arm(fault, lease: .seconds(60))
            var events = lab.events().makeAsyncIterator()
            let client = try RawConnection(port: server.port)
            _ = try await client.replies()
            let replies = try await client.exchange(
                "EHLO c.example", "MAIL FROM:<news@example.com>", "RCPT TO:<a@slow.example>",
                "RCPT TO:<b@inbox.example>")
            #expect(replies.hasSuffix("451 4.7.1 Try again later\n250 2.1.5 Recipient OK"))
            guard case .attempt(let attempt) = await events.next() else {
                Issue.record("no attempt was told")
                return
            }
            #expect(attempt.recipientDomain == "slow.example")
            #expect(attempt.fault == armed.id)
            #expect(armed.hits.bySubject == ["slow.example": 1])
            armed.disarm()
            #expect(try await client.exchange("RCPT TO:<a@slow.example>") == "250 2.1.5 Recipient OK")
            #expect(throws: LabError.self) {
                try lab.arm(SMTPFault(server: "my", at: .rcpt, reply: "451 x"), lease: .seconds(1))
            }
        }
    }

    @Test("says why a connection too many is closed")
    func connections() async throws {
        var limits = SMTPLimits()
        limits.connections = 1
        try await withLab(limits: limits) { _, server in
            let first = try RawConnection(port: server.port)
            _ = try await first.replies()
            let second = try RawConnection(port: server.port)
            #expect(try await second.replies() == "421 mx.lab.invalid closes: too many connections")
            #expect(try await second.read().isEmpty)
            #expect(try await first.exchange("NOOP") == "250 2.0.0 OK")
        }
    }

    @Test("answers a client that has finished sending")
    func halfClosed() async throws {
        try await withLab { _, server in
            let client = try RawConnection(port: server.port)
            try await client.say("EHLO c.example", "NOOP")
            client.finishSending()
            #expect(try await client.replies(4).hasSuffix("250 2.0.0 OK\n(closed)"))
        }
    }

    @Test("says goodbye to open connections when the lab stops, and frees its port")
    func stop() async throws {
        let lab = try await Lab.start(LabConfiguration(servers: [.init(name: "mx", domains: nil)], seed: 1))
        let server = try #require(lab.smtp["mx"])
        let client = try RawConnection(port: server.port)
        _ = try await client.exchange("EHLO c.example")
        #expect(await lab.stop() == [])
        #expect(try await client.replies(2).contains("421 4.3.2 mx.lab.invalid closes: the lab stops"))
        #expect(throws: RawConnection.Failure.self) { try RawConnection(port: server.port) }
        #expect(await lab.stop() == [])
    }

    @Test("does not start where somebody listens already, and says where")
    func portInUse() async throws {
        let taken = try LoopbackSocket(.silentTCP)
        defer { taken.close() }
        let listen = ListenAddress("127.0.0.1:\(taken.port)")
        do {
            _ = try await Lab.start(
                LabConfiguration(servers: [.init(name: "mx", domains: nil, listen: listen)], seed: 1))
            Issue.record("it started")
        } catch {
            #expect(error.code == .addressInUse)
            #expect(error.message.contains("127.0.0.1:\(taken.port) is in use"))
            #expect(!error.remedy.isEmpty)
        }
    }

    private func withLab(
        limits: SMTPLimits = SMTPLimits(), _ body: (Lab, LabSMTPServer) async throws -> Void
    ) async throws {
        let lab = try await Lab.start(
            LabConfiguration(
                servers: [
                    .init(
                        name: "mx", domains: ["inbox.example", "slow.example"], clientAddress: address("192.0.2.10"),
                        limits: limits)
                ], seed: 1))
        do {
            try await body(lab, try #require(lab.smtp["mx"]))
        } catch {
            _ = await lab.stop()
            throw error
        }
        _ = await lab.stop()
    }
}
