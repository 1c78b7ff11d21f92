import Findings

/// The login on an open connection, with everything secret left out of what is kept of it.
struct SMTPLoginDialogue {
    let endpoint: SMTPEndpoint
    let wire: SMTPWire
    let startedAt: ContinuousClock.Instant

    /// Logs in; returns the transcript with what was said.
    func logIn(
        _ login: SMTPOptions.Login, _ capabilities: SMTPCapabilities, after transcript: Transcript
    ) throws(TransportError) -> Transcript {
        var transcript = transcript
        var exchange: SMTPLoginExchange
        do {
            let mechanism = try SMTPLoginMechanism.best(
                for: login, offered: capabilities.loginMechanisms,
                isConfidential: wire.isEncrypted || endpoint.isLoopback)
            exchange = try SMTPLoginExchange(login, by: mechanism, nonce: Self.nonce())
        } catch {
            throw failure(.login, detail: error.description, transcript)
        }
        // What the server repeats of what it was told is left out as well, whichever form it has.
        var secrets = Self.secrets(of: login)
        transcript.add(.client, exchange.command, at: elapsed)
        var line = exchange.command
        while true {
            let reply: SMTPReply
            do {
                try wire.write(Array("\(line)\r\n".utf8))
                reply = try wire.readReply()
            } catch {
                throw failure(wire.isCut ? .cancelled : error.code, detail: error.detail, transcript)
            }
            let shown = Self.redacted(reply, secrets)
            // RFC 4954 §4: a challenge may hold what the answer can be made from.
            if reply.code == 334 {
                transcript.add(.server, "334 ***", at: elapsed)
            } else {
                for text in shown.wireLines { transcript.add(.server, text, at: elapsed) }
            }
            do {
                switch try exchange.receive(reply) {
                case .done: return transcript
                case .say(let next):
                    transcript.add(.client, "***", at: elapsed)
                    if next.utf8.count >= Redactor.shortestEncodedSecret { secrets.append(next) }
                    line = next
                }
            } catch .refused {
                throw failure(.login, reply: shown, transcript)
            } catch {
                let words = Redactor(secrets: secrets).redact(error.description)
                throw failure(.login, detail: words, transcript)
            }
        }
    }

    private static func secrets(of login: SMTPOptions.Login) -> [String] {
        switch login.secret {
        case .password(let password): [password]
        case .token(let token): [token]
        }
    }

    private static func redacted(_ reply: SMTPReply, _ secrets: [String]) -> SMTPReply {
        let redactor = Redactor(secrets: secrets)
        return SMTPReply(code: reply.code, enhanced: reply.enhanced, lines: reply.lines.map(redactor.redact))
    }

    /// RFC 5802 §5.1: printable and without a comma; 144 bits of the system's randomness make it new.
    private static func nonce() -> String {
        var generator = SystemRandomNumberGenerator()
        return Base64Text.encode((0..<18).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    private var elapsed: Duration { startedAt.duration(to: .now) }

    private func failure(
        _ code: TransportError.Code, detail: String? = nil, reply: SMTPReply? = nil, _ transcript: Transcript
    ) -> TransportError {
        TransportError(
            code, endpoint: endpoint.authority, while: "log in", detail: detail, reply: reply, transcript: transcript)
    }
}
