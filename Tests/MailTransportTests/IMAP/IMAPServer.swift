import MailTransport
import Synchronization

/// An IMAP server that lets everybody in, and answers each command behind the login as a test says.
final class IMAPServer: Sendable {
    let server: ScriptedServer
    private let log: Log

    final class Log: Sendable {
        let commands = Mutex<[String]>([])
    }

    /// A server that offers these behind the login; `answer` is given the tag, the command and the connection.
    ///
    /// CAPABILITY and LOGOUT are answered here. Where `answer` says false, the connection is closed.
    init(
        greeting: String = "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2] hi\r\n",
        capabilities: String = "IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2", offers: String = "IMAP4rev1 UIDPLUS",
        login: String = "OK welcome",
        answer: @escaping @Sendable (_ tag: String, _ command: String, _ peer: Peer) -> Bool = { tag, _, peer in
            peer.say("\(tag) OK done\r\n")
            return true
        }
    ) throws {
        let log = Log()
        self.log = log
        server = try ScriptedServer { peer in
            peer.say(greeting)
            var isLoggedIn = false
            while let line = peer.line() {
                log.commands.withLock { $0.append(line) }
                let tag = String(line.prefix { $0 != " " })
                let command = String(line.dropFirst(tag.count + 1))
                if command == "CAPABILITY" {
                    peer.say("* CAPABILITY \(isLoggedIn ? offers : capabilities)\r\n\(tag) OK done\r\n")
                } else if command.hasPrefix("AUTHENTICATE") || command.hasPrefix("LOGIN") {
                    peer.say("\(tag) \(login)\r\n")
                    isLoggedIn = login.hasPrefix("OK")
                } else if command == "LOGOUT" {
                    peer.say("* BYE\r\n\(tag) OK\r\n")
                    return
                } else if !answer(tag, command, peer) {
                    return
                }
            }
        }
    }

    /// Every line heard.
    var commands: [String] { log.commands.withLock(\.self) }

    /// Those behind the login, without their tags.
    var operations: [String] {
        commands.filter { $0.hasPrefix("M") }.map { String($0.drop { $0 != " " }.dropFirst()) }
    }

    /// Where it listens, without TLS.
    var endpoint: IMAPEndpoint { IMAPEndpoint(host: "127.0.0.1", port: server.port, usesImplicitTLS: false) }
}

extension IMAPOptions {
    /// For a server without TLS; what takes long fails soon where `seconds` says so.
    static func plain(_ login: Login = .password("secret", user: "seed"), operation: Duration = .seconds(60)) -> Self {
        var options = IMAPOptions(login: login)
        options.tls = .none
        options.operationTimeout = operation
        return options
    }
}
