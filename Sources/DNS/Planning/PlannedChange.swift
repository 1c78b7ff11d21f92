/// One record set as it will be once a change is carried out.
public struct PlannedChange: Sendable {
    /// The owner of the set.
    public var name: DomainName
    /// The type of the set.
    public var type: RecordType
    /// What becomes of it.
    public var content: Content
    /// Who says so, for messages: `plan.json: aws_route53_record.s1`, `dns-changes.yaml:4`.
    public var author: String

    /// A change.
    public init(_ name: DomainName, _ type: RecordType, _ content: Content, author: String) {
        self.name = name
        self.type = type
        self.content = content
        self.author = author
    }

    /// How many records of one set single changes may be about: a message of 65,535 octets (RFC 1035 §4.2.2) holds no
    /// more of the shortest, which have 16.
    static let mostRecords = 4096

    /// What becomes of a set.
    public enum Content: Sendable, Hashable {
        /// It holds exactly these records; never empty.
        case set([ResourceRecord])
        /// It is gone.
        case deleted
        /// Single records are taken out of it and put into it; those that it has beside them stay.
        case edited(removed: [RecordData], added: [ResourceRecord])
        /// It holds the records that another name has: an alias that the DNS provider follows, not the resolver.
        case copied(of: DomainName, timeToLive: UInt32)
        /// What it will hold is not known yet, and why: `it is unknown until applied`.
        case unknown(reason: String)
    }

    /// Whether there will be records, as far as the change itself says.
    var isPresent: Bool {
        switch content {
        case .set, .copied, .unknown: true
        case .edited(_, let added): !added.isEmpty
        case .deleted: false
        }
    }

    /// Who made the set what it is, in one line for `Answer.source`.
    var source: String {
        switch content {
        case .set, .copied: "\(author) sets it"
        case .deleted: "\(author) deletes it"
        case .edited(_, let added): added.isEmpty ? "\(author) deletes it" : "\(author) changes it"
        case .unknown(let reason): "\(author): \(reason)"
        }
    }
}

extension RecordData {
    /// The same for two records that say the same: how a TXT record is split into strings says nothing (RFC 7208 §3.3).
    var unsplit: RecordData {
        joinedText.map { .txt([$0]) } ?? self
    }
}
