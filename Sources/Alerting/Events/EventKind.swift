/// What is counted: `of: smtp_replies`.
package enum EventKind: String, Sendable, Hashable, CaseIterable {
    /// The last word of a server on one recipient of one attempt: accepted, refused or put off.
    case smtpReplies = "smtp_replies"
    /// What a receiver found when it verified a message with one method.
    case authenticationResults = "authentication_results"
    /// Mails that had been taken and came back: reports of non-delivery that were received later.
    case bounces
    /// Recipients who called a mail spam, as their providers report (RFC 5965).
    case complaints
    /// How long a message that still waits in a queue has waited, in seconds.
    case queueAge = "queue_age_seconds"
    /// How long a message took from the queue to its last word, in seconds.
    case deliveryTime = "delivery_seconds"
    /// How many messages wait in a queue.
    case queueLength = "queue_messages"

    /// The labels that its events carry, in the order of the manual.
    package var labels: [EventLabel] {
        switch self {
        case .smtpReplies, .bounces: [.class, .code, .enhanced, .reason, .recipientDomain, .stream, .pool, .observedBy]
        case .complaints: [.reason, .recipientDomain, .stream, .pool, .observedBy]
        case .authenticationResults: [.method, .result, .signingDomain, .selector, .observedBy]
        case .queueAge, .deliveryTime, .queueLength: [.recipientDomain, .stream, .pool, .observedBy]
        }
    }

    /// Whose events count where a measure names nobody: the lab sees replies and results, all else is seen from a log.
    package var standardObserver: DeliveryEvent.Observer {
        self == .smtpReplies || self == .authenticationResults ? .lab : .log
    }

    /// What the numbers of its events count; nil where they carry none.
    package var unit: Unit? {
        switch self {
        case .smtpReplies, .authenticationResults, .bounces, .complaints: nil
        case .queueAge, .deliveryTime: .seconds
        case .queueLength: .messages
        }
    }

    /// What a number counts.
    package enum Unit: Sendable, Hashable {
        /// Time.
        case seconds
        /// Mails.
        case messages
    }
}

/// A property of an event that measures select and group by.
package enum EventLabel: String, Sendable, Hashable, CaseIterable {
    /// `2xx`, `4xx` or `5xx`.
    case `class`
    /// The three digits of the reply: `451`.
    case code
    /// The enhanced status code (RFC 3463): `4.7.1`.
    case enhanced
    /// The classified reason: `greylist`, `rate-limit`; of a complaint its type: `abuse`.
    case reason
    /// The domain of the recipient, in lower case.
    case recipientDomain = "recipient_domain"
    /// The mail stream that the sender named: `marketing`.
    case stream
    /// The sending pool.
    case pool
    /// Who saw it: `sender`, `lab` or `log`.
    case observedBy = "observed_by"
    /// `spf`, `dkim` or `dmarc`.
    case method
    /// The method's result: `pass`, `fail`, `permerror`.
    case result
    /// The domain that the method is about: of a DKIM signature its `d=`.
    case signingDomain = "signing_domain"
    /// The selector of a DKIM signature, its `s=`.
    case selector

    /// Whether a choice of this label says what is spoken of at all, rather than which part of it.
    ///
    /// A share of DKIM results is one of all DKIM results: those of SPF are no part of the whole. So a chosen `method`
    /// narrows what a share is taken of, where a chosen `class` or `result` picks the part.
    package var narrowsPopulation: Bool {
        self == .method || self == .observedBy
    }

    /// The words that it may hold; nil where any text is fine.
    package var words: [String]? {
        switch self {
        case .class: ["2xx", "4xx", "5xx"]
        case .observedBy: DeliveryEvent.Observer.allCases.map(\.rawValue)
        case .method: ["spf", "dkim", "dmarc"]
        // RFC 8601 §2.7.1, §2.7.2: the results of DKIM and SPF; DMARC's (RFC 7489 §11.2) are among them.
        case .result: ["none", "pass", "fail", "softfail", "policy", "neutral", "temperror", "permerror"]
        default: nil
        }
    }
}
