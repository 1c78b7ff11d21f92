import Dispatch
import MailTransport
import Testing

@Suite("SMTP servers that mean no good", .timeLimit(.minutes(10)))
struct SMTPHostileServerTests {
    private let fixture = SMTPFixture()

    private func mail(bytes: Int = 0, recipients: Int = 1) throws -> OutgoingMail {
        let line = Array("\(String(repeating: "x", count: 70))\r\n".utf8)
        return OutgoingMail(
            try SMTPEnvelope(sender: "s@example.org", recipients: (0..<recipients).map { "a\($0)@x.example" }),
            message: Array("Subject: hi\r\n\r\n".utf8) + (0..<bytes / 72).flatMap { _ in line })
    }

    private func quick(_ way: SMTPWay) -> SMTPOptions {
        var options = way.options
        options.connectTimeout = .milliseconds(400)
        options.replyTimeout = .milliseconds(400)
        options.transactionTimeout = .milliseconds(800)
        return options
    }

    /// Greets, offers PIPELINING, and goes on with `script` when MAIL, RCPT and DATA have come.
    private func server(
        offers: String = "PIPELINING", _ script: @escaping @Sendable (Peer) -> Void
    ) throws -> ScriptedServer {
        try fixture.server { peer in
            peer.say("220 mx\r\n")
            _ = peer.line()
            peer.say("250-mx\r\n250 \(offers)\r\n")
            for _ in 0..<3 { _ = peer.line() }
            script(peer)
        }
    }

    private func error(
        from server: ScriptedServer, _ mail: OutgoingMail, _ options: SMTPOptions
    ) async throws -> TransportError? {
        await #expect(throws: TransportError.self) {
            let sender = SMTPSender(to: server.endpoint, options: options)
            let delivery = try await sender.send(mail)
            Issue.record("taken: \(delivery.recipients)")
        }
    }

    @Test("a greeting that drips in a byte at a time ends with the time to connect", arguments: SMTPWay.allCases)
    func drippingGreeting(way: SMTPWay) async throws {
        let server = try fixture.server { peer in
            for character in "220 mail.example.net says hello to everybody who has all day\r\n" {
                peer.say(String(character))
                peer.pause(milliseconds: 100)
            }
        }
        let error = try await error(from: server, mail(), quick(way))
        #expect(error?.code == .timeout)
        #expect(error?.action == SMTPStage.connect.action)
    }

    @Test("a reply that drips in a byte at a time ends with the time for a reply", arguments: SMTPWay.allCases)
    func drippingReply(way: SMTPWay) async throws {
        let server = try server { peer in
            for character in "250 ok, and more that nobody wants to know about this sender\r\n" {
                peer.say(String(character))
                peer.pause(milliseconds: 100)
            }
        }
        let error = try await error(from: server, mail(), quick(way))
        #expect(error?.code == .timeout)
        #expect(error?.action == SMTPStage.mail.action)
    }

    @Test("replies that each come just in time end with the time for the whole message", arguments: SMTPWay.allCases)
    func slowReplies(way: SMTPWay) async throws {
        // MAIL is answered, and then each of many recipients as late as is allowed.
        let server = try fixture.server { peer in
            peer.say("220 mx\r\n")
            while let line = peer.line() {
                if line.hasPrefix("RCPT") { peer.pause(milliseconds: 200) }
                peer.say("250 ok\r\n")
            }
        }
        let error = try await error(from: server, mail(recipients: 100), quick(way))
        #expect(error?.code == .timeout)
        #expect(error?.detail == "all together took longer than it may")
        #expect(error?.action == SMTPStage.recipient.action)
    }

    @Test(
        "a message that is read a little at a time ends with the time for the whole message",
        arguments: SMTPWay.allCases)
    func slowReader(way: SMTPWay) async throws {
        let server = try server { peer in
            peer.say("250 ok\r\n250 ok\r\n354 go on\r\n")
            while !peer.read(20_000).isEmpty { peer.pause(milliseconds: 100) }
        }
        var options = quick(way)
        options.connectTimeout = .seconds(20)
        options.replyTimeout = .seconds(20)
        options.transactionTimeout = .seconds(3)
        let error = try await error(from: server, mail(bytes: 30_000_000), options)
        #expect(error?.code == .timeout)
        #expect(error?.action == SMTPStage.message.action)
    }

    @Test("a line of ten megabytes is not understood, wherever it comes", arguments: [true, false], SMTPWay.allCases)
    func endlessLine(inGreeting: Bool, way: SMTPWay) async throws {
        let line = "220 \(String(repeating: "x", count: 10_000_000))\r\n"
        let server =
            inGreeting
            ? try fixture.server { peer in
                peer.say(line)
                _ = peer.readToEnd()
            }
            : try server { peer in
                peer.say(line)
                _ = peer.readToEnd()
            }
        var options = quick(way)
        options.connectTimeout = .seconds(60)
        options.replyTimeout = .seconds(60)
        options.transactionTimeout = .seconds(60)
        let error = try await error(from: server, mail(), options)
        #expect(error?.code == .notUnderstood, "\(error.map { "\($0)" } ?? "")")
        #expect(error.map { $0.transcript.text.joined().utf8.count < 10_000 } == true)
    }

    @Test("a greeting without an end is not understood", arguments: SMTPWay.allCases)
    func endlessGreeting(way: SMTPWay) async throws {
        let server = try fixture.server { peer in
            for _ in 0..<1_000_000 where peer.say("220-and another thing\r\n") {}
        }
        var options = quick(way)
        options.connectTimeout = .seconds(30)
        let error = try await error(from: server, mail(), options)
        #expect(error?.code == .notUnderstood)
    }

    @Test("a reply without an end is not understood", arguments: SMTPWay.allCases)
    func endlessReply(way: SMTPWay) async throws {
        let server = try server { peer in
            for _ in 0..<100_000 { peer.say("250-and another thing\r\n") }
        }
        let error = try await error(from: server, mail(), quick(way))
        #expect(error?.code == .notUnderstood)
    }

    @Test(
        "a server that hangs up behind every command is a lost connection, whichever it is", arguments: 0..<4,
        SMTPWay.allCases)
    func hangsUp(behind count: Int, way: SMTPWay) async throws {
        let server = try fixture.server { peer in
            let replies = ["220 mx\r\n", "250-mx\r\n250 PIPELINING\r\n", "250 ok\r\n", "250 ok\r\n354 go on\r\n"]
            for reply in replies.prefix(count) {
                peer.say(reply)
                _ = peer.line()
            }
        }
        let error = try await error(from: server, mail(), way.options)
        #expect(error?.code == .connectionLost || (error?.code == .notUnderstood && count == 0))
        #expect(error?.isTransient == true || count == 0)
    }

    @Test("a server that falls silent behind the final dot is a timeout of the message", arguments: SMTPWay.allCases)
    func silentBehindDot(way: SMTPWay) async throws {
        let server = try server { peer in
            peer.say("250 ok\r\n250 ok\r\n354 go on\r\n")
            _ = peer.message()
            _ = peer.readToEnd()
        }
        let error = try await error(from: server, mail(), quick(way))
        #expect(error?.code == .timeout)
        #expect(error?.action == SMTPStage.message.action)
    }

    @Test(
        "replies that fit nothing are an error, and never an acceptance",
        arguments: [
            "250 ok\r\n250 ok\r\n250 ok\r\n", "354 go on\r\n250 ok\r\n250 ok\r\n", "250 ok\r\n354 go on\r\n250 ok\r\n",
            "250 ok\r\n250 ok\r\n354 go on\r\n250 queued\r\n", "250 a\r\n250 b\r\n250 c\r\n354 d\r\n250 e\r\n",
            "250 ok\r\n250 ok\r\n354 go on\r\n354 go on\r\n",
        ], SMTPWay.allCases)
    func outOfOrder(replies: String, way: SMTPWay) async throws {
        let server = try server { peer in
            peer.say(replies)
            _ = peer.readToEnd()
        }
        let error = try await error(from: server, mail(), way.options)
        #expect(error?.code == .notUnderstood)
    }

    @Test(
        "a server that offers PIPELINING and reads one command of a packet alone is a timeout",
        arguments: SMTPWay.allCases)
    func liesAboutPipelining(way: SMTPWay) async throws {
        let server = try fixture.server { peer in
            peer.say("220 mx\r\n")
            _ = peer.line()
            peer.say("250-mx\r\n250 PIPELINING\r\n")
            _ = peer.line()
            peer.say("250 ok\r\n")
            _ = peer.readToEnd()
        }
        let error = try await error(from: server, mail(), quick(way))
        #expect(error?.code == .timeout)
        #expect(error?.action == SMTPStage.recipient.action)
    }

    @Test("a server that offers what it does not know refuses in its own words", arguments: SMTPWay.allCases)
    func liesAboutParameters(way: SMTPWay) async throws {
        let server = try fixture.mailServer(
            offers: ["PIPELINING", "SIZE", "8BITMIME"], answers: [("MAIL", "555 5.5.4 unsupported: SIZE")])
        let sender = SMTPSender(to: server.endpoint, options: way.options)
        let delivery = try await sender.send(mail())
        #expect(delivery.recipients[0].reply.description == "555 5.5.4 unsupported: SIZE")
        #expect(server.messages.isEmpty)
    }

    @Test(
        "a refusal and the end of the connection in the middle of the message are seen as the refusal",
        arguments: SMTPWay.allCases)
    func refusesAndCloses(way: SMTPWay) async throws {
        let server = try server { peer in
            peer.say("250 ok\r\n250 ok\r\n354 go on\r\n")
            _ = peer.read(1000)
            peer.say("451 4.3.0 no more room\r\n")
        }
        let sender = SMTPSender(to: server.endpoint, options: way.options)
        do {
            let delivery = try await sender.send(mail(bytes: 20_000_000))
            #expect(delivery.recipients[0].reply.description == "451 4.3.0 no more room")
        } catch let error as TransportError {
            // Where much was on its way when the server closed, its system resets the connection, and the reply may be
            // dropped with it; then it is a lost connection.
            #expect(error.code == .connectionLost)
        }
    }

    @Test("servers of every kind at once hold nobody up", arguments: SMTPWay.allCases)
    func neighbours(way: SMTPWay) async throws {
        let bad = [
            try server { peer in _ = peer.readToEnd() },
            try server { peer in
                peer.say(String(repeating: "x", count: 10_000_000))
                _ = peer.readToEnd()
            },
            try server { peer in
                for _ in 0..<100 {
                    peer.say("2")
                    peer.pause(milliseconds: 50)
                }
            },
        ]
        let good = try fixture.mailServer()
        defer {
            for server in bad { server.stop() }
            good.server.stop()
        }
        var options = quick(way)
        options.replyTimeout = .seconds(3)
        options.transactionTimeout = .seconds(3)
        let patient = options
        try await withThrowingTaskGroup(of: TransportError?.self) { group in
            for server in bad {
                group.addTask { try await error(from: server, mail(), patient) }
            }
            let sender = SMTPSender(to: good.endpoint, options: way.options)
            for _ in 0..<20 { #expect(try await sender.send(mail()).recipients[0].isAccepted) }
            await sender.close()
            for try await error in group { #expect(error?.code == .timeout || error?.code == .notUnderstood) }
        }
        #expect(good.messages.count == 20)
    }
}
