import Findings

/// Loads the checks of a scenario.
struct CheckLoading {
    let catalog: Catalog
    let tags: [String]
    let defaults: CheckDefaults
    let loading: Loading
    let decoding: Decoding
    /// The checks so far.
    private(set) var checks: [LoadedCheck] = []
    private let kinds: [String: any CheckKind.Type]
    private var names = UniqueNames()
    private var ids: [String: Place] = [:]

    /// Loading of checks with what the scenario says for all of them.
    init(catalog: Catalog, tags: [String], defaults: CheckDefaults, loading: Loading, decoding: Decoding) {
        self.catalog = catalog
        self.tags = tags
        self.defaults = defaults
        self.loading = loading
        self.decoding = decoding
        kinds = Dictionary(catalog.checks.map { ($0.key, $0) }) { first, _ in first }
    }

    /// Loads the value of `checks`.
    mutating func load(_ node: Node) {
        guard let (items, place) = decoding.sequence(node) else { return }
        if items.isEmpty {
            decoding.report(
                "scenario/bad-value", "the list of checks is empty", at: place, remedy: "write at least one check")
        }
        checks.reserveCapacity(items.count)
        for item in items { loadCheck(item) }
    }

    private mutating func loadCheck(_ node: Node) {
        guard case .mapping(let entries) = node.content else {
            decoding.reportUnexpected(node, expected: "a check: a mapping with one kind")
            return
        }
        var fields = Fields(entries, at: node.place, in: decoding)
        let settings = CheckSettings(&fields)
        guard let entry = kindEntry(entries, at: node.place, known: fields.askedKeys), let kind = kinds[entry.key]
        else {
            return
        }
        var rows: [Matrix.Row]?
        if let matrix = settings.matrix {
            rows = Matrix(matrix.node, loading: loading, decoding: decoding)?.rows
            guard rows != nil else { return }
        }
        if let id = settings.id {
            if let first = ids[id.value.text] {
                decoding.report(
                    "scenario/duplicate-name", "the id \(id.value.text) is used twice", label: "used again here",
                    at: id.place, remedy: "choose another", notes: [Finding.Note("first used here", at: first.excerpt)])
            }
            ids[id.value.text] = ids[id.value.text] ?? id.place
        }
        load(kind, entry: entry, place: node.place, settings: settings, rows: rows)
    }

    /// The one entry of a check that is its kind; nil after findings about every other that is not known.
    private func kindEntry(_ entries: [Node.Entry], at place: Place, known: [String]) -> Node.Entry? {
        var found: Node.Entry?
        var isExplained = false
        for entry in entries where !known.contains(entry.key) {
            if kinds[entry.key] != nil {
                if let first = found {
                    decoding.report(
                        "scenario/kind", "a check has one kind, found \(first.key) and \(entry.key)",
                        label: "a second kind", at: entry.keyPlace, remedy: "make two checks of it")
                    isExplained = true
                } else {
                    found = entry
                }
                continue
            }
            isExplained = true
            if catalog.notInThisVersion.contains(entry.key) {
                decoding.reportPlanned(key: entry.key, at: entry.keyPlace)
            } else {
                decoding.reportUnknownKey(entry, known: known + catalog.checks.map { $0.key })
            }
        }
        if found == nil, !isExplained {
            decoding.report(
                "scenario/kind", "the check has no kind", label: "no kind here", at: place,
                remedy: "add one of \(catalog.checks.map { $0.key }.joined(separator: ", "))")
        }
        return found
    }

    private mutating func load<Kind: CheckKind>(
        _ kind: Kind.Type, entry: Node.Entry, place: Place, settings: CheckSettings, rows matrixRows: [Matrix.Row]?
    ) {
        var cases = CheckCases<Kind>()
        if let matrixRows {
            cases.reserve(matrixRows.count)
            for row in matrixRows where !decoding.isFull {
                for (name, value) in row.values { decoding.references.loadValues["matrix.\(name)"] = value }
                decoding.matrixRow = row.place
                cases.add(entry.value, matrixLabel: row.label, loading: loading, decoding: decoding)
                for (name, _) in row.values { decoding.references.loadValues["matrix.\(name)"] = nil }
            }
            decoding.matrixRow = nil
        } else {
            cases.add(entry.value, matrixLabel: nil, loading: loading, decoding: decoding)
        }
        guard !cases.rows.isEmpty else {
            if !decoding.hasErrors {
                decoding.report("scenario/kind", "the check has no cases", at: entry.keyPlace)
            }
            return
        }
        let name = settings.name?.value.text ?? cases.defaultName
        let namePlace = settings.name?.place ?? entry.keyPlace
        if let first = names.insert(check: name, at: namePlace) {
            reportDuplicate(
                name, at: namePlace, first: first,
                remedy: settings.name == nil
                    ? "add name: to one of them; without it a check is named after its kind and subject"
                    : "give one of them another name:")
        }
        let isActing = Kind.isolation == .acts
        checks.append(
            LoadedCheck(
                name: name, id: settings.id?.value.text, tags: allTags(settings), place: place, kind: Kind.key,
                isolation: Kind.isolation, timeout: timeout(settings.timeout, budget: cases.budget, isActing: isActing),
                retry: settings.retry?.policy ?? (isActing ? nil : defaults.retry?.policy) ?? .never,
                warn: settings.warn ?? false, quarantine: settings.quarantine, outsideSystems: cases.outsideSystems,
                cases: cases.rows.map { loadedCase($0, of: name) }))
    }

    private mutating func loadedCase<Kind: CheckKind>(
        _ row: (label: String?, row: Row<Kind.Specification>, kind: Kind.Type), of check: String
    ) -> LoadedCase {
        let name = row.label.map { "\(check) [\($0)]" } ?? check
        let row = row.row
        if let first = names.insert(case: name, of: check, at: row.place) {
            reportDuplicate(
                name, at: row.place, first: first,
                remedy: "remove one of them, or give one another name: or label:")
        }
        return LoadedCase(
            name: name, place: row.place, needs: Kind.needs(row.specification),
            mail: Kind.mail(row.specification), effects: Kind.effects(row.specification)
        ) { context in
            await Kind.run(row, in: context)
        }
    }

    private func allTags(_ settings: CheckSettings) -> [String] {
        guard let own = settings.tags else { return tags }
        return tags + own.map(\.text).filter { !tags.contains($0) }
    }

    private func timeout(_ explicit: Located<Timeout>?, budget: Duration?, isActing: Bool) -> Duration {
        guard isActing || budget != nil else {
            return explicit?.value.value ?? defaults.timeout ?? CheckDefaults.timeout
        }
        guard let budget else { return explicit?.value.value ?? CheckDefaults.actingTimeout }
        if let explicit, explicit.value.value < budget {
            decoding.report(
                "scenario/timeout", "the timeout is shorter than the check's own budgets, \(budget.scalarText) in all",
                label: "shorter than \(budget.scalarText)", at: explicit.place,
                remedy: "write \(budget.scalarText) or more, or remove it")
        }
        return explicit?.value.value ?? budget + CheckDefaults.grace
    }

    private func reportDuplicate(_ name: String, at place: Place, first: Place, remedy: String) {
        decoding.report(
            "scenario/duplicate-name", "\(Quoted.text(name)) is the name of two cases", label: "the same name again",
            at: place, remedy: remedy,
            notes: [Finding.Note("first used here", at: first.excerpt)])
    }
}

/// What stands beside the kind in a check.
struct CheckSettings {
    var name: Located<ScenarioName>?
    var id: Located<ScenarioTag>?
    var tags: [ScenarioTag]?
    var matrix: MatrixNode?
    var timeout: Located<Timeout>?
    var retry: RetrySettings?
    var warn: Bool?
    var quarantine: Quarantine?

    /// Asks for every key that a check of any kind may have.
    init(_ fields: inout Fields) {
        name = fields.optional(
            "name", Located<ScenarioName>.self,
            "The name of the test case, unique in the file; the kind and its subject by default.")
        id = fields.optional("id", Located<ScenarioTag>.self, "A stable key for baselines and quarantine.")
        tags = fields.optional("tags", [ScenarioTag].self, "Words that the check can be selected by.")
        matrix = fields.optional(
            "matrix", MatrixNode.self, "Axes whose cross product makes the rows, or { rows: file }, a list of mappings."
        )
        timeout = fields.optional("timeout", Located<Timeout>.self, "How long one attempt may take.")
        retry = fields.optional("retry", RetrySettings.self, "When the check is tried again.")
        warn = fields.optional("warn", Bool.self, "Whether a failure is reported while the gate stays open.")
        quarantine = fields.optional("quarantine", Quarantine.self, "Known to fail, until a day.")
    }
}
