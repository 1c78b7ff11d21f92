import Alerting
import FaultLab
import Findings
import Scenarios

/// One drill from its steady state to its last word.
struct DrillRun {
    let specification: DrillSpecification
    let context: CheckContext
    let observer: any AlertObserver
    let lab: any HeldLab

    /// How often numbers and hits are looked at.
    ///
    /// Our choice: finer than any rule evaluates.
    private static let pollInterval: Duration = .milliseconds(20)

    /// Why a drill ends before it is judged.
    private enum Abort: Error {
        case unreadable(String)
        case lost(LabError)
        case blind(String)
        case interrupted
    }

    /// Runs it.
    func run() async -> CaseOutcome {
        let before: Set<LabelSet>
        let traffic: [DrillMailer]
        do {
            let routes = LiveRouteGuard(specification: specification, grants: context.grants)
            if let problem = try await routes.problem(with: observer) { return problem }
            let active = try await observer.activeAlerts().filter { $0.state == .firing }
            if let problem = steadyProblem(active) { return problem }
            before = Set(active.map(\.alert.labels))
            for (subject, _) in specification.measured {
                switch subject {
                case .measure(let measure): try await observer.watch(measure)
                // Asked once before anything is broken, so that a query that is wrong breaks nothing.
                case .query(let query): _ = try await observer.value(of: query)
                }
            }
            traffic = try specification.traffic.map { try DrillMailer($0, in: context) }
        } catch let failure as ObserverFailure {
            return unreadable(failure.reason)
        } catch let unresolved as UnresolvedReference {
            return .undetermined([unresolved.finding], type: "mailproof.reference")
        } catch let problem as DrillAddressProblem {
            return .undetermined([problem.finding], type: "mailproof.reference")
        } catch {
            return unreadable("\(error)")
        }

        let attempts = specification.attemptParts.map(\.expectation)
        let record = DrillRecord(specification.progress(began: .now()), attempts: attempts)
        let flushing: DrillFlushing?
        let runbook: DrillRunbookRun?
        do throws(UnresolvedReference) {
            flushing = try specification.recovery?.flush.map { flush throws(UnresolvedReference) in
                try DrillFlushing(flush, with: context.references, record)
            }
            runbook = try specification.runbook.map { runbook throws(UnresolvedReference) in
                try DrillRunbookRun(runbook, with: context.references, record)
            }
        } catch {
            return .undetermined([error.finding], type: "mailproof.reference")
        }
        if let problem = await prepare(traffic, record) { return problem }
        // The subscription stands before anything is broken, so that nothing is missed.
        let observations = observer.observations()
        let events = attempts.isEmpty ? nil : lab.events()
        var arming = DrillArming(specification, in: context, lab, record)
        do throws(DrillArming.Failure) { try await arming.armAll() } catch {
            await arming.disarmAll()
            return .undetermined([error.finding], type: error.type)
        }
        // A program may take seconds to arm: times are counted from when everything is broken.
        record.begin(specification.progress(began: .now()), attempts: attempts)
        return await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await observation in observations { record.see(observation) }
                if !Task.isCancelled { record.endObservations() }
            }
            if let events {
                group.addTask {
                    for await event in events { if case .attempt(let attempt) = event { record.see(attempt) } }
                }
            }
            for mailer in traffic { group.addTask { await mailer.start() } }
            let outcome = await drill(&arming, traffic, before, record, flushing, runbook, &group)
            group.cancelAll()
            return outcome
        }
    }

    private func drill(
        _ arming: inout DrillArming, _ traffic: [DrillMailer], _ before: Set<LabelSet>, _ record: DrillRecord,
        _ flushing: DrillFlushing?, _ runbook: DrillRunbookRun?, _ group: inout TaskGroup<Void>
    ) async -> CaseOutcome {
        let longest = specification.expectations.map(\.kind.within).max() ?? .zero
        let sources = context.resources[EventSourcesKey.self]
        var judgement = DrillJudgement(specification: specification, observer: observer, sources: sources)
        do {
            judgement.runbook = runbook
            try await watch(&arming, record) { now in
                // While everything is still broken: what mends it is not us.
                guard let runbook else { return record.current.isDecided(at: now) }
                let value = try await value(of: runbook.runbook.metric.subject)
                if let due = runbook.due(value) { group.addTask { await due() } }
                runbook.sample(value, at: now)
                return runbook.isDecided(at: now, deadline: record.current.progress.began.advanced(by: longest))
                    && record.current.isDecided(at: now)
            }
            await arming.disarmAll()
            let disarmed = Moment.now()
            judgement.disarmed = disarmed
            if let flushing { group.addTask { await flushing.run() } }
            try await recover(from: disarmed, &arming, before, record, &judgement)
            await flushing?.finish()
            judgement.flushProblem = flushing?.problem
        } catch {
            await arming.disarmAll()
            judgement.note(traffic.map(\.report), arming.armed, record)
            switch error {
            case let failure as ObserverFailure: return unreadable(failure.reason, output: judgement.output)
            case Abort.unreadable(let reason): return unreadable(reason, output: judgement.output)
            case Abort.blind(let reason): return blind(reason, output: judgement.output)
            case Abort.lost(let error): return DrillCheck.lost(specification, error, output: judgement.output)
            default:
                // Who stopped it says so.
                return .undetermined([], type: "mailproof.interrupted", output: judgement.output)
            }
        }
        judgement.note(traffic.map(\.report), arming.armed, record)
        return judgement.outcome
    }

    /// Looks at numbers and hits until something holds.
    func watch(
        _ arming: inout DrillArming, _ record: DrillRecord, until isOver: (Moment) async throws -> Bool
    ) async throws {
        while true {
            let now = Moment.now()
            arming.noteHits(at: now)
            for (index, part) in specification.metricParts.enumerated() {
                guard let value = try await value(of: part.metric.subject) else { continue }
                record.sample(value, ofMetric: index, at: now)
            }
            for (index, part) in specification.alertParts.enumerated() {
                for rule in observer.rules where rule.name == part.name.value {
                    guard let measure = rule.measure else { continue }
                    for reading in try await observer.readings(of: measure) {
                        record.peak(reading, of: measure, alert: index)
                    }
                }
            }
            if let remediation = record.current.remediation, !remediation.isDecided(at: now) {
                record.sampleRemediation(try await value(of: remediation.metric.subject), at: now)
            }
            if let loss = lab.loss { throw Abort.lost(loss) }
            if let failure = context.resources[EventSourcesKey.self]?.failure { throw Abort.blind(failure) }
            if try await isOver(now) { return }
            if record.current.observerEnded {
                throw Abort.unreadable(observer.failure?.reason ?? "it stopped before the drill ended")
            }
            do {
                try await Task.sleep(for: Self.pollInterval)
            } catch {
                throw Abort.interrupted
            }
        }
    }

    /// The number of an expected metric now; nil where there is none: a query without an answer, a value never told.
    private func value(of subject: MetricExpectation.Subject) async throws(ObserverFailure) -> Double? {
        switch subject {
        case .measure(let measure):
            try await observer.readings(of: measure).compactMap(\.value).max()
                ?? (measure.statistic == .value ? nil : 0)
        case .query(let query): try await observer.value(of: query)
        }
    }

    private func steadyProblem(_ active: [AlertTransition]) -> CaseOutcome? {
        guard let steady = specification.steady else { return nil }
        let pattern = AlertPattern(labels: steady.labels.dictionary)
        let firing = active.filter { pattern.matches($0.alert) }
        guard !firing.isEmpty else { return nil }
        let names = firing.map(\.alert.summary).joined(separator: ", ")
        return .undetermined(
            [
                Finding(
                    "drill/not-steady", .error, "nothing was injected, because \(names) fires already",
                    label: "not steady", at: steady.place.excerpt, remedy: "resolve it first, or narrow no_alerts")
            ], type: "mailproof.steady")
    }

    /// What a log tells no more is not what did not happen.
    private func blind(_ reason: String, output: [String]) -> CaseOutcome {
        .undetermined(
            [Finding("drill/unreadable-log", .error, reason, at: specification.place.excerpt)],
            type: "mailproof.connection", output: output)
    }

    private func unreadable(_ reason: String, output: [String] = []) -> CaseOutcome {
        .undetermined(
            [
                Finding(
                    "drill/unreadable", .error, "\(observer.name) cannot be read: \(reason)",
                    at: specification.place.excerpt)
            ], type: "mailproof.connection", output: output)
    }
}

extension DrillSpecification {
    /// What it expects and forbids, of which nothing has been seen.
    fileprivate func progress(began: Moment) -> DrillProgress {
        DrillProgress(
            alerts: alertParts.map(\.expectation), metrics: metricParts.map(\.expectation),
            prohibitions: prohibitions.map(\.prohibition), began: began)
    }

    /// The expected alerts in order.
    var alertParts: [DrillExpectation.AlertPart] {
        expectations.compactMap { if case .alert(let part) = $0.kind { part } else { nil } }
    }

    /// The expected numbers in order.
    var metricParts: [DrillExpectation.MetricPart] {
        expectations.compactMap { if case .metric(let part) = $0.kind { part } else { nil } }
    }

    /// The expected attempts in order.
    var attemptParts: [DrillAttempts] {
        expectations.compactMap { if case .attempts(let part) = $0.kind { part } else { nil } }
    }
}
