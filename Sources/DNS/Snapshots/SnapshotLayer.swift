/// Answers the questions that a snapshot holds, and no others.
public struct SnapshotLayer: ResolverLayer {
    private let snapshot: Snapshot
    private let file: String

    /// A layer of a snapshot, and the file that it was read from.
    public init(_ snapshot: Snapshot, file: String) {
        self.snapshot = snapshot
        self.file = file
    }

    /// It owns no name as a whole.
    public func owns(_ name: DomainName) -> Bool { false }

    /// Whether the snapshot says anything to the question.
    public func owns(_ question: Question) -> Bool {
        snapshot.holds(question)
    }

    /// Looks the question up; an alias is followed one step.
    public func step(_ question: Question) throws(ResolverError) -> ResolverStep {
        if let records = snapshot.sets[question] {
            return .answer(Answer(.records(records), timeToLive: Snapshot.timeToLive, source: file))
        }
        if question.type != .CNAME, let alias = snapshot.sets[Question(question.name, .CNAME)]?.first,
            case .cname(let target) = alias.data
        {
            return .alias([alias], next: target)
        }
        let isMissing = snapshot.isMissing(question.name)
        guard isMissing || snapshot.withoutData.contains(question) else {
            throw ResolverError(.noSource, question, "\(question) is not pinned in \(file)")
        }
        return .answer(Answer(isMissing ? .nameError : .noData, timeToLive: Snapshot.timeToLive, source: file))
    }
}
