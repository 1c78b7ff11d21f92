/// Something that happened to a mail, seen by one observer.
package struct DeliveryEvent: Sendable, Hashable {
    /// When.
    package var moment: Moment
    /// What.
    package var kind: Kind
    /// Who saw it; a measure counts one observer, so that nothing is counted twice.
    package var observer: Observer

    /// An event.
    package init(_ kind: Kind, at moment: Moment, observedBy observer: Observer = .lab) {
        self.kind = kind
        self.moment = moment
        self.observer = observer
    }

    /// What happened.
    package enum Kind: Sendable, Hashable {
        /// A server had its last word on a recipient.
        case smtpReply(Reply)
        /// A receiver verified a message with one method.
        case authenticationResult(AuthenticationResult)
        /// A mail that had been taken came back, with the words of the report.
        case bounce(Reply)
        /// A recipient complained.
        case complaint(Complaint)
        /// Somebody read a number: of a queue, or of a mail that left it.
        case quantity(Quantity)
    }

    /// Who saw an event.
    package enum Observer: String, Sendable, Hashable, CaseIterable {
        /// The side that sends.
        case sender
        /// The lab's server, which receives.
        case lab
        /// The log of a mail server.
        case log
    }

    /// A server's last word on one recipient.
    package struct Reply: Sendable, Hashable {
        /// The reply code, 200 to 599.
        package var code: Int
        /// The enhanced status code; empty where there was none.
        package var enhanced: String
        /// The classified reason; empty where none is known.
        package var reason: String
        /// The recipient's domain.
        package var recipientDomain: String
        /// The mail stream; empty where none was named.
        package var stream: String
        /// The sending pool; empty where none was named.
        package var pool: String

        /// A reply about a recipient in a domain.
        package init(
            code: Int, enhanced: String = "", reason: String = "", recipientDomain: String, stream: String = "",
            pool: String = ""
        ) {
            self.code = code
            self.enhanced = enhanced
            self.reason = reason
            self.recipientDomain = recipientDomain
            self.stream = stream
            self.pool = pool
        }
    }

    /// What a receiver found with one method.
    package struct AuthenticationResult: Sendable, Hashable {
        /// `spf`, `dkim` or `dmarc`.
        package var method: String
        /// The result in the words of RFC 8601 §2.7.
        package var result: String
        /// The domain that it is about; empty where there was none.
        package var signingDomain: String
        /// The selector; empty for methods without one.
        package var selector: String

        /// A result.
        package init(method: String, result: String, signingDomain: String = "", selector: String = "") {
            self.method = method
            self.result = result
            self.signingDomain = signingDomain
            self.selector = selector
        }
    }

    /// A recipient's complaint, as a provider reports it.
    package struct Complaint: Sendable, Hashable {
        /// The type of RFC 5965 §7.3: `abuse`, `fraud`, `virus`; empty where none was named.
        package var type: String
        /// The recipient's domain; empty where the report hides it.
        package var recipientDomain: String
        /// The mail stream; empty where none was named.
        package var stream: String
        /// The sending pool; empty where none was named.
        package var pool: String

        /// A complaint.
        package init(type: String = "", recipientDomain: String = "", stream: String = "", pool: String = "") {
            self.type = type
            self.recipientDomain = recipientDomain
            self.stream = stream
            self.pool = pool
        }
    }

    /// A number with its labels.
    package struct Quantity: Sendable, Hashable {
        /// What was read: a kind that has a unit.
        package var kind: EventKind
        /// The number, in the kind's unit.
        package var number: Double
        /// The recipients' domain; empty where the queue is of all.
        package var recipientDomain: String
        /// The mail stream; empty where none was named.
        package var stream: String
        /// The sending pool; empty where none was named.
        package var pool: String

        /// A number.
        package init(
            _ kind: EventKind, _ number: Double, recipientDomain: String = "", stream: String = "", pool: String = ""
        ) {
            self.kind = kind
            self.number = number
            self.recipientDomain = recipientDomain
            self.stream = stream
            self.pool = pool
        }
    }

    /// The number that it carries; nil for events that are counted alone.
    package var number: Double? {
        if case .quantity(let quantity) = kind { quantity.number } else { nil }
    }

    /// Which kind of events it belongs to.
    package var eventKind: EventKind {
        switch kind {
        case .smtpReply: .smtpReplies
        case .authenticationResult: .authenticationResults
        case .bounce: .bounces
        case .complaint: .complaints
        case .quantity(let quantity): quantity.kind
        }
    }

    /// The value of a label; empty where the event has none, or is of a kind without it.
    package func value(of label: EventLabel) -> String {
        if label == .observedBy { return observer.rawValue }
        switch kind {
        case .smtpReply(let reply), .bounce(let reply):
            switch label {
            case .class: return "\(reply.code / 100)xx"
            case .code: return String(reply.code)
            case .enhanced: return reply.enhanced
            case .reason: return reply.reason
            case .recipientDomain: return reply.recipientDomain.lowercased()
            case .stream: return reply.stream
            case .pool: return reply.pool
            default: return ""
            }
        case .authenticationResult(let result):
            switch label {
            case .method: return result.method
            case .result: return result.result
            case .signingDomain: return result.signingDomain.lowercased()
            case .selector: return result.selector
            default: return ""
            }
        case .complaint(let complaint):
            switch label {
            case .reason: return complaint.type
            case .recipientDomain: return complaint.recipientDomain.lowercased()
            case .stream: return complaint.stream
            case .pool: return complaint.pool
            default: return ""
            }
        case .quantity(let quantity):
            switch label {
            case .recipientDomain: return quantity.recipientDomain.lowercased()
            case .stream: return quantity.stream
            case .pool: return quantity.pool
            default: return ""
            }
        }
    }
}
