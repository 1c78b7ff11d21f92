/// The first layer of all: the record sets that planned changes decide whole.
///
/// It owns single questions, not names: other types of the same name are answered by the layers after it. A deleted set
/// is no data also where a wildcard would stand in for its name then: who deletes a record means to publish none.
struct PlannedSets: ResolverLayer {
    private let changes: PlannedChanges

    init(_ changes: PlannedChanges) {
        self.changes = changes
    }

    func owns(_ name: DomainName) -> Bool { false }

    func owns(_ question: Question) -> Bool {
        guard let change = changes.deciding(question) else { return false }
        // The rest of an edited set is in another layer.
        if case .edited = change.content { return false }
        return true
    }

    func step(_ question: Question) throws(ResolverError) -> ResolverStep {
        guard let change = changes.deciding(question) else {
            throw ResolverError(.noSource, question, "nothing is planned for it")
        }
        return try change.step(question)
    }
}

extension PlannedChange {
    /// What the change answers to a question about its owner, or about a name that its wildcard stands in for.
    ///
    /// - Parameter base: the records of the set before it, for a change that edits them.
    func step(_ question: Question, base: [ResourceRecord] = []) throws(ResolverError) -> ResolverStep {
        switch content {
        case .unknown(let reason):
            throw ResolverError(.notYetKnown, question, "\(author): \(reason)")
        case .deleted: return .answer(Answer(.noData, source: source))
        case .set(let records): return step(question, with: records)
        case .edited: return step(question, with: edited(base))
        case .copied(let target, let timeToLive):
            // Followed as an alias is: the other layers know what its target has.
            let alias = ResourceRecord(name: question.name, type: .CNAME, timeToLive: timeToLive, data: .cname(target))
            return .alias([alias], next: target)
        }
    }

    private func step(_ question: Question, with records: [ResourceRecord]) -> ResolverStep {
        let owned = records.map { record in
            var record = record
            record.name = question.name
            return record
        }
        guard let first = owned.first else { return .answer(Answer(.noData, source: source)) }
        if type == .CNAME, question.type != .CNAME, case .cname(let target) = first.data {
            return .alias([first], next: target)
        }
        return .answer(
            Answer(.records(owned), timeToLive: owned.map(\.timeToLive).min() ?? 0, source: source))
    }

    /// The set once its single records are changed.
    func edited(_ base: [ResourceRecord]) -> [ResourceRecord] {
        guard case .edited(let removed, let added) = content else { return base }
        // RFC 2181 §5: a set holds no record twice.
        var seen: Set<RecordData> = []
        let new = added.filter { seen.insert($0.data.unsplit).inserted }
        let gone = seen.union(removed.map(\.unsplit))
        return new + base.filter { !gone.contains($0.data.unsplit) }
    }
}
