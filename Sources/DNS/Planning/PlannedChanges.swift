/// The record sets that planned changes set, delete, or leave unknown, each once.
public struct PlannedChanges: Sendable {
    private var sets: [Question: PlannedChange] = [:]
    /// The names that exist because of a set that will be there, or because one below them has it.
    private var existing: Set<DomainName> = []
    /// The owners of all sets.
    private var owners: Set<DomainName> = []

    /// No changes.
    public init() {}

    /// These changes; several of one set make one.
    ///
    /// Tools that keep a resource for each record describe one set many times, and a set that moves from one resource
    /// to another is deleted by the first and set by the second.
    public init(_ changes: some Sequence<PlannedChange>) {
        for change in changes {
            let key = Question(change.name, change.type)
            sets[key] = sets[key].map { $0.joined(with: change) } ?? change
        }
        owners = Set(sets.keys.map(\.name))
        for change in sets.values where change.isPresent {
            // RFC 4592 §2.2.2: the names above a record exist, without data.
            var name: DomainName? = change.name
            while let current = name, existing.insert(current).inserted { name = current.parent }
        }
    }

    /// Whether nothing is planned.
    public var isEmpty: Bool { sets.isEmpty }

    /// Every change, by name and type.
    public var all: [PlannedChange] {
        sets.values.sorted { ($0.name, $0.type.rawValue) < ($1.name, $1.type.rawValue) }
    }

    /// The change of exactly this set.
    func change(of question: Question) -> PlannedChange? {
        sets[question]
    }

    /// The change that decides what a question about exactly this name gets: that of the set, else that of an alias.
    ///
    /// RFC 1034 §4.3.2 step 3a: an alias answers for every type but its own.
    func deciding(_ question: Question) -> PlannedChange? {
        if let change = sets[question] { return change }
        guard let alias = sets[Question(question.name, .CNAME)], alias.isPresent else { return nil }
        return alias
    }

    /// Whether the alias at a name, or a part of it, is taken away.
    func removesAlias(at name: DomainName) -> Bool {
        guard let change = sets[Question(name, .CNAME)] else { return false }
        return switch change.content {
        case .deleted, .edited: true
        case .set, .copied, .unknown: false
        }
    }

    /// Whether a name exists because of what is planned, whatever else there is.
    func makesExist(_ name: DomainName) -> Bool {
        existing.contains(name)
    }

    /// Whether anything is planned that may change what is said about a name.
    func touch(_ name: DomainName) -> Bool {
        owners.contains(name) || existing.contains(name)
    }

    /// Whether any planned set belongs to a wildcard.
    var hasWildcards: Bool {
        owners.contains { $0.firstLabel == [UInt8(ascii: "*")] }
    }
}

extension PlannedChange {
    /// What two changes of one set make of it together.
    fileprivate func joined(with other: PlannedChange) -> PlannedChange {
        var joined = self
        switch (content, other.content) {
        // What one part is not known makes the whole unknown.
        case (.unknown, _): return self
        case (_, .unknown): return other
        case (.deleted, .deleted): joined.author = authors(with: other)
        // It moves from one resource to the other.
        case (.deleted, _): return other
        case (_, .deleted): return self
        case (.edited(let removed, let added), .edited(let otherRemoved, let otherAdded)):
            let count = removed.count + added.count + otherRemoved.count + otherAdded.count
            joined.content =
                count > PlannedChange.mostRecords
                ? .unknown(reason: "more records are planned than a set can have")
                : .edited(removed: removed + otherRemoved, added: added + otherAdded)
            joined.author = isIdle(other) ? author : other.isIdle(self) ? other.author : authors(with: other)
        case (.set(let records), .set(let others)) where PlannedChange.areSame(records, others): return self
        default:
            joined.author = authors(with: other)
            joined.content = .unknown(reason: "they do not say the same about it")
        }
        return joined
    }

    /// Whether the other one only says what stays, so that it need not be named beside a change.
    private func isIdle(_ other: PlannedChange) -> Bool {
        guard case .edited(let removed, _) = other.content, case .edited(let own, _) = content else { return false }
        return removed.isEmpty && !own.isEmpty
    }

    /// Both authors; the list does not grow without end.
    private func authors(with other: PlannedChange) -> String {
        author.contains(" and ") ? author.prefix(while: { $0 != "," }) + ", …" : "\(author) and \(other.author)"
    }

    private static func areSame(_ records: [ResourceRecord], _ others: [ResourceRecord]) -> Bool {
        Set(records.map(\.data.unsplit)) == Set(others.map(\.data.unsplit))
    }
}
