import MailTransport
import Support
import Synchronization
import Testing

@Suite("IMAPMailbox and answers with mistakes in them", .timeLimit(.minutes(10)))
struct IMAPMutatedServerTests {
    /// What a server says to each command of `look`, in order, with `TAG` for the command's tag.
    private static let answers = [
        "* LIST (\\HasNoChildren) \"/\" INBOX\r\n* LIST (\\Junk) \"/\" {4}\r\nSpam\r\nTAG OK done\r\n",
        "* STATUS INBOX (UIDNEXT 9 UIDVALIDITY 1)\r\nTAG OK done\r\n",
        "* FLAGS (\\Seen)\r\n* 3 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 12] x\r\nTAG OK [READ-ONLY] done\r\n",
        "* SEARCH 8 9 10\r\nTAG OK done\r\n",
        "* 2 FETCH (UID 9 BODY[HEADER.FIELDS (A B)]<0> {23}\r\nX-Mailproof-Seed: t\r\n\r\n)\r\n"
            + "* 3 FETCH (UID 10 BODY[HEADER.FIELDS (A B)]<0> \"\")\r\nTAG OK done\r\n",
        "* 2 FETCH (UID 9 INTERNALDATE \" 7-Feb-2026 22:43:04 -0800\" FLAGS (\\Seen) BODY[HEADER]<0> {23}\r\n"
            + "X-Mailproof-Seed: t\r\n\r\n)\r\nTAG OK done\r\n",
        "* SEARCH 9\r\nTAG OK done\r\n",
        "* 3 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\nTAG OK done\r\n",
        "* 2 FETCH (UID 9 BODY[HEADER.FIELDS (A B)]<0> {23}\r\nX-Mailproof-Seed: t\r\n\r\n)\r\nTAG OK done\r\n",
        "TAG OK stored\r\n",
        "* 2 EXPUNGE\r\nTAG OK gone\r\n",
    ]

    /// Lists, looks and deletes; how many messages it deleted.
    private func look(_ endpoint: IMAPEndpoint, within time: Duration) async throws -> Int {
        let mailbox = try await IMAPMailbox.open(endpoint, options: .plain(operation: time))
        let folders = try await mailbox.folders()
        let position = try await mailbox.position(of: folders.first ?? .inbox)
        let found = try await mailbox.find([IMAPSought(token: "t")], since: [position])
        let count = try await mailbox.delete(found.matches)
        await mailbox.close()
        return count
    }

    /// A server that says these answers one after the other, whatever it is asked.
    private func server(_ answers: [[UInt8]]) throws -> IMAPServer {
        let rest = Mutex(answers[...])
        return try IMAPServer(offers: "IMAP4rev1 UIDPLUS SPECIAL-USE X-GM-EXT-1") { tag, _, peer in
            guard let answer = rest.withLock({ $0.popFirst() }) else { return false }
            var bytes: [UInt8] = []
            for byte in answer {
                bytes.append(byte)
                if bytes.suffix(3) == Array("TAG".utf8) { bytes = bytes.dropLast(3) + Array(tag.utf8) }
            }
            peer.say(bytes)
            return true
        }
    }

    @Test("the answers as they should be lead to the end")
    func unchanged() async throws {
        let server = try server(Self.answers.map { Array($0.utf8) })
        defer { server.server.stop() }
        #expect(try await look(server.endpoint, within: .seconds(60)) == 1)
        #expect(server.operations.last == "LOGOUT")
    }

    @Test("whatever is wrong with one answer, all ends in time with a result or an error of ours")
    func mutated() async throws {
        let count = Mutations.isSoaking ? 5000 : 220
        let mistakes = Array(Mutations(of: Self.answers, seed: 50).prefix(count))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, mistake) in mistakes.enumerated() {
                if number >= 8 { try await group.next() }
                group.addTask {
                    var answers = Self.answers.map { Array($0.utf8) }
                    answers[number % answers.count] = mistake
                    let server = try server(answers)
                    defer { server.server.stop() }
                    do {
                        _ = try await look(server.endpoint, within: .milliseconds(400))
                    } catch let error as TransportError {
                        #expect(error.code != .internalFailure && error.code != .cancelled, "\(error)")
                    }
                    // However an answer is taken, commands stay ours.
                    let verbs = Set(server.operations.map { $0.prefix { $0 != " " } })
                    #expect(verbs.isSubset(of: ["CAPABILITY", "LIST", "STATUS", "EXAMINE", "SELECT", "UID", "LOGOUT"]))
                }
            }
            try await group.waitForAll()
        }
    }
}
