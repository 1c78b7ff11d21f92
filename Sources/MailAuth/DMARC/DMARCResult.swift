public import DNS

/// What DMARC says about one message.
public struct DMARCResult: Sendable, Hashable {
    /// The word.
    public var value: Value
    /// What was found out about the domain of the From field; nil where DNS did not answer.
    public var discovery: DMARCDiscovery?
    /// What shall happen to the message: the policy where it fails, nil where it does not or DMARC does not apply.
    public var disposition: DMARCPolicy?
    /// Every domain that was authenticated or was not, in order: SPF first.
    public var identifiers: [DMARCIdentifier]
    /// Why it is temperror; nil otherwise.
    public var failure: ResolverError?
    /// What was done, in order.
    public var trace: [DMARCStep]

    /// The identifiers that make it pass.
    public var alignedBy: [DMARCIdentifier] { identifiers.filter(\.isAligned) }

    /// The results of DMARC (RFC 9989 §5.3, RFC 8601 §2.7 with the registry of RFC 7489 §11.2).
    public enum Value: String, Sendable, Hashable, CaseIterable {
        /// DMARC does not apply: no policy record.
        case none
        /// An aligned identifier passed.
        case pass
        /// None did.
        case fail
        /// It could not be found out, and may be later.
        case temperror
        /// The message has no usable domain of the From field.
        case permerror
    }
}

/// A domain that SPF or DKIM authenticated or did not (RFC 9989 §4.4).
public struct DMARCIdentifier: Sendable, Hashable, CustomStringConvertible {
    /// The method.
    public var method: Method
    /// The domain: of MAIL FROM, or `d=`.
    public var domain: DomainName
    /// The method's own word: `pass`.
    public var result: String
    /// What the record asks for.
    public var mode: DMARCAlignmentMode
    /// Its organizational domain; nil where nobody had to know.
    public var organizationalDomain: DomainName?
    /// Whether the domain is near enough to that of the From field, whatever the method said; false where nobody had to
    /// know.
    public var isNear = false
    /// Whether the method passed and the domain is near enough to that of the From field.
    public var isAligned: Bool
    /// Why the organizational domain is not known; nil where it is or nobody had to know.
    public var failure: ResolverError?

    /// The two methods.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        /// RFC 7208.
        case spf
        /// RFC 6376.
        case dkim
    }

    /// `spf=pass example.com: aligned (relaxed)`.
    public var description: String {
        let outcome = failure.map { "not known: \($0)" } ?? (isAligned ? "aligned" : "not aligned")
        return "\(method.rawValue)=\(result) \(domain): \(outcome) (\(mode == .strict ? "strict" : "relaxed"))"
    }
}
