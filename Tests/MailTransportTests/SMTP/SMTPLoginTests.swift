import MailTransport
import Testing

@Suite("SMTP login", .timeLimit(.minutes(1)))
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

    @Test("the right password is taken, and no transcript holds it")
    func right() async throws {
        let server = try server()
        defer { server.server.stop() }
        let connection = try await SMTPConnection.open(
            to: SMTPEndpoint(host: "127.0.0.1", port: server.server.port), options: options(password: "secret"))
        let envelope = try SMTPEnvelope(sender: "s@example.org", recipients: ["a@x.example"])
        let delivery = try await connection.send(OutgoingMail(envelope, message: Array("A: 1\r\n\r\n".utf8)))
        #expect(delivery.recipients[0].isAccepted)
        #expect(server.commands.contains("AHNlZWQAc2VjcmV0"))
        #expect(delivery.transcript.lines.map(\.text).contains("AUTH PLAIN ***"))
        #expect(!delivery.transcript.text.joined().contains("AHNlZWQA"))
    }

    @Test("a wrong password is told in the server's words, and no transcript holds it")
    func wrong() async throws {
        let server = try server()
        defer { server.server.stop() }
        let error = await #expect(throws: TransportError.self) {
            try await SMTPConnection.open(
                to: SMTPEndpoint(host: "127.0.0.1", port: server.server.port), options: options(password: "guess"))
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
            try await SMTPConnection.open(
                to: SMTPEndpoint(host: "127.0.0.1", port: server.server.port), options: options(password: "secret"))
        }
        #expect(error?.code == .login)
        #expect(!server.commands.contains { $0.hasPrefix("MAIL") })
    }
}
