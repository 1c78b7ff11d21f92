/// A way to log in (RFC 4954), by its name in SASL.
package enum SMTPLoginMechanism: String, Sendable, Hashable, CaseIterable {
    /// RFC 7677: the password is proved and not shown.
    case scramSHA256 = "SCRAM-SHA-256"
    /// RFC 4616: the password as it is.
    case plain = "PLAIN"
    /// The password as it is, in an older form that has no standard.
    case login = "LOGIN"
    /// An OAuth 2.0 access token as it is.
    case xoauth2 = "XOAUTH2"

    /// Whether whoever listens on the way learns what logs in.
    package var showsSecret: Bool { self != .scramSHA256 }

    /// The best one that the server offers and the login can use.
    ///
    /// - Parameter isConfidential: whether nobody can listen on the way: TLS, or this very machine.
    /// - Throws: why there is none.
    package static func best(
        for login: SMTPOptions.Login, offered: [String], isConfidential: Bool
    ) throws(SMTPLoginRefusal) -> SMTPLoginMechanism {
        guard !offered.isEmpty else { throw .notOffered }
        let usable: [SMTPLoginMechanism]
        switch login.secret {
        case .token: usable = [.xoauth2]
        case .password(let password):
            // RFC 5802 §5.1: what SASLprep refuses cannot be hashed; the other two send it as it is.
            let canBeHashed = SASLPrep.prepare(login.user) != nil && SASLPrep.prepare(password) != nil
            usable = canBeHashed ? [.scramSHA256, .plain, .login] : [.plain, .login]
        }
        let common = usable.filter { offered.contains($0.rawValue) }
        guard !common.isEmpty else { throw .noCommonMechanism(offered: offered, usable: usable) }
        // RFC 4954 §4: PLAIN and its like are for connections that TLS protects.
        guard let chosen = common.first(where: { isConfidential || !$0.showsSecret }) else { throw .needsTLS(common) }
        return chosen
    }
}

/// Why a login was not tried, or not carried through.
package enum SMTPLoginRefusal: Error, Sendable, Hashable {
    /// The server does not offer AUTH.
    case notOffered
    /// The server offers nothing that can be used.
    case noCommonMechanism(offered: [String], usable: [SMTPLoginMechanism])
    /// What the server offers would show the secret to whoever listens.
    case needsTLS([SMTPLoginMechanism])
    /// The user or the password holds a character that cannot be sent.
    case unsendable
    /// The server asks for more than the mechanism has.
    case unexpectedChallenge
    /// The server's challenge is no Base64.
    case unreadableChallenge
    /// SCRAM failed.
    case scram(ScramError)
    /// The server's reply refuses.
    case refused(SMTPReply)
}

extension SMTPLoginRefusal: CustomStringConvertible {
    /// What is wrong and what to do, in words; no secret is among them.
    package var description: String {
        switch self {
        case .notOffered: "the server does not offer AUTH; it may do so behind STARTTLS, or on its port for submission"
        case .noCommonMechanism(let offered, let usable):
            "the server offers \(Self.list(offered.prefix(20))), and this login can use "
                + "\(Self.list(usable.map(\.rawValue)))"
        case .needsTLS(let mechanisms):
            "the server offers \(Self.list(mechanisms.map(\.rawValue))) without TLS, which would show the secret on "
                + "the way; require TLS"
        case .unsendable: "the user or the password holds a character that this login cannot send"
        case .unexpectedChallenge: "the server asks for more than this login has"
        case .unreadableChallenge: "the server's challenge is no Base64"
        case .scram(let error): error.description
        case .refused(let reply): reply.description
        }
    }

    private static func list(_ words: some Sequence<String>) -> String {
        words.map { String(decoding: $0.utf8.prefix(40).map { $0.isControl ? UInt8(ascii: "?") : $0 }, as: UTF8.self) }
            .joined(separator: ", ")
    }
}
