import MailTransport
import Synchronization

/// The servers of a test; they end with it.
final class SMTPFixture: Sendable {
    private let servers = Mutex<[ScriptedServer]>([])

    deinit {
        for server in servers.withLock(\.self) { server.stop() }
    }

    /// A server that does with each connection what `script` says.
    func server(script: @escaping @Sendable (Peer) -> Void) throws -> ScriptedServer {
        let server = try ScriptedServer(script: script)
        servers.withLock { $0.append(server) }
        return server
    }

    /// A server that accepts everything but what `answers` say.
    func mailServer(
        offers: [String] = ["PIPELINING", "SIZE 1000000", "8BITMIME"], answers: [(prefix: String, reply: String)] = []
    ) throws -> MailServer {
        let server = try MailServer(offers: offers, answers: answers)
        servers.withLock { $0.append(server.server) }
        return server
    }
}

extension ScriptedServer {
    /// Where mail is sent to.
    var endpoint: SMTPEndpoint { SMTPEndpoint(host: "127.0.0.1", port: port) }
}

extension MailServer {
    /// Where mail is sent to.
    var endpoint: SMTPEndpoint { server.endpoint }
}

extension Peer {
    /// Greets, and answers EHLO with what it offers.
    func open(offering offer: String? = nil) {
        say("220 mx\r\n")
        _ = line()
        say(offer.map { "250-mx\r\n250 \($0)\r\n" } ?? "250 mx\r\n")
    }

    /// Opens, and awaits MAIL, RCPT and DATA, which come at once.
    func awaitMail() {
        open(offering: "PIPELINING")
        for _ in 0..<3 { _ = line() }
    }

    /// Accepts MAIL, RCPT and DATA at once.
    func acceptMail() {
        say("250 ok\r\n250 ok\r\n354 go on\r\n")
    }
}

extension OutgoingMail {
    /// A short mail; one line of it begins with a dot, and so many bytes more follow.
    static func hello(to recipients: [String] = ["a@x.example"], bytes: Int = 0) throws -> OutgoingMail {
        let body = String(repeating: String(repeating: "x", count: 70) + "\r\n", count: bytes / 72)
        return OutgoingMail(
            try SMTPEnvelope(sender: "s@example.org", recipients: recipients),
            message: Array("Subject: hi\r\n\r\n.dot\r\n\(body)".utf8))
    }
}
