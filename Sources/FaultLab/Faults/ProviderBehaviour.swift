/// How mailbox providers treat mail that they do not want, or not now: ready faults, named after whom they are like.
///
/// Codes are those that the providers publish, each with its source and date; looked up in November 2026. Texts are our
/// own words. Stages are where senders commonly report the reply; rates and delays are our choice, for the providers
/// publish neither.
package enum ProviderBehaviour: String, Sendable, Hashable, CaseIterable {
    /// The first attempt of a client, sender and recipient is put off (RFC 6647 §2).
    case greylisting
    /// Gmail's limit of a rate of mail: support.google.com/a/answer/3726730, codes of November 2023 on.
    case gmailLikeRateLimit = "gmail-like-rate-limit"
    /// What Outlook.com says to large senders without authentication: Microsoft's requirements for high-volume senders,
    /// in force since 5 May 2025.
    case outlookLikeAuthentication = "outlook-like-authentication"
    /// Yahoo's deferral for volume or complaints: senders.yahooinc.com/smtp-error-codes, TSS04.
    case yahooLikeDeferral = "yahoo-like-deferral"
    /// A mailbox without room: 452 (RFC 5321 §4.2.3) and X.2.2 (RFC 3463 §3.3).
    case fullMailbox = "full-mailbox"
    /// A client that stands on a list, as Postfix refuses it by default: 554 5.7.1.
    case blocklisted

    /// Where it strikes.
    package var stage: SMTPStage {
        switch self {
        case .greylisting, .fullMailbox, .blocklisted: .rcpt
        case .yahooLikeDeferral: .mail
        case .gmailLikeRateLimit, .outlookLikeAuthentication: .message
        }
    }

    /// What it says.
    package var reply: ServerReply {
        switch self {
        case .greylisting: ServerReply(450, "4.7.1", "Greylisted, try again later")
        case .gmailLikeRateLimit:
            ServerReply(421, "4.7.28", "Mail from this address comes at too high a rate and is rate limited for now")
        case .outlookLikeAuthentication:
            ServerReply(550, "5.7.515", "Access denied: the sending domain lacks the authentication that is required")
        case .yahooLikeDeferral:
            ServerReply(421, "4.7.0", "[TSS04] Mail deferred because of its volume or complaints of users")
        case .fullMailbox: ServerReply(452, "4.2.2", "Mailbox full: the recipient is over quota")
        case .blocklisted: ServerReply(554, "5.7.1", "Service unavailable: the client is on a blocklist")
        }
    }

    /// Which attempts it strikes, unless something else is said.
    package var cadence: FaultCadence {
        switch self {
        // Postgrey's delay by default.
        case .greylisting: FaultCadence(greylist: .init(delay: .seconds(300)))
        // Our choice: what passes is little enough to be exceeded by a drill.
        case .gmailLikeRateLimit: FaultCadence(per: .init(window: .seconds(60), allow: 20))
        case .outlookLikeAuthentication, .yahooLikeDeferral, .fullMailbox, .blocklisted: FaultCadence()
        }
    }
}

extension SMTPFault {
    /// A provider's behaviour.
    ///
    /// - Parameter cadence: which attempts it strikes; nil for those of the behaviour.
    /// - Throws: why it can not be for that target.
    package init(
        _ behaviour: ProviderBehaviour, server: String? = nil, when target: Target = Target(),
        cadence: FaultCadence? = nil
    ) throws(InvalidFault) {
        try self.init(
            server: server, at: behaviour.stage, when: target, effect: SMTPFaultEffect(reply: behaviour.reply),
            cadence: cadence ?? behaviour.cadence)
    }
}
