public import DNS
public import Findings

/// What an evaluation of a policy said, and how it came to it.
public struct SPFResult: Sendable, Hashable {
    /// The word.
    public var value: Value
    /// The domain whose policy was asked for; nil where the sender has none that could be asked for.
    public var domain: DomainName?
    /// The terms that matched, from the domain's own record through its includes to the last; empty where none did.
    public var matched: [SPFLocation]
    /// What the domain says about its failure (RFC 7208 §6.2), expanded; nil without a usable one.
    public var explanation: String?
    /// Why it is none, temperror or permerror; nil for the other words.
    public var problem: SPFProblem?
    /// How many terms were evaluated that cause lookups (RFC 7208 §4.6.4: ten are allowed).
    public var lookups: Int
    /// How many terms asked for something that does not exist (RFC 7208 §4.6.4: two are allowed).
    public var voidLookups: Int
    /// What was done, in order.
    public var trace: [SPFStep]

    /// The seven results (RFC 7208 §2.6), as Authentication-Results spells them (RFC 8601 §2.7.2).
    public enum Value: String, Sendable, Hashable, CaseIterable {
        /// There is no policy, or no domain to ask for one.
        case none
        /// The policy says nothing about this sender.
        case neutral
        /// The sender may use the domain.
        case pass
        /// The sender may not use the domain.
        case fail
        /// The sender probably may not use the domain.
        case softfail
        /// It could not be found out, and may be later.
        case temperror
        /// The policy cannot be interpreted.
        case permerror
    }
}

/// A term of a published record.
public struct SPFLocation: Sendable, Hashable, CustomStringConvertible {
    /// The domain and its record.
    private var source: SPFSource
    /// Where in its joined text.
    public var range: Range<Int>

    /// A stretch of the text of a record.
    public init(domain: DomainName, record: ResourceRecord, range: Range<Int>) {
        self.init(SPFSource(domain: domain, resource: record), range: range)
    }

    init(_ source: SPFSource, range: Range<Int>) {
        self.source = source
        self.range = range
    }

    /// The domain that publishes the record.
    public var domain: DomainName {
        get { source.domain }
        set { source = SPFSource(domain: newValue, resource: record) }
    }

    /// The TXT record.
    public var record: ResourceRecord {
        get { source.resource }
        set { source = SPFSource(domain: domain, resource: newValue) }
    }

    /// The text of the stretch.
    public var description: String {
        guard let text = record.data.joinedText, text.indices.contains(range.lowerBound) else { return "" }
        return text[range.clamped(to: text.indices)].printable
    }

    /// The place in a zone file; nil where the record came from the network.
    public var place: Place? {
        record.origin?.place(ofText: range)
    }
}

/// Why an evaluation ended in none, temperror or permerror.
public struct SPFProblem: Sendable, Hashable, CustomStringConvertible {
    /// What happened.
    public var cause: Cause
    /// The term that is to blame, below its record; nil where there is none yet.
    public var location: SPFLocation?
    /// The includes and redirects that lead to the record of that term, from the domain's own on.
    public var path: [SPFLocation]
    /// Who said so, where it is about something that is not there: `Answer.source`.
    public var source: String?

    /// A problem, at a term or without one.
    public init(_ cause: Cause, at location: SPFLocation? = nil, path: [SPFLocation] = [], source: String? = nil) {
        self.cause = cause
        self.location = location
        self.path = path
        self.source = source
    }

    /// The kinds of problems.
    public enum Cause: Sendable, Hashable {
        /// RFC 7208 §4.3: the sender's domain is malformed, has one label, or is an address literal.
        case unusableDomain(String)
        /// RFC 7208 §4.5: there is no record that begins with `v=spf1`; whether the name exists at all.
        case noRecord(DomainName, exists: Bool)
        /// RFC 7208 §4.5: there are several.
        case severalRecords(DomainName, count: Int)
        /// RFC 7208 §4.6: the record breaks the grammar.
        case syntax(RecordProblem)
        /// RFC 7208 §4.6.4: more terms that cause lookups than allowed.
        case tooManyLookups(limit: Int)
        /// RFC 7208 §4.6.4: more terms than allowed asked for what does not exist.
        case tooManyVoidLookups(limit: Int)
        /// RFC 7208 §4.6.4: more mail exchangers than allowed.
        case tooManyExchangers(DomainName, count: Int, limit: Int)
        /// RFC 7208 §11.1: more questions than a whole evaluation may ask.
        case tooManyQueries(limit: Int)
        /// RFC 7208 §5.2 and §6.1: the target of an include or a redirect is no name.
        case malformedTarget(String)
        /// RFC 7208 §4.6.4: a policy that comes back to itself.
        case loop(DomainName)
        /// RFC 7208 §4.4: DNS did not answer.
        case resolver(ResolverError)
        /// RFC 7208 §4.6.4: the evaluation took too long.
        case tooSlow(limit: Duration)
    }

    /// In words, without the place.
    public var description: String {
        switch cause {
        case .unusableDomain(let text): "'\(text)' is not a domain that can have a policy"
        case .noRecord(let domain, let exists):
            exists ? "\(domain) publishes no SPF record" : "\(domain) does not exist"
        case .severalRecords(let domain, let count): "\(domain) publishes \(count) SPF records"
        case .syntax(let problem): problem.message
        case .tooManyLookups(let limit): "more than \(limit) terms cause DNS lookups"
        case .tooManyVoidLookups(let limit): "more than \(limit) terms look up what does not exist"
        case .tooManyExchangers(let domain, let count, let limit):
            "\(domain) has \(count) mail exchangers, more than the \(limit) that may be looked at"
        case .tooManyQueries(let limit): "more than \(limit) DNS questions"
        case .malformedTarget(let text): "'\(text)' is no domain name"
        case .loop(let domain): "the policy of \(domain) comes back to itself"
        case .resolver(let error): error.description
        case .tooSlow(let limit): "not decided within \(limit)"
        }
    }
}
