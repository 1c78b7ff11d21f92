import Synchronization

/// What a client does that it must not, counted by each server.
package enum SMTPOffence: String, Sendable, Hashable, CaseIterable {
    /// It sent a CR or LF alone, which a server that takes it for a line break could be smuggled mail by
    /// (RFC 5321 §2.3.8).
    case bareLineBreak = "bare-line-break"
    /// It sent something behind STARTTLS before TLS had begun (RFC 3207 §5).
    case textBehindStartTLS = "text-behind-starttls"
    /// TLS did not come about (RFC 3207 §4.1).
    case handshake
    /// It came without the header that a proxy would have put before it.
    case noProxyHeader = "no-proxy-header"
    /// It was one too many.
    case connectionLimit = "connection-limit"
}

/// How often the clients of one server did what they must not.
package final class SMTPOffences: Sendable {
    private let counts = Mutex<[SMTPOffence: Int]>([:])

    /// How often.
    package func count(of offence: SMTPOffence) -> Int { counts.withLock { $0[offence] ?? 0 } }

    func add(_ offence: SMTPOffence) {
        counts.withLock { $0[offence, default: 0] += 1 }
    }
}
