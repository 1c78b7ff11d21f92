/// AUTH (RFC 4954).
extension SMTPServerSession {
    /// AUTH with a mechanism, and an initial response where there is one.
    mutating func beginLogin(_ name: String, _ initial: String?) {
        guard let offer = identity.login else { return complain(ServerReply(502, "5.5.1", "AUTH is not offered")) }
        guard client.isExtended else { return complain(.badSequence("Send EHLO first")) }
        // RFC 4954 §4: not twice, and not within a transaction.
        guard client.user == nil else { return complain(.badSequence("You are logged in already")) }
        guard transaction == nil else { return complain(.badSequence("A transaction is open already")) }
        // RFC 4954 §6, 538: no password without TLS.
        guard client.tls != nil || offer.allowsClearText else {
            return complain(ServerReply(538, "5.7.11", "Begin TLS first"))
        }
        guard let mechanism = LoginExchange.Mechanism(rawValue: name) else {
            return complain(ServerReply(504, "5.5.4", "The mechanism is not offered"))
        }
        var exchange = LoginExchange(mechanism)
        go(on: exchange.begin(with: initial), with: exchange)
    }

    /// Takes an answer to a challenge.
    mutating func answer(_ line: CommandLineReader.Line, in exchange: LoginExchange) {
        var exchange = exchange
        switch line {
        case .refused(let reply, let offence):
            phase = .commands
            refuse(line: reply, offence)
        case .complete(let octets): go(on: exchange.take(octets), with: exchange)
        }
    }

    private mutating func go(on step: LoginExchange.Step, with exchange: LoginExchange) {
        switch step {
        case .challenge(let reply):
            phase = .login(exchange)
            send(reply)
        case .refused(let reply):
            phase = .commands
            complain(reply)
        case .credentials(let user, let password):
            phase = .commands
            // The password goes no further than this.
            let isRight = identity.login?.admits(user: user, password: password) ?? false
            attempt(.login(user: user, isRight: isRight))
        }
    }

    /// Lets who has proved it be the user.
    mutating func acceptLogin(_ user: String, isRight: Bool) {
        guard isRight else {
            let reply = ServerReply(535, "5.7.8", "Wrong user or password")
            record(.auth, nil, reply, nil)
            return complain(reply)
        }
        client.user = user
        send(ServerReply(235, "2.7.0", "Logged in"))
    }

    /// Whether the client must log in before it sends.
    var wantsLogin: Bool { identity.login != nil && client.user == nil }
}
