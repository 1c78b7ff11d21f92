import DNS
import Synchronization

/// The policies that were read lately: many domains include the policies of few providers.
///
/// It saves the reading and nothing else, for a record counts only where the same text is published again.
final class SPFKnownRecords: Sendable {
    /// How many are kept at most; when there are more, all are read anew.
    private static let most = 1024

    private let records = Mutex<[DomainName: SPFPublishedRecord]>([:])

    func record(_ resource: ResourceRecord, of domain: DomainName) -> SPFRecord? {
        records.withLock { records in
            guard let known = records[domain], known.resource.data == resource.data else { return nil }
            return known.record
        }
    }

    func keep(_ published: SPFPublishedRecord) {
        records.withLock { records in
            if records[published.domain]?.resource.data == published.resource.data { return }
            if records.count >= SPFKnownRecords.most { records = [:] }
            records[published.domain] = published
        }
    }
}
