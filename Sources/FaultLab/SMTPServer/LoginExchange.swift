import FoundationEssentials

/// The exchange that follows AUTH (RFC 4954 §4): PLAIN (RFC 4616), or LOGIN, which no RFC describes and every client
/// speaks.
struct LoginExchange: Sendable {
    /// How one logs in.
    enum Mechanism: String, Sendable, CaseIterable {
        case plain = "PLAIN"
        case login = "LOGIN"
    }

    /// What comes next.
    enum Step: Sendable {
        /// The client is asked for more.
        case challenge(ServerReply)
        /// The client has said who it is.
        case credentials(user: String, password: String)
        /// The client said something else.
        case refused(ServerReply)
    }

    private let mechanism: Mechanism
    /// What LOGIN was told first.
    private var user: String?

    init(_ mechanism: Mechanism) {
        self.mechanism = mechanism
    }

    /// Begins, with the initial response of the AUTH command where it had one.
    mutating func begin(with initial: String?) -> Step {
        // RFC 4954 §4: "=" is an initial response of no octets.
        if let initial { return take(initial == "=" ? [] : Array(initial.utf8)) }
        return .challenge(mechanism == .plain ? Self.challenge("") : Self.challenge("Username:"))
    }

    /// Takes what the client answers to a challenge.
    mutating func take(_ line: [UInt8]) -> Step {
        // RFC 4954 §4: a line with an asterisk alone gives up.
        if line == [UInt8(ascii: "*")] { return .refused(ServerReply(501, "5.7.0", "Login given up")) }
        guard let octets = Data(base64Encoded: Data(line)) else {
            return .refused(ServerReply(501, "5.5.2", "Answer in base64"))
        }
        switch mechanism {
        case .plain: return plain(Array(octets))
        case .login:
            guard let text = String(validating: octets, as: UTF8.self) else { return Self.malformed }
            guard let user else {
                user = text
                return .challenge(Self.challenge("Password:"))
            }
            return .credentials(user: user, password: text)
        }
    }

    /// RFC 4616 §2: who one acts as, who one is, and the password, with a NUL between them.
    private func plain(_ octets: [UInt8]) -> Step {
        let parts = octets.split(separator: 0, omittingEmptySubsequences: false).map {
            String(validating: $0, as: UTF8.self)
        }
        guard parts.count == 3, let role = parts[0], let user = parts[1], let password = parts[2] else {
            return Self.malformed
        }
        // Nobody may act as another one here.
        guard role.isEmpty || role == user else {
            return .refused(ServerReply(535, "5.7.8", "Nobody acts as somebody else here"))
        }
        return .credentials(user: user, password: password)
    }

    private static var malformed: Step { .refused(ServerReply(501, "5.5.2", "That is no answer of this mechanism")) }

    /// RFC 4954 §4: 334 and the challenge in base64.
    private static func challenge(_ text: String) -> ServerReply {
        ServerReply(334, nil, Data(text.utf8).base64EncodedString())
    }
}
