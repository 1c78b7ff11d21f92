import FaultLab
import Support
import Testing

@Suite("A connection that a fault has struck")
struct StruckConnectionTests {
    @Test("waits without holding up another one")
    func delay() async throws {
        try await withLab { lab, server in
            _ = try lab.arm(
                SMTPFault(
                    at: .rcpt, when: .init(recipientDomains: ["slow.example"]), effect: .init(delay: .seconds(2))),
                lease: .seconds(60))
            let slow = try await greeted(server)
            let quick = try await greeted(server)
            let began = ContinuousClock.now
            try await slow.say("MAIL FROM:<>", "RCPT TO:<a@slow.example>", "NOOP")
            #expect(
                try await quick.exchange("MAIL FROM:<>", "RCPT TO:<a@inbox.example>").hasSuffix(
                    "250 2.1.5 Recipient OK"))
            #expect(try await slow.replies(3).hasSuffix("250 2.1.5 Recipient OK\n250 2.0.0 OK"))
            #expect(ContinuousClock.now - began >= .seconds(2))
        }
    }

    @Test(
        "is answered as soon as the fault is disarmed",
        arguments: [
            SMTPFaultEffect(delay: .seconds(3000)), SMTPFaultEffect(drip: .seconds(600)), SMTPFaultEffect(stalls: true),
        ])
    func disarmed(effect: SMTPFaultEffect) async throws {
        try await withLab { lab, server in
            let armed = try lab.arm(SMTPFault(at: .ehlo, effect: effect), lease: .seconds(6000))
            let client = try RawConnection(port: server.port)
            _ = try await client.replies()
            try await client.say("EHLO c.example")
            try await hit(armed)
            armed.disarm()
            #expect(try await client.replies().hasSuffix("250 ENHANCEDSTATUSCODES"))
        }
    }

    @Test("goes on when the lease of a fault that stalls is over")
    func lease() async throws {
        try await withLab { lab, server in
            _ = try lab.arm(SMTPFault(at: .connect, effect: .init(stalls: true)), lease: .seconds(1))
            let began = ContinuousClock.now
            let client = try RawConnection(port: server.port)
            #expect(try await client.replies().hasPrefix("220 "))
            #expect(ContinuousClock.now - began >= .milliseconds(900))
        }
    }

    @Test("that stalls is given up by its client, which is remembered")
    func givenUp() async throws {
        try await withLab { lab, server in
            _ = try lab.arm(SMTPFault(at: .rcpt, effect: .init(stalls: true)), lease: .seconds(600))
            var events = lab.events().makeAsyncIterator()
            let client = try await greeted(server)
            try await client.say("MAIL FROM:<>", "RCPT TO:<ana@inbox.example>")
            #expect(try await client.replies() == "250 2.1.0 Sender OK")
            client.finishSending()
            #expect(try await client.read().isEmpty)
            guard case .attempt(let attempt) = await events.next() else {
                Issue.record("no attempt was told")
                return
            }
            #expect(attempt.recipient == "ana@inbox.example")
            #expect(attempt.reply == nil)
        }
    }

    @Test("is closed without a word")
    func close() async throws {
        try await withLab { lab, server in
            _ = try lab.arm(SMTPFault(at: .connect, effect: .init(closes: true)), lease: .seconds(60))
            #expect(try await RawConnection(port: server.port).read().isEmpty)
        }
    }

    @Test("is reset in the middle of a message")
    func drop() async throws {
        try await withLab { lab, server in
            _ = try lab.arm(SMTPFault(at: .data, effect: .init(dropAfter: 10_240)), lease: .seconds(60))
            let client = try await greeted(server)
            _ = try await client.exchange("MAIL FROM:<>", "RCPT TO:<ana@inbox.example>", "DATA")
            let line = Array((String(repeating: "x", count: 98) + "\r\n").utf8)
            do {
                for _ in 0..<102 { try await client.send(line) }
                // Ten octets are wanted still, and more come.
                for _ in 0..<1000 { try await client.send(line) }
                _ = try await client.read()
                Issue.record("the connection still stands")
            } catch let failure as RawConnection.Failure {
                #expect(["send", "recv"].contains(failure.what))
            }
            #expect(lab.log.attempts.map(\.reply) == [nil])
            #expect(server.mailboxes.messages().isEmpty)
        }
    }

    @Test("takes a message slowly, and the rest at once when the fault is disarmed")
    func throttle() async throws {
        try await withLab { lab, server in
            let armed = try lab.arm(SMTPFault(at: .data, effect: .init(throttle: 1000)), lease: .seconds(6000))
            let client = try await greeted(server)
            _ = try await client.exchange("MAIL FROM:<>", "RCPT TO:<ana@inbox.example>", "DATA")
            let began = ContinuousClock.now
            #expect(try await client.exchange(String(repeating: "x", count: 990) + "\r\n.").hasPrefix("250 "))
            // A quarter of a second's credit may have been earned before the client sent anything.
            #expect(ContinuousClock.now - began >= .milliseconds(700))
            _ = try await client.exchange("MAIL FROM:<>", "RCPT TO:<ana@inbox.example>", "DATA")
            let line = String(repeating: "x", count: 998) + "\r\n"
            // More than an hour at that rate; what the server does not read waits in the buffers of the connection.
            async let sending: Void = client.send(Array(String(repeating: line, count: 4000).utf8))
            try await hit(armed, 2)
            armed.disarm()
            try await sending
            try await client.send(Array(".\r\n".utf8))
            #expect(try await client.replies().hasPrefix("250 "))
            #expect(server.mailboxes.messages().count == 2)
        }
    }

    @Test("gets its reply an octet at a time")
    func drip() async throws {
        try await withLab { lab, server in
            _ = try lab.arm(
                SMTPFault(
                    at: .connect,
                    effect: .init(reply: ServerReply(554, nil, "No service"), drip: .milliseconds(20), closes: true)),
                lease: .seconds(60))
            let began = ContinuousClock.now
            let client = try RawConnection(port: server.port)
            #expect(try await client.read().count < 16)
            #expect(try await client.replies(2).hasSuffix("service\n(closed)"))
            #expect(ContinuousClock.now - began >= .milliseconds(200))
        }
    }

    @Test(
        "ends with the lab, whatever a fault has begun",
        arguments: [
            SMTPFaultEffect(stalls: true), SMTPFaultEffect(delay: .seconds(3000)), SMTPFaultEffect(drip: .seconds(600)),
        ])
    func stop(effect: SMTPFaultEffect) async throws {
        try await withLab { lab, server in
            let armed = try lab.arm(SMTPFault(at: .rcpt, effect: effect), lease: .seconds(6000))
            let client = try await greeted(server)
            try await client.say("MAIL FROM:<>", "RCPT TO:<ana@inbox.example>")
            try await hit(armed)
            #expect(await lab.stop() == [])
            #expect(try await client.replies(4).hasSuffix("421 4.3.2 mx.lab.invalid closes: the lab stops\n(closed)"))
        }
    }

    private func greeted(_ server: LabSMTPServer) async throws -> RawConnection {
        let client = try RawConnection(port: server.port)
        _ = try await client.replies()
        _ = try await client.exchange("EHLO c.example")
        return client
    }

    /// Waits until a fault has struck so many times.
    private func hit(_ armed: ArmedFault, _ count: Int = 1) async throws {
        while armed.hits.total < count { try await Task.sleep(for: .milliseconds(5)) }
    }

    private func withLab(_ body: (Lab, LabSMTPServer) async throws -> Void) async throws {
        let lab = try await Lab.start(
            LabConfiguration(servers: [.init(name: "mx", domains: nil)], seed: 1))
        do {
            try await body(lab, try #require(lab.smtp["mx"]))
        } catch {
            _ = await lab.stop()
            throw error
        }
        _ = await lab.stop()
    }
}
