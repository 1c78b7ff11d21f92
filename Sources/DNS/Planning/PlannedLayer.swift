/// Another layer as it will be once planned changes are carried out.
///
/// The layer's names cannot be listed (a server, a snapshot), so that only what it says to each question is known:
/// - a name that gets its first set exists, and so do the names above it: it has no data of other types;
/// - an alias that is deleted is no longer followed;
/// - a wildcard that is planned answers for names that do not exist (RFC 4592 §3.3.1).
///
/// Where a server answers for a planned name from a wildcard of its own, that cannot be told from records of the name.
struct PlannedLayer: ResolverLayer {
    private let changes: PlannedChanges
    private let layer: (any ResolverLayer)?
    private let hasWildcards: Bool

    /// A layer under these changes; without one, what they alone can tell.
    init(_ changes: PlannedChanges, over layer: (any ResolverLayer)?) {
        self.changes = changes
        self.layer = layer
        hasWildcards = changes.hasWildcards
    }

    func owns(_ name: DomainName) -> Bool {
        layer?.owns(name) ?? false
    }

    func owns(_ question: Question) -> Bool {
        // A set of which only single records are planned and that no layer before owns: those are all that is known.
        if let layer { layer.owns(question) } else { changes.deciding(question) != nil }
    }

    func step(_ question: Question) async throws(ResolverError) -> ResolverStep {
        guard let layer else { return try changes.deciding(question)?.step(question) ?? .answer(Answer(.noData)) }
        let step = withoutRemovedAlias(try await layer.step(question), question.name)
        if let change = changes.deciding(question) {
            guard case .answer(let answer) = step, answer.aliases.isEmpty else { return try change.step(question) }
            return try change.step(question, base: change.type == question.type ? answer.records : [])
        }
        if let cut = cut(step) { return cut }
        guard case .answer(var answer) = step, answer.outcome == .nameError, answer.aliases.isEmpty else { return step }
        if changes.makesExist(question.name) {
            answer.outcome = .noData
            return .answer(answer)
        }
        return try await synthesised(question, in: layer) ?? step
    }

    /// A deleted alias uncovers nothing: the name has no data but what is planned.
    private func withoutRemovedAlias(_ step: ResolverStep, _ name: DomainName) -> ResolverStep {
        guard changes.removesAlias(at: name) else { return step }
        switch step {
        case .alias(let aliases, _) where aliases.first?.name == name:
            return .answer(Answer(.noData, source: changes.change(of: Question(name, .CNAME))?.source))
        case .answer(let answer) where answer.aliases.first?.name == name:
            return .answer(Answer(.noData, source: changes.change(of: Question(name, .CNAME))?.source))
        default: return step
        }
    }

    /// A chain of aliases up to the first name that something is planned for: what is behind it is asked for anew.
    private func cut(_ step: ResolverStep) -> ResolverStep? {
        guard case .answer(let answer) = step else { return nil }
        for (index, alias) in answer.aliases.enumerated() {
            if case .cname(let target) = alias.data, hasWildcards || changes.touch(target) {
                return .alias(Array(answer.aliases[...index]), next: target)
            }
        }
        return nil
    }

    /// RFC 4592 §3.3.1: what the wildcard below the closest encloser has for a name that does not exist.
    private func synthesised(_ question: Question, in layer: any ResolverLayer) async throws(ResolverError)
        -> ResolverStep?
    {
        guard hasWildcards else { return nil }
        var ancestor = question.name.parent
        while let encloser = ancestor {
            if let wildcard = encloser.prepending("*"),
                let change = changes.deciding(Question(wildcard, question.type))
            {
                return change.isPresent ? try change.step(question) : nil
            }
            if changes.makesExist(encloser) { return nil }
            if case .answer(let answer) = try await layer.step(Question(encloser, question.type)),
                answer.outcome != .nameError
            {
                return nil
            }
            ancestor = encloser.parent
        }
        return nil
    }
}
