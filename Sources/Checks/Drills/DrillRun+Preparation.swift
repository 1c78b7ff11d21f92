import Findings

extension DrillRun {
    /// Sees that mail gets through to where something is to be broken, and that Prometheus has seen some of it.
    ///
    /// - Returns: why nothing may be broken; nil where it may.
    func prepare(_ traffic: [DrillMailer], _ record: DrillRecord) async -> CaseOutcome? {
        let lost = await lostCanaries(of: traffic, record)
        if lost.isEmpty, specification.isPrimed {
            await DrillPriming(observer: observer, traffic: traffic, record: record).prime()
        }
        let story = record.current.timeline.lines
        // Who stopped it says so.
        if Task.isCancelled { return .undetermined([], type: "mailproof.interrupted", output: story) }
        return lost.isEmpty ? nil : .undetermined(lost, type: "mailproof.canary", output: story)
    }

    /// Sends one mail ahead of each traffic that goes through a mail server which is not the lab's.
    ///
    /// - Returns: why nothing may be broken.
    private func lostCanaries(of traffic: [DrillMailer], _ record: DrillRecord) async -> [Finding] {
        guard let patience = specification.canaryPatience else { return [] }
        return await withTaskGroup(of: (Int, Finding?).self) { group in
            for (index, mailer) in traffic.enumerated() where mailer.needsCanary {
                let flight = DrillCanaryFlight(mailer: mailer, lab: lab, patience: patience, record: record)
                group.addTask { (index, await flight.fly()) }
            }
            var lost: [(Int, Finding)] = []
            for await (index, finding) in group { if let finding { lost.append((index, finding)) } }
            return lost.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
