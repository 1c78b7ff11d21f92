/// What kind of refusal a reply is.
package struct ReplyClassification: Sendable, Hashable {
    /// Why the server refuses or defers.
    package var reason: ReplyReason
    /// What it means for the address and for the message.
    package var disposition: ReplyDisposition
    /// Whether the same message may get through later; the first digit says so unless the rule knows better.
    package var isWorthRetrying: Bool
    /// The line of the table that decided; nil where none fits.
    package var rule: ReplyRule.Source?
    /// The mail service that gave it, as the table calls it; nil where it was not recognised.
    package var provider: String?
}

/// What a refusal means for the address and for the message.
package enum ReplyDisposition: String, Sendable, Hashable, Codable, CaseIterable {
    /// The address takes no mail: nothing should be sent to it again.
    case hard
    /// It passes: the address stays, a later try may get through.
    case soft
    /// It is about the sender, the client or the message: something has to change there, the address stays.
    case policy
}

/// The step of the SMTP dialogue that a reply answers (RFC 5321 §4.3.2).
package enum ReplyStage: String, Sendable, Hashable, Codable, CaseIterable {
    /// The connection: the greeting.
    case connect
    /// EHLO, HELO or LHLO.
    case hello
    /// AUTH.
    case auth
    /// MAIL.
    case mail
    /// RCPT.
    case rcpt
    /// DATA, or the whole message behind it.
    case data

    /// The stage of the command that `text` begins with: `RCPT TO:<a@example.org>`; nil for other commands.
    package init?(command text: some StringProtocol) {
        let word = text.drop { $0 == " " }.prefix { $0.isLetter }.lowercased()
        switch word {
        case "connect", "conn": self = .connect
        case "ehlo", "helo", "lhlo": self = .hello
        case "auth": self = .auth
        case "mail": self = .mail
        case "rcpt": self = .rcpt
        case "data", "bdat": self = .data
        default: return nil
        }
    }
}

extension ReplyReason {
    /// What it means where neither a rule nor the reply code says otherwise.
    ///
    /// - Parameter isPermanent: Whether the reply code or the class of the enhanced status code is 5.
    func disposition(isPermanent: Bool) -> ReplyDisposition {
        switch self {
        case .invalidMailbox, .badDomain, .mailboxMoved, .other:
            // RFC 5321 §4.2.1: what is permanent is not to be tried again.
            isPermanent ? .hard : .soft
        case .inactiveMailbox:
            // RFC 3463 §3.3 leaves open whether for good; who owns it may open it again.
            .soft
        case .mailboxFull, .tooManyRecipients, .system, .rateLimit, .greylist, .dns, .routing, .connection, .expired:
            // They pass, even where the server or the queue has given this message up with a 5.
            .soft
        case .recipientFilter, .tooBig, .policySPF, .policyDKIM, .policyDMARC, .policyAuthentication, .policy,
            .reverseDNS, .tlsRequired, .login, .senderRefused, .reputation, .blocklist, .content, .virus, .form,
            .relayDenied, .protocolError:
            .policy
        }
    }
}
