import DNS
import Synchronization

/// The policies that were read lately: many domains include the policies of few providers.
///
/// It saves the reading and nothing else, for a record counts only where the same text is published again.
final class SPFKnownRecords: Sendable {
    /// Those of the process: what a text says does not depend on who asks.
    static let shared = SPFKnownRecords()

    /// How many are kept at most; when there are more, all are read anew.
    private static let most = 2048
    /// The longest text that is kept; RFC 7208 §3.4 wants records of 450 octets at most.
    private static let longestText = 1024

    private let records = Mutex<[DomainName: SPFPublishedRecord]>([:])

    /// The policy of a domain that was read from the same text; nil where none was.
    func record(_ resource: ResourceRecord, of domain: DomainName) -> SPFPublishedRecord? {
        guard let known = records.withLock({ $0[domain] }), known.resource == resource else { return nil }
        // The same text at another place: a zone file was read anew, and findings point into it.
        guard resource.origin == nil, known.resource.origin == nil else {
            return SPFPublishedRecord(domain: domain, resource: resource, record: known.record)
        }
        return known
    }

    /// Keeps what a domain's only TXT record says.
    func keep(_ published: SPFPublishedRecord) {
        guard published.record.text.count <= SPFKnownRecords.longestText else { return }
        records.withLock { records in
            if records.count >= SPFKnownRecords.most { records = [:] }
            records[published.domain] = published
        }
    }
}
