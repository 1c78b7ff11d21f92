import MailTransport

/// A mail server that lets one user in by SCRAM-SHA-256, and takes every message then.
struct ScramServer {
    let server: ScriptedServer

    /// A server that knows a password; one that does not prove it signs with zeros.
    init(user: String, password: String, proves: Bool) throws {
        server = try ScriptedServer { peer in
            peer.say("220 mx\r\n")
            _ = peer.line()
            peer.say("250-mx\r\n250 AUTH PLAIN SCRAM-SHA-256\r\n")
            guard peer.line() == "AUTH SCRAM-SHA-256" else {
                peer.say("504 5.5.4 SCRAM alone\r\n")
                return
            }
            peer.say("334 \r\n")
            // "n,,n=…,r=…": both sides compute the same, so that a client of our own tells what is to be expected.
            guard let first = peer.challenge(), let nonce = first.split(separator: ",").last?.dropFirst(2),
                var expected = try? ScramClient(user: user, password: password, nonce: String(nonce)),
                first == expected.firstMessage
            else {
                peer.say("501 5.5.2 what?\r\n")
                return
            }
            let challenge = "r=\(nonce)server,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
            peer.say("334 \(Base64Text.encode(Array(challenge.utf8)))\r\n")
            guard let answer = peer.challenge(), answer == (try? expected.answer(to: challenge)),
                let signature = expected.expectedSignature
            else {
                peer.say("535 5.7.8 wrong password\r\n")
                return
            }
            let final = "v=\(Base64Text.encode(proves ? signature : Array(repeating: 0, count: signature.count)))"
            peer.say("334 \(Base64Text.encode(Array(final.utf8)))\r\n")
            guard peer.line() == "" else { return }
            peer.say("235 2.7.0 welcome\r\n")
            while let command = peer.line(), command != "QUIT" {
                peer.say(command == "DATA" ? "354 go on\r\n" : "250 ok\r\n")
                guard command == "DATA" else { continue }
                _ = peer.message()
                peer.say("250 queued\r\n")
            }
        }
    }
}

extension Peer {
    /// The next line of a login, decoded.
    fileprivate func challenge() -> String? {
        line().flatMap { Base64Text.decode($0.utf8) }.map { String(decoding: $0, as: UTF8.self) }
    }
}
