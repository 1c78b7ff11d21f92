import Findings

/// Loads the sections of a scenario, those first that others need.
///
/// A section needs another where it says so (`SectionKind.requires`), and where one of its values refers to what the
/// other publishes.
final class SectionLoading {
    private let kinds: [any SectionKind.Type]
    private let entries: [Node.Entry]
    private let loading: Loading
    private let decoding: Decoding
    private var states: [String: State] = [:]
    private var path: [String] = []
    private var sections: [LoadedSection] = []
    private var variables: Node?

    private enum State { case begun, done }

    /// Loading of the sections among the entries of a file.
    init(kinds: [any SectionKind.Type], entries: [Node.Entry], loading: Loading, decoding: Decoding) {
        self.kinds = kinds
        self.entries = entries
        self.loading = loading
        self.decoding = decoding
    }

    /// The sections in the order in which they are started; what is wrong has been added to `decoding`.
    func load(variables: Node?) -> [LoadedSection] {
        self.variables = variables
        decoding.references.possibleSectionKeys = Set(kinds.map { $0.key })
        decoding.references.sectionKeys = decoding.references.possibleSectionKeys.filter { entry($0) != nil }
        for kind in kinds { load(kind) }
        return sections
    }

    private func load<Kind: SectionKind>(_ kind: Kind.Type) {
        switch states[Kind.key] {
        case .done: return
        case .begun: return reportCycle(to: Kind.key)
        case nil: break
        }
        let entry = entry(Kind.key)
        guard entry != nil || Kind.whenAbsent != nil else { return }
        states[Kind.key] = .begun
        path.append(Kind.key)
        defer {
            states[Kind.key] = .done
            path.removeLast()
        }
        let referenced = entry.map { sectionsReferenced(in: $0.value) } ?? []
        load(keys: referenced)
        let written = entry.map { Kind.Specification.decode($0.value, in: decoding) } ?? Kind.whenAbsent
        guard var specification = written else {
            // What it would publish is not known: its use is not reported as well.
            decoding.references.brokenNames.insert(Kind.key)
            return
        }
        let required = Kind.requires(specification)
        load(keys: required)
        Kind.load(&specification, loading: loading)
        loading.provide(specification, of: kind)
        decoding.references.runtimeNames.formUnion(Kind.references(specification))
        let loaded = specification
        sections.append(
            LoadedSection(
                key: Kind.key,
                requires: kinds.map { $0.key }.filter { states[$0] == .done && (required + referenced).contains($0) },
                needs: Kind.needs(loaded)
            ) { context async throws(SectionFailure) in
                try await Kind.start(loaded, in: context)
            })
    }

    private func load(keys: [String]) {
        for kind in kinds where keys.contains(kind.key) { load(kind) }
    }

    private func entry(_ key: String) -> Node.Entry? {
        entries.first { $0.key == key }
    }

    /// The keys of other sections whose references are used in a value, also through variables.
    private func sectionsReferenced(in node: Node) -> [String] {
        var found: [String] = []
        var visited: Set<String> = []
        var waiting = [node]
        while let next = waiting.popLast() {
            LoadReferences.each(in: next) { _, name, _ in
                let parts = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
                if parts[0] == "vars", parts.count > 1, visited.insert(parts[1]).inserted,
                    let value = variables?[parts[1]]
                {
                    waiting.append(value)
                }
                if decoding.references.sectionKeys.contains(parts[0]), !found.contains(parts[0]) {
                    found.append(parts[0])
                }
            }
        }
        return found
    }

    private func reportCycle(to key: String) {
        guard let entry = entry(key) ?? path.lazy.compactMap({ self.entry($0) }).first else { return }
        let cycle = path.drop { $0 != key } + [key]
        decoding.report(
            "scenario/section-cycle", "sections need each other: \(cycle.joined(separator: " → "))",
            label: "needs itself", at: entry.keyPlace, remedy: "remove one of the references between them")
    }
}
