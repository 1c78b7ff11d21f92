public import DNS
public import Findings

/// A policy record with the TXT record that it was read from.
public struct DMARCPublishedRecord: Sendable, Hashable {
    /// The domain that publishes it, without `_dmarc`.
    public var domain: DomainName
    /// The TXT record.
    public var resource: ResourceRecord
    /// What it says.
    public var record: DMARCRecord

    /// Reads a TXT record at `_dmarc` below a domain; nil where it is no policy record.
    public init?(_ resource: ResourceRecord, of domain: DomainName) {
        guard let text = resource.data.joinedText, let record = DMARCRecord(text: text) else { return nil }
        self.domain = domain
        self.resource = resource
        self.record = record
    }

    /// The place of octets of the record in a zone file; nil where it came from the network.
    public func place(of range: Range<Int>) -> Place? {
        resource.origin?.place(ofText: range)
    }
}

/// How receivers find the policy and the organizational domain.
public enum DMARCDiscoveryMethod: String, Sendable, Hashable, CaseIterable {
    /// RFC 9989 §4.10: a walk up the DNS tree.
    case treeWalk = "tree_walk"
    /// RFC 7489 §3.2 and §6.6.3: a public suffix list.
    case publicSuffixList = "public_suffix_list"

    /// The standard that has receivers do so.
    public var standard: DMARCStandard {
        switch self {
        case .treeWalk: .rfc9989
        case .publicSuffixList: .rfc7489
        }
    }
}

/// What was found out about the domain of a From field.
public struct DMARCDiscovery: Sendable, Hashable {
    /// The domain of the From field.
    public var authorDomain: DomainName
    /// The organizational domain of it.
    public var organizationalDomain: DomainName
    /// The record that applies; nil where none does.
    public var published: DMARCPublishedRecord?
    /// Domains that publish several records, which all count as none.
    public var several: [DomainName]
    /// What failing mail of the domain shall meet, `t=y` considered; nil where DMARC does not apply.
    public var policy: DMARCPolicy?
    /// Which tag says so: `p`, `sp` or `np`; nil where no tag does.
    public var policyTag: String?
    /// What was done, in order.
    public var trace: [DMARCStep]
}

/// One thing that a discovery or an evaluation did.
public enum DMARCStep: Sendable, Hashable, CustomStringConvertible {
    /// A question and how many records came back.
    case asked(Question, SPFStep.Reply)
    /// A record of a domain.
    case found(DomainName, text: String)
    /// A domain publishes several records, so that none counts.
    case several(DomainName, count: Int)
    /// A domain turned out to be the organizational domain of another.
    case organizationalDomain(DomainName, of: DomainName)
    /// The tag of a domain's record that sets the policy.
    case policy(DMARCPolicy, tag: String?, of: DomainName)
    /// A domain that a method authenticated, and whether it is aligned.
    case judged(DMARCIdentifier)

    /// One line.
    public var description: String {
        switch self {
        case .asked(let question, let reply): SPFStep(depth: 0, .asked(question, reply)).description
        case .found(let domain, let text): "\(domain) publishes \(text)"
        case .several(let domain, let count): "\(domain) publishes \(count) records: none counts"
        case .organizationalDomain(let organizational, let domain):
            "the organizational domain of \(domain) is \(organizational)"
        case .policy(let policy, let tag, let domain): "\(domain) asks for \(policy.rawValue) (\(tag ?? "no usable p"))"
        case .judged(let identifier): identifier.description
        }
    }
}
