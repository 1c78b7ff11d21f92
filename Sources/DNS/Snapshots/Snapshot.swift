/// Answers that were given once and are kept in a file, so that what others publish does not change a run.
///
/// It holds record sets, questions that had no data, and names that did not exist: exactly what was asked for. About
/// anything else it says nothing.
public struct Snapshot: Sendable {
    /// For how long an answer counts; TTLs are not kept: a server that counts them down would change the file.
    public static let timeToLive: UInt32 = 3600

    /// The record sets, none of them empty.
    private(set) var sets: [Question: [ResourceRecord]] = [:]
    /// The records of all sets: a set of thousands is not looked through for each of them.
    private var known: Set<ResourceRecord> = []
    /// The questions about a name that exists, without data.
    private(set) var withoutData: Set<Question> = []
    /// The names that do not exist, which goes for every type (RFC 2308 §2.1); with the types that were asked for.
    private var missingNames: [DomainName: Set<RecordType>] = [:]
    /// The names of which anything was found, if only that there is no data.
    private var existing: Set<DomainName> = []

    /// A snapshot that holds nothing.
    public init() {}

    /// Whether it holds nothing.
    public var isEmpty: Bool {
        sets.isEmpty && withoutData.isEmpty && missingNames.isEmpty
    }

    /// The names that do not exist.
    var missing: Set<DomainName> { Set(missingNames.keys) }

    /// Whether a name does not exist.
    func isMissing(_ name: DomainName) -> Bool { missingNames[name] != nil }

    /// Whether it says anything to a question: the set, its absence, or an alias of the name.
    func holds(_ question: Question) -> Bool {
        isMissing(question.name) || sets[question] != nil || withoutData.contains(question)
            || question.type != .CNAME && sets[Question(question.name, .CNAME)] != nil
    }

    /// Keeps a record; its set grows by it, unless it is there already.
    mutating func add(_ record: ResourceRecord) {
        var record = record
        record.timeToLive = Snapshot.timeToLive
        let question = Question(record.name, record.type)
        guard known.insert(record).inserted else { return }
        exists(record.name)
        sets[question, default: []].append(record)
    }

    /// Keeps that a name has no data of a type.
    mutating func add(withoutData question: Question) {
        exists(question.name)
        withoutData.insert(question)
    }

    /// Keeps that there is no such name, as it was said to a question about a type.
    ///
    /// Some servers say so of a name that has data of another type, or names below it: there is no data then.
    mutating func add(missing name: DomainName, askedFor type: RecordType? = nil) {
        guard existing.contains(name) else {
            missingNames[name, default: []].formUnion(type.map { [$0] } ?? [])
            return
        }
        if let type { withoutData.insert(Question(name, type)) }
    }

    /// Keeps what a question got; the last answer counts.
    public mutating func record(_ answer: Answer, to question: Question) {
        for alias in answer.aliases { replace([alias], at: Question(alias.name, .CNAME)) }
        let end = Question(answer.end(of: question.name), question.type)
        switch answer.outcome {
        case .records(let records): replace(records, at: end)
        case .noData:
            removeSet(end)
            add(withoutData: end)
        case .nameError:
            removeSet(end)
            add(missing: end.name, askedFor: end.type)
        }
    }

    /// Keeps everything of another snapshot that this one says nothing about.
    public mutating func complete(by other: Snapshot) {
        for (question, records) in other.sets where !holds(question) { records.forEach { add($0) } }
        for question in other.withoutData where !holds(question) { add(withoutData: question) }
        for name in other.missing { add(missing: name) }
    }

    private mutating func replace(_ records: [ResourceRecord], at question: Question) {
        withoutData.remove(question)
        removeSet(question)
        // The owner is the name that was asked about, as it was asked.
        for var record in records where record.type == question.type {
            record.name = question.name
            add(record)
        }
    }

    private mutating func removeSet(_ question: Question) {
        for record in sets.removeValue(forKey: question) ?? [] { known.remove(record) }
    }

    /// What was taken for a name that does not exist has no data of the types that were asked for.
    private mutating func exists(_ name: DomainName) {
        guard existing.insert(name).inserted, let types = missingNames.removeValue(forKey: name) else { return }
        withoutData.formUnion(types.map { Question(name, $0) })
    }
}

extension Answer {
    /// The name that aliases led to.
    func end(of name: DomainName) -> DomainName {
        if case .cname(let target)? = aliases.last?.data { target } else { name }
    }
}
