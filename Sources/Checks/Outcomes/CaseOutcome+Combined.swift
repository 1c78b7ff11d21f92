package import Findings

extension CaseOutcome {
    /// One outcome of several judgements: failed where one did, else undetermined where one is, else passed where one did.
    ///
    /// Findings, facts and output follow one another; of several causes the first that decides is the outcome's.
    package static func combined(_ parts: [CaseOutcome]) -> CaseOutcome {
        let order: [Verdict] = [.failed, .undetermined, .passed, .skipped]
        let verdict = order.first { verdict in parts.contains { $0.verdict == verdict } } ?? .passed
        let deciding = parts.filter { $0.verdict == verdict }
        var combined = CaseOutcome(verdict)
        combined.type = deciding.first?.type ?? combined.type
        combined.reason = deciding.first?.reason
        // Another attempt helps only where it may help all of them.
        combined.transient = deciding.allSatisfy { $0.transient != nil } ? deciding.first?.transient : nil
        let others = parts.filter { $0.verdict != verdict }
        combined.findings = (deciding + others).flatMap(\.findings)
        combined.properties = parts.flatMap(\.properties)
        combined.output = parts.flatMap(\.output)
        return combined
    }
}
