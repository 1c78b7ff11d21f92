import FaultLab
import Findings
import MailMessage
import Testing

@Suite("Mailboxes without room in memory")
struct SpilledMailTests {
    @Test("keep older messages on disk, and read them back")
    func spilled() throws {
        let mailboxes = LabMailboxes(capacity: .init(octets: 3000, diskOctets: 100_000))
        for number in 0..<50 { mailboxes.file(try copies(number)) }
        let counts = mailboxes.counts
        let size = try copies(10)[0].bytes.count
        #expect(counts.memoryOctets <= 3000)
        #expect(counts.memoryOctets + counts.diskOctets == 50 * size)
        #expect(counts.dropped == 0)
        #expect(mailboxes.messages().count == 100)
        for number in 0..<50 {
            let expected = try copies(number)
            #expect(mailboxes.messages(.init(header: .init("X-Seed-Token", token(number)))) == expected)
        }
        mailboxes.reset()
        #expect(mailboxes.counts.diskOctets == 0)
    }

    @Test("drop the oldest once the disk has no room either")
    func full() throws {
        let size = try copies(10)[0].bytes.count
        let mailboxes = LabMailboxes(capacity: .init(octets: 2 * size, diskOctets: 3 * size))
        for number in 0..<10 { mailboxes.file(try copies(number)) }
        #expect(mailboxes.counts.dropped == 10)
        #expect(mailboxes.counts.kept == 10)
        let left = try (5..<10).flatMap { try copies($0) }
        #expect(mailboxes.messages() == left)
        #expect(mailboxes.stored(10) == nil)
        #expect(mailboxes.stored(11)?.message == left[0])
        #expect(mailboxes.stored(.init(), after: 18, limit: 1).map(\.number) == [19])
    }

    @Test("tell who listens of each message once")
    func arrivals() async throws {
        let mailboxes = LabMailboxes()
        let arrivals = mailboxes.arrivals()
        mailboxes.file(try copies(1))
        mailboxes.file(try copies(2))
        var seen: [LabMessage] = []
        for await message in arrivals {
            seen.append(message)
            if seen.count == 2 { break }
        }
        let sent = try [copies(1)[0], copies(2)[0]]
        #expect(seen == sent)
    }

    private func token(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// One message for two recipients.
    private func copies(_ number: Int) throws -> [LabMessage] {
        let body = String(repeating: "x", count: 500)
        let bytes = Array("X-Seed-Token: \(token(number))\r\n\r\n\(body)\r\n".utf8)
        return try ["ana@a.example", "bob@a.example"].map { recipient in
            LabMessage(
                transaction: "t\(number)", server: "mx", recipient: try Address(recipient), folder: .inbox,
                sender: nil, time: WallTime(microseconds: 0), bytes: bytes)
        }
    }
}
