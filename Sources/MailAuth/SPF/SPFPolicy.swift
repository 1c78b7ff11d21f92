public import DNS

/// What a domain publishes as its policy.
public enum SPFPolicy: Sendable, Hashable {
    /// One record.
    case published(SPFPublishedRecord)
    /// No record that begins with `v=spf1`; whether the name exists.
    case absent(exists: Bool)
    /// Several, which is an error of the domain (RFC 7208 §4.5).
    case several([ResourceRecord])

    /// The record, where there is one.
    public var published: SPFPublishedRecord? {
        if case .published(let published) = self { published } else { nil }
    }
}

/// A policy with the TXT record that it was read from.
public struct SPFPublishedRecord: Sendable, Hashable {
    /// The domain that was asked for, and the TXT record.
    private var source: SPFSource
    /// What it says.
    public var record: SPFRecord

    /// A policy of a domain.
    public init(domain: DomainName, resource: ResourceRecord, record: SPFRecord) {
        source = SPFSource(domain: domain, resource: resource)
        self.record = record
    }

    /// The domain that was asked for.
    public var domain: DomainName {
        get { source.domain }
        set { source = SPFSource(domain: newValue, resource: resource) }
    }

    /// The TXT record.
    public var resource: ResourceRecord {
        get { source.resource }
        set { source = SPFSource(domain: domain, resource: newValue) }
    }

    /// A stretch of the record's text.
    public func location(_ range: Range<Int>) -> SPFLocation {
        SPFLocation(source, range: range)
    }

    /// A term of the record.
    public func location(_ term: SPFTerm) -> SPFLocation {
        location(term.range)
    }
}

extension SPF {
    /// The policy of a domain.
    public func policy(of domain: DomainName) async throws(ResolverError) -> SPFPolicy {
        // RFC 7208 §3.1: policies are in TXT records only.
        SPF.select(try await resolver.resolve(Question(domain, .TXT)), of: domain)
    }

    /// RFC 7208 §4.5: the records that are policies; more than one is an error.
    static func select(_ answer: Answer, of domain: DomainName) -> SPFPolicy {
        if answer.records.count == 1, let known = SPFKnownRecords.shared.record(answer.records[0], of: domain) {
            return .published(known)
        }
        var found: [SPFPublishedRecord] = []
        for resource in answer.records {
            if let text = resource.data.joinedText, let record = SPFRecord(text: text) {
                found.append(SPFPublishedRecord(domain: domain, resource: resource, record: record))
            }
        }
        if found.count > 1 { return .several(found.map(\.resource)) }
        if let only = found.first {
            if answer.records.count == 1 { SPFKnownRecords.shared.keep(only) }
            return .published(only)
        }
        return .absent(exists: answer.outcome != .nameError)
    }
}
