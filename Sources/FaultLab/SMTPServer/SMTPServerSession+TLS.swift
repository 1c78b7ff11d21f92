package import Findings
import NIOCore

/// STARTTLS (RFC 3207), and TLS from the first word on (RFC 8314 §3).
extension SMTPServerSession {
    /// Whether it waits for TLS to begin.
    package var isSecuring: Bool {
        switch phase {
        case .securing: true
        case .greeting: identity.tls?.isImplicit ?? false
        default: false
        }
    }

    // MARK: Events

    /// TLS has begun.
    package mutating func secured(_ version: TLSProtocolVersion, at time: WallTime) -> [Action] {
        if case .greeting = phase { return open(over: version, at: time) }
        guard case .securing = phase else { return [] }
        return handle(at: time) { session in
            // RFC 3207 §4.2: whatever the client said before is forgotten, its name too.
            session.abandon()
            session.client = SMTPClientIdentity(address: session.client.address, tls: version)
            session.phase = .commands
            session.proceed()
        }
    }

    /// TLS did not come about: the client has gone, or did not want to go on.
    ///
    /// - Parameter fault: the one that struck the handshake.
    package mutating func tlsFailed(by fault: FaultID?, at time: WallTime) -> [Action] {
        guard isSecuring else { return [] }
        return handle(at: time) { session in
            session.record(.starttls, nil, nil, fault)
            session.phase = .closed
        }
    }

    // MARK: Commands

    /// STARTTLS (RFC 3207 §4).
    mutating func beginTLS() {
        guard let offer = identity.tls, !offer.isImplicit, client.tls == nil else {
            let isActive = client.tls != nil
            return complain(
                isActive
                    ? .badSequence("TLS is active already") : ServerReply(502, "5.5.1", "STARTTLS is not offered"))
        }
        attempt(.startTLS)
    }

    /// Lets TLS begin.
    mutating func acceptTLS() {
        send(ServerReply(220, "2.0.0", "Begin TLS"))
        // The go-ahead is still being said.
        if case .waiting = phase { phase = .waiting(.secure) } else { secure() }
    }

    /// Begins TLS.
    mutating func secure() {
        abandon()
        // RFC 3207 §4.2, §5: what came before TLS, commands that somebody put behind STARTTLS above all, is not obeyed
        // within.
        if inbound.readableBytes > 0 { actions.append(.note(.textBehindStartTLS)) }
        inbound = ByteBuffer()
        lines = CommandLineReader()
        phase = .securing
        actions.append(.startTLS)
    }

    /// What EHLO offers; the last line is the same everywhere.
    var extensions: [String] {
        var offered = [
            "PIPELINING", "SIZE \(identity.limits.messageOctets)", "8BITMIME", "SMTPUTF8", "DSN", "CHUNKING",
        ]
        // RFC 3207 §4.2: not offered any more once TLS is active.
        if let tls = identity.tls, !tls.isImplicit, client.tls == nil { offered.append("STARTTLS") }
        // RFC 4954 §4: a mechanism is not offered where it may not be used.
        if let login = identity.login, client.tls != nil || login.allowsClearText {
            offered.append("AUTH " + LoginExchange.Mechanism.allCases.map(\.rawValue).joined(separator: " "))
        }
        offered.append("ENHANCEDSTATUSCODES")
        return offered
    }
}
