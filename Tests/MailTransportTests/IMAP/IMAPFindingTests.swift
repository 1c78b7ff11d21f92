import MailTransport
import Support
import Testing

@Suite("Finding and deleting by IMAP", .timeLimit(.minutes(10)))
struct IMAPFindingTests {
    /// A server with an inbox of messages with these tokens, whose UIDs begin at 11.
    private func server(
        tokens: [String], offers: String = "IMAP4rev1 UIDPLUS", uidValidity: Int = 5, selecting: String = "OK done",
        categories: [String: String] = [:]
    ) throws -> IMAPServer {
        try IMAPServer(offers: offers) { tag, command, peer in
            if command.hasPrefix("EXAMINE") || command.hasPrefix("SELECT") {
                peer.say("* \(tokens.count) EXISTS\r\n* OK [UIDVALIDITY \(uidValidity)] x\r\n")
                peer.say("\(tag) \(selecting)\r\n")
                return true
            } else if command.contains("X-GM-RAW") {
                let hit = categories.first { command.hasSuffix("X-GM-RAW \"category:\($0.key)\"") }?.value ?? ""
                peer.say("* SEARCH \(hit)\r\n")
            } else if command.hasPrefix("UID SEARCH") {
                peer.say("* SEARCH" + tokens.indices.map { " \($0 + 11)" }.joined() + "\r\n")
            } else if command.hasPrefix("UID FETCH") {
                let set = command.split(separator: " ")[2]
                let bounds = set.split(separator: ":").compactMap { Int($0) }
                for uid in bounds[0]...bounds[bounds.count - 1] where tokens.indices.contains(uid - 11) {
                    let header = "X-Mailproof-Seed: \(tokens[uid - 11])\r\n\r\n"
                    peer.say("* \(uid - 10) FETCH (UID \(uid) BODY[HEADER]<0> {\(header.utf8.count)}\r\n\(header))\r\n")
                }
            }
            peer.say("\(tag) OK done\r\n")
            return true
        }
    }

    private func find(
        _ token: String, in server: IMAPServer, since position: IMAPPosition = IMAPPosition(folder: .inbox)
    ) async throws -> IMAPFound {
        let mailbox = try await IMAPMailbox.open(server.endpoint, options: .plain())
        let found = try await mailbox.find([IMAPSought(token: token)], since: [position])
        await mailbox.close()
        return found
    }

    @Test("the last message, which any range holds, is not taken for a new one")
    func lastMessage() async throws {
        let server = try server(tokens: ["t"])
        defer { server.server.stop() }
        let position = IMAPPosition(folder: .inbox, uidValidity: 5, uidNext: 12)
        #expect(try await find("t", in: server, since: position) == IMAPFound())
        #expect(server.operations.contains("UID SEARCH UID 12:*"))
        #expect(!server.operations.contains { $0.hasPrefix("UID FETCH") })
    }

    @Test("under another UIDVALIDITY the remembered UID means nothing")
    func uidValidity() async throws {
        let server = try server(tokens: ["t"], uidValidity: 6)
        defer { server.server.stop() }
        let position = IMAPPosition(folder: .inbox, uidValidity: 5, uidNext: 12)
        #expect(try await find("t", in: server, since: position).matches.map(\.uid) == [11])
    }

    @Test("where it is not known what is new, the newest are looked at and the others are counted")
    func unknownPosition() async throws {
        let server = try IMAPServer { tag, command, peer in
            if command.hasPrefix("EXAMINE") { peer.say("* 2000 EXISTS\r\n* OK [UIDVALIDITY 5] x\r\n") }
            if command.hasPrefix("UID SEARCH") { peer.say("* SEARCH 9999\r\n") }
            if command.hasPrefix("UID FETCH") { peer.say("* 2000 FETCH (UID 9999 BODY[HEADER]<0> \"A: 1\")\r\n") }
            peer.say("\(tag) OK done\r\n")
            return true
        }
        defer { server.server.stop() }
        let found = try await find("t", in: server)
        #expect(found.matches.isEmpty && found.unexaminedCount == 1500)
        #expect(server.operations.contains("UID SEARCH 1501:*"))
    }

    @Test("a search changes nothing: the folder is examined, and what is read is peeked at")
    func readOnly() async throws {
        let server = try server(tokens: ["a", "t"])
        defer { server.server.stop() }
        #expect(try await find("t", in: server).matches.map(\.uid) == [12])
        #expect(server.operations.contains("EXAMINE \"INBOX\""))
        #expect(!server.operations.contains { $0.hasPrefix("SELECT") || $0.contains("STORE") || $0.contains("BODY[") })
    }

    @Test("what was looked at once is not fetched again")
    func remembered() async throws {
        let server = try server(tokens: ["a", "b"])
        defer { server.server.stop() }
        let mailbox = try await IMAPMailbox.open(server.endpoint, options: .plain())
        for _ in 0..<3 { _ = try await mailbox.find([IMAPSought(token: "t")], since: [IMAPPosition(folder: .inbox)]) }
        #expect(server.operations.count { $0.hasPrefix("UID FETCH") } == 1)
        await mailbox.close()
    }

    @Test("Gmail is asked for the category, and only where it is Gmail and the inbox")
    func categories() async throws {
        for offers in ["IMAP4rev1 X-GM-EXT-1", "IMAP4rev1"] {
            let server = try server(tokens: ["a", "t", "t"], offers: offers, categories: ["promotions": "12"])
            defer { server.server.stop() }
            let isGmail = offers.contains("GM")
            #expect(
                try await find("t", in: server).matches.map(\.gmailCategory) == [isGmail ? "promotions" : nil, nil])
            #expect(server.operations.contains { $0.contains("X-GM-RAW") } == isGmail)
            #expect(server.operations.contains("UID SEARCH UID 13 X-GM-RAW \"category:updates\"") == isGmail)
            let junk = IMAPFolder(wireName: Array("Spam".utf8), attributes: ["\\junk"])
            let found = try await find("t", in: server, since: IMAPPosition(folder: junk))
            #expect(found.matches.map(\.gmailCategory) == [nil, nil])
        }
    }

    @Test(
        "a token or a Message-ID that no header field holds is refused before anything is said",
        arguments: [("", nil), ("a\r\nM9 LOGOUT", nil), ("ü", nil), ("t", ""), ("t", "<a\n@b>")])
    func invalid(token: String, messageID: String?) async throws {
        let server = try server(tokens: [])
        defer { server.server.stop() }
        let mailbox = try await IMAPMailbox.open(server.endpoint, options: .plain())
        let error = await #expect(throws: TransportError.self) {
            try await mailbox.find(
                [IMAPSought(token: token, messageID: messageID)], since: [IMAPPosition(folder: .inbox)])
        }
        #expect(error?.code == .invalidInput)
        #expect(server.operations == ["CAPABILITY"])
        #expect(mailbox.isUsable)
        await mailbox.close()
    }

    @Test("a folder whose name holds a line break is not spoken of")
    func folderInjection() async throws {
        let server = try server(tokens: [])
        defer { server.server.stop() }
        let mailbox = try await IMAPMailbox.open(server.endpoint, options: .plain())
        let folder = IMAPFolder(wireName: Array("a\r\nM9 DELETE INBOX".utf8))
        let error = await #expect(throws: TransportError.self) { try await mailbox.position(of: folder) }
        #expect(error?.code == .invalidInput)
        #expect(server.operations == ["CAPABILITY"])
        await mailbox.close()
    }

    @Test("without UIDPLUS nothing is deleted, and why is said")
    func withoutUIDPlus() async throws {
        let server = try server(tokens: ["t"], offers: "IMAP4rev1")
        defer { server.server.stop() }
        let mailbox = try await IMAPMailbox.open(server.endpoint, options: .plain())
        let found = try await mailbox.find([IMAPSought(token: "t")], since: [IMAPPosition(folder: .inbox)])
        let error = await #expect(throws: TransportError.self) { try await mailbox.delete(found.matches) }
        #expect(error?.code == .notOffered)
        #expect(error?.detail?.contains("UIDPLUS") == true)
        #expect(!server.operations.contains { $0.hasPrefix("SELECT") || $0.contains("STORE") })
        await mailbox.close()
    }

    @Test("what is deleted is named by UID, and the folder is never closed, which would delete what others marked")
    func deleting() async throws {
        let server = try server(tokens: ["t", "a", "t"])
        defer { server.server.stop() }
        let mailbox = try await IMAPMailbox.open(server.endpoint, options: .plain())
        let found = try await mailbox.find([IMAPSought(token: "t")], since: [IMAPPosition(folder: .inbox)])
        #expect(try await mailbox.delete([found.matches[0]]) == 1)
        await mailbox.close()
        let changes = server.operations.filter { !$0.hasPrefix("UID SEARCH") && !$0.hasPrefix("UID FETCH") }
        #expect(
            changes == [
                "CAPABILITY", "EXAMINE \"INBOX\"", "SELECT \"INBOX\"", "UID STORE 11 +FLAGS.SILENT (\\Deleted)",
                "UID EXPUNGE 11", "LOGOUT",
            ])
    }

    @Test("in a folder that is read-only nothing is deleted")
    func readOnlyFolder() async throws {
        let server = try server(tokens: ["t"], selecting: "OK [READ-ONLY] done")
        defer { server.server.stop() }
        let mailbox = try await IMAPMailbox.open(server.endpoint, options: .plain())
        let found = try await mailbox.find([IMAPSought(token: "t")], since: [IMAPPosition(folder: .inbox)])
        let error = await #expect(throws: TransportError.self) { try await mailbox.delete(found.matches) }
        #expect(error?.code == .refused)
        #expect(!server.operations.contains { $0.contains("STORE") })
        await mailbox.close()
    }

    @Test("a server that offers special-use and refuses to list it is asked plainly")
    func plainList() async throws {
        let server = try IMAPServer(offers: "IMAP4rev1 SPECIAL-USE") { tag, command, peer in
            if command.contains("RETURN") {
                peer.say("\(tag) BAD no\r\n")
            } else {
                peer.say("* LIST () \"/\" INBOX\r\n* LIST () \"/\" Spam\r\n\(tag) OK done\r\n")
            }
            return true
        }
        defer { server.server.stop() }
        let mailbox = try await IMAPMailbox.open(server.endpoint, options: .plain())
        #expect(try await mailbox.folders().map(\.role) == [.inbox, .junk])
        await mailbox.close()
    }
}
