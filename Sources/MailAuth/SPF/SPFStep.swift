public import DNS

/// One thing that an evaluation did.
public struct SPFStep: Sendable, Hashable, CustomStringConvertible {
    /// How many includes and redirects deep.
    public var depth: Int
    /// What was done.
    public var event: Event

    /// A step.
    public init(depth: Int, _ event: Event) {
        self.depth = depth
        self.event = event
    }

    /// The kinds of steps.
    public enum Event: Sendable, Hashable {
        /// A question and what came back.
        case asked(Question, Reply)
        /// The policy that a domain publishes.
        case policy(DomainName, text: String)
        /// A term that causes lookups is evaluated; its number, from 1.
        case spent(SPFLocation, lookup: Int)
        /// A term matched, with what that means.
        case matched(SPFLocation, SPFQualifier)
        /// A term did not match.
        case notMatched(SPFLocation)
        /// The target of a term is no name that can be asked for, so that the term does not match.
        case malformedTarget(SPFLocation, text: String)
        /// A client's name turned out to be its own (RFC 7208 §5.5).
        case validated(DomainName)
        /// The policy of a domain came to a result.
        case result(DomainName, SPFResult.Value)
    }

    /// What came back, in short.
    public enum Reply: Sendable, Hashable {
        /// So many records.
        case records(Int)
        /// The name exists, without such records.
        case noData
        /// The name does not exist.
        case nameError
        /// Nothing that could be used.
        case failed(ResolverError.Code)
    }

    /// One line, indented by depth: `  a:mail.example.com does not match`.
    public var description: String {
        String(repeating: "  ", count: depth) + event.text
    }
}

extension SPFStep.Event {
    fileprivate var text: String {
        switch self {
        case .asked(let question, .records(let count)): "\(question): \(count == 1 ? "1 record" : "\(count) records")"
        case .asked(let question, .noData): "\(question): no such record"
        case .asked(let question, .nameError): "\(question): no such name"
        case .asked(let question, .failed(let code)): "\(question): \(code.rawValue)"
        case .policy(let domain, let text): "\(domain) publishes \(text)"
        case .spent(let location, let lookup): "\(location) is lookup \(lookup)"
        case .matched(let location, let qualifier): "\(location) matches: \(qualifier.value.rawValue)"
        case .notMatched(let location): "\(location) does not match"
        case .malformedTarget(let location, let text): "\(location) names '\(text)', which is no domain name"
        case .validated(let name): "the client is \(name)"
        case .result(let domain, let value): "\(domain): \(value.rawValue)"
        }
    }
}
