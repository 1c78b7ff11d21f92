import MailTransport
import Testing

@Suite("SMTP login", .timeLimit(.minutes(10)))
struct SMTPLoginTests {
    private func options(password: String) -> SMTPOptions {
        var options = SMTPOptions()
        options.login = .init(user: "seed", password: password)
        return options
    }

    /// A server that knows one password: `\0seed\0secret` in Base64.
    private func server() throws -> MailServer {
        try MailServer(
            offers: ["AUTH PLAIN"],
            answers: [
                ("AUTH PLAIN", "334 "), ("AHNlZWQAc2VjcmV0", "235 2.7.0 welcome"),
                ("AHNlZWQA", "535 5.7.8 wrong password"),
            ])
    }

    private func mail() throws -> OutgoingMail {
        OutgoingMail(
            try SMTPEnvelope(sender: "s@example.org", recipients: ["a@x.example"]),
            message: Array("A: 1\r\n\r\n".utf8))
    }

    @Test("the right password is taken, and no transcript holds it")
    func right() async throws {
        let server = try server()
        defer { server.server.stop() }
        let sender = SMTPSender(
            to: SMTPEndpoint(host: "127.0.0.1", port: server.server.port), options: options(password: "secret"))
        let delivery = try await sender.send(mail())
        #expect(delivery.recipients[0].isAccepted)
        #expect(server.commands.contains("AHNlZWQAc2VjcmV0"))
        let said = delivery.transcript.lines.map { "\($0.speaker.rawValue): \($0.text)" }
        let first = try #require(said.firstIndex(of: "C: AUTH PLAIN"))
        #expect(said[first...].prefix(4) == ["C: AUTH PLAIN", "S: 334 ***", "C: ***", "S: 235 2.7.0 welcome"])
        #expect(!delivery.transcript.text.joined().contains("AHNlZWQA"))
    }

    @Test("a wrong password is told in the server's words, and no transcript holds it")
    func wrong() async throws {
        let server = try server()
        defer { server.server.stop() }
        let error = await #expect(throws: TransportError.self) {
            try await SMTPSender(
                to: SMTPEndpoint(host: "127.0.0.1", port: server.server.port), options: options(password: "guess")
            ).send(mail())
        }
        #expect(error?.code == .login)
        #expect(error?.reply?.description == "535 5.7.8 wrong password")
        #expect(error?.isTransient == false)
        #expect(error?.transcript.text.joined().contains("AHNlZWQA") == false)
    }

    @Test("a server that offers no login is an error, and nothing is sent without it")
    func notOffered() async throws {
        let server = try MailServer()
        defer { server.server.stop() }
        let error = await #expect(throws: TransportError.self) {
            try await SMTPSender(
                to: SMTPEndpoint(host: "127.0.0.1", port: server.server.port), options: options(password: "secret")
            ).send(mail())
        }
        #expect(error?.code == .login)
        #expect(!server.commands.contains { $0.hasPrefix("MAIL") })
    }

    @Test("SCRAM is chosen where it is offered, the server's proof is checked, and no transcript holds what was said")
    func scram() async throws {
        let server = try ScramServer(user: "seed", password: "secret", proves: true)
        defer { server.server.stop() }
        let sender = SMTPSender(
            to: SMTPEndpoint(host: "127.0.0.1", port: server.server.port), options: options(password: "secret"))
        let delivery = try await sender.send(mail())
        #expect(delivery.recipients[0].isAccepted)
        let said = delivery.transcript.lines.map { "\($0.speaker.rawValue): \($0.text)" }
        let first = try #require(said.firstIndex(of: "C: AUTH SCRAM-SHA-256"))
        #expect(
            said[first...].prefix(8) == [
                "C: AUTH SCRAM-SHA-256", "S: 334 ***", "C: ***", "S: 334 ***", "C: ***", "S: 334 ***", "C: ***",
                "S: 235 2.7.0 welcome",
            ])
    }

    @Test("a server that does not know the password itself is not talked to")
    func impostor() async throws {
        let server = try ScramServer(user: "seed", password: "secret", proves: false)
        defer { server.server.stop() }
        let error = await #expect(throws: TransportError.self) {
            try await SMTPSender(
                to: SMTPEndpoint(host: "127.0.0.1", port: server.server.port), options: options(password: "secret")
            ).send(mail())
        }
        #expect(error?.code == .login)
        #expect(error?.detail?.contains("does not know the password") == true)
    }

    @Test("a token is said by XOAUTH2, and a server that repeats it has it in no transcript")
    func token() async throws {
        let said = "dXNlcj1zZWVkAWF1dGg9QmVhcmVyIHQwa2VuLW9mLW1pbmUBAQ=="
        let server = try MailServer(
            offers: ["AUTH PLAIN XOAUTH2"],
            answers: [
                ("AUTH XOAUTH2", "334 "), ("dXNlcj1zZWVk", "535 5.7.8 bad t0ken-of-mine \(said)"),
            ])
        defer { server.server.stop() }
        var options = SMTPOptions()
        options.login = .init(user: "seed", token: "t0ken-of-mine")
        let chosen = options
        let error = await #expect(throws: TransportError.self) {
            try await SMTPSender(
                to: SMTPEndpoint(host: "127.0.0.1", port: server.server.port), options: chosen
            ).send(mail())
        }
        #expect(server.commands.contains(said))
        #expect(error?.reply?.description == "535 5.7.8 bad *** ***")
        #expect(error.map { "\($0)" }?.contains("t0ken") == false)
        #expect(error?.transcript.text.joined().contains("t0ken") == false)
        #expect(error?.transcript.text.joined().contains("dXNl") == false)
    }

    @Test("a login that cannot be judged now may be tried again")
    func temporary() async throws {
        let server = try MailServer(offers: ["AUTH LOGIN"], answers: [("AUTH", "454 4.7.0 later")])
        defer { server.server.stop() }
        let error = await #expect(throws: TransportError.self) {
            try await SMTPSender(
                to: SMTPEndpoint(host: "127.0.0.1", port: server.server.port), options: options(password: "secret")
            ).send(mail())
        }
        #expect(error?.code == .login)
        #expect(error?.isTransient == true)
    }

    @Test("a server that asks on and on is left")
    func endlessChallenges() async throws {
        let server = try MailServer(offers: ["AUTH PLAIN"], answers: [("AUTH", "334 "), ("AHNl", "334 ")])
        defer { server.server.stop() }
        let error = await #expect(throws: TransportError.self) {
            try await SMTPSender(
                to: SMTPEndpoint(host: "127.0.0.1", port: server.server.port), options: options(password: "secret")
            ).send(mail())
        }
        #expect(error?.code == .login)
        #expect(error?.detail == "the server asks for more than this login has")
    }
}
