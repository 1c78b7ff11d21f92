import FaultLab
import Findings
import MailMessage
import Support
import Testing

@Suite("Mailboxes")
struct LabMailboxesTests {
    @Test("find messages by recipient, folder and header")
    func queries() throws {
        let mailboxes = LabMailboxes()
        mailboxes.file([try message("ana@a.example", token: "1"), try message("bob@a.example", token: "1")])
        mailboxes.file([try message("ana@a.example", token: "2", folder: .junk)])
        #expect(mailboxes.messages().count == 3)
        let ana = try Address("ana@A.example")
        #expect(mailboxes.messages(.init(recipient: ana)).map(\.folder) == [.inbox, .junk])
        #expect(mailboxes.messages(.init(recipient: ana, folder: .junk)).count == 1)
        #expect(mailboxes.messages(.init(header: .init("x-seed-token", "1"))).count == 2)
        #expect(mailboxes.messages(.init(header: .init("X-Seed-Token", "12"))).isEmpty)
        mailboxes.reset()
        #expect(mailboxes.messages().isEmpty)
        #expect(mailboxes.received == 3)
    }

    @Test("give a message to who waits for it when it comes")
    func waiting() async throws {
        let mailboxes = LabMailboxes()
        let query = LabMessageQuery(header: .init("X-Seed-Token", "7"))
        async let later = mailboxes.firstMessage(query, until: .now + .seconds(60))
        async let never = mailboxes.firstMessage(.init(header: .init("X-Seed-Token", "8")), until: .now)
        #expect(await never == nil)
        mailboxes.file([try message("ana@a.example", token: "6")])
        mailboxes.file([try message("ana@a.example", token: "7")])
        #expect(await later?.message.field(named: "X-Seed-Token")?.unfoldedValue == "7")
        #expect(await mailboxes.firstMessage(query, until: .now) != nil)
    }

    @Test("stop waiting when nobody wants to know any more")
    func cancelling() async {
        let mailboxes = LabMailboxes()
        let waiter = Task { await mailboxes.firstMessage(.init(), until: .now + .seconds(600)) }
        waiter.cancel()
        #expect(await waiter.value == nil)
    }

    @Test("drop the oldest messages, and say how many")
    func bounded() throws {
        let few = LabMailboxes(capacity: .init(messages: 2))
        for token in ["1", "2", "3"] { few.file([try message("ana@a.example", token: token)]) }
        #expect(few.messages().compactMap { $0.message.field(named: "X-Seed-Token")?.unfoldedValue } == ["2", "3"])
        #expect(few.dropped == 1)
        let small = LabMailboxes(capacity: .init(octets: 60, diskOctets: 0))
        for token in ["1", "2", "3"] {
            small.file([try message("ana@a.example", token: token), try message("bob@a.example", token: token)])
        }
        #expect(small.dropped == 2)
        #expect(small.received == 6)
    }

    private func message(_ recipient: String, token: String, folder: LabFolder = .inbox) throws -> LabMessage {
        LabMessage(
            transaction: "t", server: "mx", recipient: try Address(recipient), folder: folder, sender: nil,
            time: WallTime(microseconds: 0), bytes: Array("X-Seed-Token: \(token)\r\n\r\nbody\r\n".utf8))
    }
}
