import FaultLab
import Findings
import MailMessage
import Support
import Testing

@Suite("Two runs with one seed", .timeLimit(.minutes(10)))
struct RepeatedRunTests {
    @Test("have the same attempts, replies and faults, but for the times")
    func same() async throws {
        let first = try await attempts(seed: 7)
        #expect(try await attempts(seed: 7) == first)
        #expect(first.contains { $0.fault != nil } && first.contains { $0.fault == nil })
    }

    @Test("and with another seed, the odds fall otherwise")
    func other() async throws {
        #expect(try await attempts(seed: 7) != attempts(seed: 8))
    }

    /// The attempts of many mails, one after the other, under faults of all kinds; their times are left out.
    private func attempts(seed: UInt64) async throws -> [AttemptRecord] {
        let lab = try await Lab.start(LabConfiguration(servers: [.init(name: "mx", domains: nil)], seed: seed))
        let faults = [
            try SMTPFault(at: .mail, reply: "421 4.7.0 Too busy", cadence: .init(chance: 0.05)),
            try SMTPFault(
                at: .rcpt, when: .init(recipientDomains: ["b.example"]), reply: "451 4.7.1 Later",
                cadence: .init(chance: 0.3)),
            try SMTPFault(
                at: .rcpt, when: .init(recipientDomains: ["grey.example"]), reply: "450 4.2.0 Grey",
                cadence: .init(greylist: .init(delay: .seconds(3000)))),
            try SMTPFault(at: .data, effect: .init(closes: true), cadence: .init(every: 7)),
            try SMTPFault(at: .message, effect: .init(fate: .init(isLost: true)), cadence: .init(chance: 0.5)),
            try SMTPFault(at: .message, reply: "554 5.7.1 No", cadence: .init(chance: 0.2, first: 5)),
        ]
        for fault in faults { _ = try lab.arm(fault, lease: .seconds(3000)) }
        var client: RawConnection?
        for number in 0..<120 {
            // A connection that was closed is made anew, as a client would.
            let connection = try await client == nil ? greeted(lab) : client
            client = connection
            let domain = ["a.example", "b.example", "grey.example"][number % 3]
            let words = [
                "MAIL FROM:<news@c.example>", "RCPT TO:<user\(number % 10)@\(domain)>", "DATA",
                "Subject: \(number)\r\n\r\nHi\r\n.",
            ]
            for word in words {
                guard let reply = try await connection?.exchange(word) else { break }
                if reply.hasSuffix("(closed)") || reply.hasPrefix("421") { client = nil }
                guard reply.hasPrefix("2") || reply.hasPrefix("3"), client != nil else { break }
            }
            _ = try await client?.exchange("RSET")
        }
        let attempts = lab.log.attempts
        _ = await lab.stop()
        return attempts.map { attempt in
            var attempt = attempt
            attempt.time = WallTime(microseconds: 0)
            return attempt
        }
    }

    private func greeted(_ lab: Lab) async throws -> RawConnection {
        let client = try RawConnection(port: try #require(lab.smtp["mx"]?.port))
        _ = try await client.replies()
        _ = try await client.exchange("EHLO c.example")
        return client
    }
}
