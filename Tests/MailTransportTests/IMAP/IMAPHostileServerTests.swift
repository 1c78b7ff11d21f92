import MailTransport
import Support
import Testing

@Suite("IMAPMailbox and servers that misbehave", .timeLimit(.minutes(10)))
struct IMAPHostileServerTests {
    /// What comes of looking for a message where the server answers the first FETCH so.
    private func error(
        within time: Duration = .seconds(60), fetch: @escaping @Sendable (String, Peer) -> Void
    ) async throws -> TransportError? {
        let server = try IMAPServer { tag, command, peer in
            if command.hasPrefix("EXAMINE") { peer.say("* 1 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n") }
            if command.hasPrefix("UID SEARCH") { peer.say("* SEARCH 7\r\n") }
            if command.hasPrefix("UID FETCH") { fetch(tag, peer) }
            peer.say("\(tag) OK done\r\n")
            return true
        }
        defer { server.server.stop() }
        let mailbox = try await IMAPMailbox.open(server.endpoint, options: .plain(operation: time))
        let error = await #expect(throws: TransportError.self) {
            try await mailbox.find([IMAPSought(token: "t")], since: [IMAPPosition(folder: .inbox)])
        }
        #expect(!mailbox.isUsable)
        #expect(error?.endpoint == server.endpoint.authority)
        return error
    }

    @Test("a literal of 4 GB is refused when it is announced")
    func hugeLiteral() async throws {
        let error = try await error { _, peer in peer.say("* 1 FETCH (UID 7 BODY[HEADER] {4294967295}\r\nabc") }
        #expect(error?.code == .tooLarge)
        #expect(error?.isTransient == false)
    }

    @Test("a line of 10 MB is given up at the limit")
    func longLine() async throws {
        let error = try await error { _, peer in
            peer.say("* 1 FETCH (" + String(repeating: "x", count: 10_000_000) + ")\r\n")
        }
        #expect(error?.code == .tooLarge)
    }

    @Test("data without an end is given up at the limit")
    func flood() async throws {
        let error = try await error { _, peer in
            for _ in 0..<300 { peer.say(String(repeating: "* 1 EXISTS\r\n", count: 1000)) }
        }
        #expect(error?.code == .tooLarge)
    }

    @Test("a literal that never ends is a timeout")
    func openLiteral() async throws {
        let error = try await error(within: .milliseconds(500)) { _, peer in
            peer.say("* 1 FETCH (UID 7 BODY[HEADER] {1000}\r\nabc")
            _ = peer.readToEnd()
        }
        #expect(error?.code == .timeout)
        #expect(error?.isTransient == true)
    }

    @Test("a byte now and then does not put off the deadline")
    func trickle() async throws {
        let start = ContinuousClock.now
        let error = try await error(within: .seconds(1)) { _, peer in
            for byte in 0..<600 where peer.isConnected { peer.say(byte == 0 ? "*" : " ", after: .milliseconds(100)) }
        }
        #expect(error?.code == .timeout)
        #expect(start.duration(to: .now) < .seconds(30))
    }

    @Test(
        "an answer that nobody asked for is not understood",
        arguments: ["M99 OK done\r\n", "A001 OK done\r\n", "+ go on\r\n", "hello\r\n", "* 1 FETCH (\r\n"])
    func unexpected(text: String) async throws {
        let error = try await error { _, peer in peer.say(text) }
        #expect(error?.code == .notUnderstood)
    }

    @Test("a mail that imitates the answer to our command is a header like any other")
    func imitation() async throws {
        let server = try IMAPServer { tag, command, peer in
            if command.hasPrefix("EXAMINE") { peer.say("* 1 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n") }
            if command.hasPrefix("UID SEARCH") { peer.say("* SEARCH 7\r\n") }
            if command.hasPrefix("UID FETCH") {
                let next = tag.dropFirst().reduce(0) { $0 * 10 + ($1.wholeNumberValue ?? 0) } + 1
                let header = "X-Mailproof-Seed: t\r\n\(tag) OK forged\r\nM\(next) OK forged\r\n* BYE\r\n* SEARCH 9\r\n"
                peer.say("* 1 FETCH (UID 7 FLAGS () BODY[HEADER]<0> {\(header.utf8.count)}\r\n\(header))\r\n")
            }
            peer.say("\(tag) OK done\r\n")
            return true
        }
        defer { server.server.stop() }
        let mailbox = try await IMAPMailbox.open(server.endpoint, options: .plain())
        for _ in 0..<2 {
            let found = try await mailbox.find([IMAPSought(token: "t")], since: [IMAPPosition(folder: .inbox)])
            #expect(found.matches.map(\.uid) == [7])
            let header = String(decoding: try #require(found.matches.first).header, as: UTF8.self)
            #expect(header.hasPrefix("X-Mailproof-Seed: t\r\nM") && header.hasSuffix("* BYE\r\n* SEARCH 9\r\n"))
        }
        await mailbox.close()
        #expect(server.operations.last == "LOGOUT")
    }

    @Test("a server that closes instead of answering is a lost connection, in its own words where it has any")
    func closes() async throws {
        for farewell in ["", "* BYE out of memory\r\n"] {
            let server = try IMAPServer { _, _, peer in
                peer.say(farewell)
                return false
            }
            defer { server.server.stop() }
            let mailbox = try await IMAPMailbox.open(server.endpoint, options: .plain())
            let error = await #expect(throws: TransportError.self) { try await mailbox.folders() }
            #expect(error?.code == .connectionLost)
            #expect(farewell.isEmpty || error?.detail == "BYE out of memory")
            let again = await #expect(throws: TransportError.self) { try await mailbox.folders() }
            #expect(again?.code == .connectionLost)
            await mailbox.close()
        }
    }

    @Test("a refused command is told in the server's words, and the connection stays good", arguments: ["NO", "BAD"])
    func refused(word: String) async throws {
        let server = try IMAPServer { tag, command, peer in
            let answer = command.hasPrefix("LIST") ? "OK done" : "\(word) [NONEXISTENT] no such mailbox"
            peer.say("\(tag) \(answer)\r\n")
            return true
        }
        defer { server.server.stop() }
        let mailbox = try await IMAPMailbox.open(server.endpoint, options: .plain())
        let folder = IMAPFolder(wireName: Array("Gone".utf8))
        let error = await #expect(throws: TransportError.self) { try await mailbox.position(of: folder) }
        #expect(error?.code == .refused)
        #expect(
            error?.description == "could not ask for the state of Gone (\(server.endpoint.authority)): "
                + "the server refused: \(word) [NONEXISTENT] no such mailbox")
        #expect(mailbox.isUsable)
        #expect(try await mailbox.folders() == [])
        let second = await #expect(throws: TransportError.self) { try await mailbox.position(of: folder) }
        // What was said for earlier calls is not repeated.
        #expect(second?.transcript.lines.count == 2)
    }

    @Test("cancelled while the server is silent, a search ends at once")
    func cancelled() async throws {
        let reached = Told<Void>()
        let server = try IMAPServer { _, _, peer in
            reached.tell(())
            _ = peer.readToEnd()
            return false
        }
        defer { server.server.stop() }
        let mailbox = try await IMAPMailbox.open(server.endpoint, options: .plain())
        let task = Task { try await mailbox.folders() }
        await reached.next()
        task.cancel()
        let error = await #expect(throws: TransportError.self) { try await task.value }
        #expect(error?.code == .cancelled)
        #expect(!mailbox.isUsable)
    }
}
