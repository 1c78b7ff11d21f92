import Alerting

extension DrillRun {
    /// Waits until every alert is resolved and the number is back that shows that all is well, or their time is over.
    func recover(
        from disarmed: Moment, _ arming: inout DrillArming, _ before: Set<LabelSet>, _ record: DrillRecord,
        _ judgement: inout DrillJudgement
    ) async throws {
        if let remediation = specification.recovery?.remediation { record.begin(remediation, at: disarmed) }
        let deadline = disarmed.advanced(by: DrillCheck.resolution(of: specification))
        try await watch(&arming, record) { now in
            if now.instant >= deadline.instant { return true }
            guard record.current.progress.firing.all.isEmpty else { return false }
            // The monitor may have fired what nobody has been told of yet.
            return try await active(but: before).isEmpty
        }
        // An alert that is resolved while a number is waited for was resolved too late all the same.
        var unresolved = record.current.progress.firing.all.map(\.transition.alert)
        for transition in try await active(but: before)
        where !unresolved.contains(where: { $0.labels == transition.alert.labels }) {
            unresolved.append(transition.alert)
        }
        judgement.unresolved = unresolved
        try await watch(&arming, record) { now in record.current.remediation?.isDecided(at: now) ?? true }
        judgement.ended = .now()
        judgement.stillActive = try await active(but: before)
    }

    /// The alerts that fire now, without those that did before the drill.
    private func active(but before: Set<LabelSet>) async throws(ObserverFailure) -> [AlertTransition] {
        try await observer.activeAlerts().filter { $0.state == .firing && !before.contains($0.alert.labels) }
    }
}
