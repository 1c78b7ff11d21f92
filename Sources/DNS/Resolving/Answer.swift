/// What is known about a question once it was answered.
public struct Answer: Sendable, Hashable {
    /// Records, or one of the two ways of having none.
    public var outcome: Outcome
    /// The names that CNAME records led through, in order, each with the record that did; empty without aliases.
    public var aliases: [ResourceRecord]
    /// What DNSSEC says about it.
    public var security: Security
    /// For how many seconds the answer may be kept.
    public var timeToLive: UInt32
    /// Who said so, for messages: `dns/example.com.zone`, `127.0.0.1:5300`; nil where it has no name.
    public var source: String?

    /// An answer.
    public init(
        _ outcome: Outcome, aliases: [ResourceRecord] = [], security: Security = .indeterminate,
        timeToLive: UInt32 = 0, source: String? = nil
    ) {
        self.outcome = outcome
        self.aliases = aliases
        self.security = security
        self.timeToLive = timeToLive
        self.source = source
    }

    /// The three ways in which a question is answered.
    public enum Outcome: Sendable, Hashable {
        /// Records of the wanted type; never empty.
        case records([ResourceRecord])
        /// The name exists, without records of that type (NODATA, RFC 2308 §2.2).
        case noData
        /// The name does not exist (NXDOMAIN, RFC 2308 §2.1).
        case nameError
    }

    /// What validation found (RFC 4033 §5).
    public enum Security: String, Sendable, Hashable {
        /// A chain of trust from the anchor holds.
        case secure
        /// The zone is provably not signed.
        case insecure
        /// Nothing was validated.
        case indeterminate
    }

    /// The records; empty where there are none.
    public var records: [ResourceRecord] {
        if case .records(let records) = outcome { records } else { [] }
    }
}
