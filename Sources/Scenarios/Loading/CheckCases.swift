import Findings

/// The cases of one check while its rows are decoded.
struct CheckCases<Kind: CheckKind> {
    /// The rows of the matrix, and within each those of the kind.
    private(set) var rows: [(label: String?, row: Row<Kind.Specification>, kind: Kind.Type)] = []
    /// The longest time that any row may take by its own budgets.
    private(set) var budget: Duration?
    /// The outside systems of all rows.
    private(set) var outsideSystems: Set<String> = []
    private var subject: String?
    private var hasOneSubject = true

    /// Makes room for rows.
    mutating func reserve(_ count: Int) {
        rows.reserveCapacity(count)
    }

    /// The kind and its subject, where all rows have the same.
    var defaultName: String {
        guard hasOneSubject, let subject, !subject.isEmpty else { return Kind.key }
        return "\(Kind.key) \(subject)"
    }

    /// Decodes the specification once more and adds its rows; what is wrong has been added to `decoding`.
    mutating func add(_ node: Node, matrixLabel: String?, loading: Loading, decoding: Decoding) {
        guard let specification = Kind.Specification.decode(node, in: decoding) else { return }
        let subject = Kind.subject(specification)
        if self.subject == nil { self.subject = subject } else if self.subject != subject { hasOneSubject = false }
        if let own = Kind.budget(specification) { budget = max(budget ?? own, own) }
        outsideSystems.formUnion(Kind.outsideSystems(specification))
        for row in Kind.rows(specification, loading: loading) {
            // What a row says of its surroundings is known only here.
            outsideSystems.formUnion(Kind.outsideSystems(row.specification))
            let label: String? =
                switch (matrixLabel, row.label) {
                case (let outer?, let inner?): "\(outer), \(inner)"
                case (let outer?, nil): outer
                case (nil, let inner): inner
                }
            rows.append((label, row, Kind.self))
        }
    }
}

/// The names of the checks and cases of a file.
struct UniqueNames {
    private var checks: [String: Place] = [:]
    private var cases: [String: Place] = [:]

    /// Adds the name of a check; the place of another check with that name, if there is one.
    mutating func insert(check name: String, at place: Place) -> Place? {
        insert(name, at: place, into: \.checks)
    }

    /// Adds the name of a case; the place of another case with that name, if there is one.
    ///
    /// The only case of a check has the check's name, which has been judged.
    mutating func insert(case name: String, of check: String, at place: Place) -> Place? {
        let first = insert(name, at: place, into: \.cases)
        return name == check ? nil : first
    }

    private mutating func insert(
        _ name: String, at place: Place, into names: WritableKeyPath<Self, [String: Place]>
    ) -> Place? {
        if let first = self[keyPath: names][name] { return first }
        self[keyPath: names][name] = place
        return nil
    }
}
