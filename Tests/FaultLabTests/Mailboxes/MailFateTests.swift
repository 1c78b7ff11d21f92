import FaultLab
import Findings
import MailMessage
import Support
import Testing

@Suite("A message that was accepted", .timeLimit(.minutes(10)))
struct MailFateTests {
    @Test("is filed nowhere where it is lost, and the client is told what all are told")
    func lost() async throws {
        try await withLab { lab, server in
            let armed = try lab.arm(
                SMTPFault(at: .message, effect: .init(fate: .init(isLost: true)), cadence: .init(first: 1)),
                lease: .seconds(600))
            let replies = try await send(2, to: server)
            #expect(replies.allSatisfy { $0.hasPrefix("250 2.0.0 OK: filed as mx-") }, "\(replies)")
            #expect(server.mailboxes.messages().count == 1)
            #expect(armed.hits.total == 1)
            #expect(lab.log.attempts.map(\.replyClass) == [2, 2])
        }
    }

    @Test("is filed several times")
    func duplicated() async throws {
        try await withLab { lab, server in
            _ = try lab.arm(SMTPFault(at: .message, effect: .init(fate: .init(copies: 3))), lease: .seconds(600))
            _ = try await send(1, to: server)
            #expect(server.mailboxes.messages().count == 3)
            #expect(Set(server.mailboxes.messages().map(\.bytes)).count == 1)
        }
    }

    @Test("is returned to its sender by a report that says why")
    func bounced() async throws {
        try await withLab { lab, server in
            let diagnosis = ServerReply(550, "5.2.1", "Mailbox disabled")
            _ = try lab.arm(
                SMTPFault(
                    at: .message,
                    effect: .init(fate: .init(bounce: .init(after: .milliseconds(50), diagnosis: diagnosis)))),
                lease: .seconds(600))
            _ = try await send(1, to: server)
            let bounce = try #require(
                await server.mailboxes.firstMessage(
                    .init(recipient: try Address("news@c.example")), until: .now.advanced(by: .seconds(60))))
            #expect(bounce.sender == nil)
            let report = try #require(bounce.message.deliveryReport)
            #expect(report.form == .deliveryStatus)
            #expect(report.reportingMTA == "mx.lab.invalid")
            #expect(report.recipients.map(\.address) == ["ana@d.example"])
            #expect(report.recipients.map(\.action) == ["failed"])
            #expect(report.recipients.map(\.status) == ["5.2.1"])
            #expect(report.recipients.map(\.diagnostic) == ["550 5.2.1 Mailbox disabled"])
            #expect(server.mailboxes.messages(.init(recipient: try Address("ana@d.example"))).isEmpty)
        }
    }

    @Test("from nobody is returned to nobody")
    func nullSender() async throws {
        try await withLab { lab, server in
            _ = try lab.arm(
                SMTPFault(at: .message, effect: .init(fate: .init(bounce: .init(after: .zero)))), lease: .seconds(600))
            #expect(try await send(1, from: "", to: server).count == 1)
            #expect(server.mailboxes.messages().isEmpty)
        }
    }

    @Test("whose header holds the boundary of the report is told apart from it all the same")
    func hostileHeader() async throws {
        try await withLab { lab, server in
            _ = try lab.arm(
                SMTPFault(at: .message, effect: .init(fate: .init(bounce: .init(after: .zero)))), lease: .seconds(600))
            _ = try await send(1, header: "X-Boundary: x\r\n --=_bounce-mx-1-1--", to: server)
            let bounce = try #require(server.mailboxes.messages().first)
            #expect(bounce.message.deliveryReport?.recipients.count == 1)
            #expect(String(decoding: bounce.bytes, as: UTF8.self).contains("boundary=\"=_bounce-mx-1-1---\""))
        }
    }

    @Test(
        "has a fate that can be, at the stage where it comes",
        arguments: [
            (SMTPStage.rcpt, MailFate(isLost: true), "no message is accepted at rcpt"),
            (
                .message, MailFate(isLost: true, copies: 2),
                "a message is lost, returned or filed several times, and not "
                    + "two of these"
            ),
            (.message, MailFate(copies: 1000), "a message is filed 2 to 100 times"),
            (
                .message, MailFate(bounce: .init(after: .zero, diagnosis: ServerReply(451, nil, "x"))),
                "451 gives nobody up"
            ),
        ])
    func impossible(_ stage: SMTPStage, _ fate: MailFate, _ said: String) {
        let error = #expect(throws: InvalidFault.self) { try SMTPFault(at: stage, effect: .init(fate: fate)) }
        #expect(error?.message == said)
    }

    /// Sends so many messages; the last replies.
    private func send(
        _ count: Int, from sender: String = "news@c.example", header: String = "Subject: Hi", to server: LabSMTPServer
    ) async throws -> [String] {
        let client = try RawConnection(port: server.port)
        _ = try await client.replies()
        _ = try await client.exchange("EHLO c.example")
        var replies: [String] = []
        for _ in 0..<count {
            _ = try await client.exchange("MAIL FROM:<\(sender)>", "RCPT TO:<ana@d.example>", "DATA")
            try await client.say(header, "From: News <news@c.example>", "", "Hello.", ".")
            replies.append(try await client.replies())
        }
        return replies
    }

    private func withLab(_ body: (Lab, LabSMTPServer) async throws -> Void) async throws {
        let lab = try await Lab.start(LabConfiguration(servers: [.init(name: "mx", domains: nil)], seed: 1))
        do {
            try await body(lab, try #require(lab.smtp["mx"]))
        } catch {
            _ = await lab.stop()
            throw error
        }
        #expect(await lab.stop() == [])
    }
}
