package import DNS
import Synchronization

/// A resolver over records that are held in memory; it keeps every question that it was asked, in order.
///
/// It answers as a recursive resolver in front of the whole DNS would: aliases are followed, wildcards stand in for
/// names that do not exist, a name that only has names below it exists and has no data.
package final class StubZone: Resolving {
    /// A prepared reply to one type, or to every question about a name.
    package struct Marker: Sendable {
        /// The name asked for.
        package var name: DomainName
        /// The type asked for; nil for every type.
        package var type: RecordType?
        /// The reply.
        package var reply: Reply

        /// A prepared reply.
        package init(name: DomainName, type: RecordType? = nil, reply: Reply) {
            self.name = name
            self.type = type
            self.reply = reply
        }
    }

    /// What a marker may say.
    package enum Reply: String, Sendable {
        case SERVFAIL, TIMEOUT, REFUSED, UNREACHABLE, NXDOMAIN, NODATA
    }

    /// RFC 1034 §3.6.2 asks to detect loops; a chain of more aliases than this is one.
    private static let longestChain = 8

    private let records: [Question: [ResourceRecord]]
    private let existing: Set<DomainName>
    private let markers: [Marker]
    private let asked = Mutex<[Question]>([])

    /// A DNS of these records and prepared replies.
    package init(_ records: [ResourceRecord], _ markers: [Marker] = []) {
        self.records = Dictionary(grouping: records) { Question($0.name, $0.type) }
        self.markers = markers
        var existing: Set<DomainName> = []
        for owner in records.map(\.name) + markers.map(\.name) {
            // RFC 4592 §2.2.2: a name exists if a name below it does.
            var name: DomainName? = owner
            while let current = name, existing.insert(current).inserted { name = current.parent }
        }
        self.existing = existing
    }

    /// Every question that was asked from outside, in order; the names that aliases lead to are not among them.
    package var questions: [Question] {
        asked.withLock { $0 }
    }

    /// The questions as `name TYPE`, for comparing in one go.
    package var questionTexts: [String] {
        questions.map(\.description)
    }

    /// Forgets the questions.
    package func forgetQuestions() {
        asked.withLock { $0 = [] }
    }

    package func resolve(_ question: Question) async throws(ResolverError) -> Answer {
        asked.withLock { $0.append(question) }
        var name = question.name
        var aliases: [ResourceRecord] = []
        while true {
            if let answer = try marked(name, question) {
                return Answer(answer, aliases: aliases)
            }
            guard let source = source(of: name) else { return Answer(.nameError, aliases: aliases) }
            if let found = records[Question(source, question.type)] {
                let found = found.map { $0.owned(by: name) }
                return Answer(.records(found), aliases: aliases, timeToLive: found.map(\.timeToLive).min() ?? 0)
            }
            guard let alias = records[Question(source, .CNAME)]?.first, case .cname(let target) = alias.data else {
                return Answer(.noData, aliases: aliases)
            }
            aliases.append(alias.owned(by: name))
            guard aliases.count <= StubZone.longestChain else {
                throw ResolverError(.aliasLoop, question, "the aliases of the test's zone loop")
            }
            name = target
        }
    }

    private func marked(_ name: DomainName, _ question: Question) throws(ResolverError) -> Answer.Outcome? {
        guard let marker = markers.first(where: { $0.name == name && ($0.type ?? question.type) == question.type })
        else { return nil }
        switch marker.reply {
        case .NXDOMAIN: return .nameError
        case .NODATA: return .noData
        case .SERVFAIL: throw ResolverError(.serverFailure, question, "the test's zone says SERVFAIL for \(name)")
        case .TIMEOUT: throw ResolverError(.timeout, question, "the test's zone does not answer for \(name)")
        case .REFUSED: throw ResolverError(.refused, question, "the test's zone says REFUSED for \(name)")
        case .UNREACHABLE: throw ResolverError(.unreachable, question, "the test's zone is unreachable for \(name)")
        }
    }

    /// The name whose records answer: the name itself or a wildcard; nil where the name does not exist.
    private func source(of name: DomainName) -> DomainName? {
        if existing.contains(name) { return name }
        // RFC 4592 §3.3.1: the source of synthesis is the wildcard child of the closest existing name.
        var encloser = name.parent
        while let current = encloser, !existing.contains(current) { encloser = current.parent }
        guard let wildcard = (encloser ?? .root).prepending("*"), existing.contains(wildcard) else { return nil }
        return wildcard
    }
}

extension ResourceRecord {
    fileprivate func owned(by name: DomainName) -> ResourceRecord {
        var record = self
        record.name = name
        return record
    }
}
