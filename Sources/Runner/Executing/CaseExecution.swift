import Findings
import Scenarios

/// What the cases of a run share.
struct RunSetting: Sendable {
    let options: ExecutionOptions
    let identity: RunIdentity
    let secrets: RunSecrets
    let supervisor: Supervisor
    /// Who writes down what would outlive a run that is killed; nil where nobody does.
    let leases: (any LeaseKeeping)?
    /// What the run's policy grants.
    let grants: PolicyGrants
    let locks = SystemLocks()
    let cleanups = ActiveCleanups()
    let tally = RunTally()
    let sink: EventSink
}

/// Runs one case: its attempts, their deadlines, what they leave behind, and the judgement of the last.
struct CaseExecution: Sendable {
    let id: RunEvent.CaseID
    let check: LoadedCheck
    let row: LoadedCase
    let file: String
    let resources: Resources
    let references: RuntimeReferences
    let setting: RunSetting

    /// Runs the case to its end and tells it.
    func run() async {
        let begun = ContinuousClock.now
        var earlier: [CaseOutcome] = []
        while true {
            let startedAt = WallTime.now()
            setting.sink.send(.caseStarted(id, at: startedAt))
            let attempt = await self.attempt()
            if await shallRetry(attempt, after: earlier.count + 1) {
                earlier.append(attempt.outcome)
                continue
            }
            report(attempt.outcome, earlier: earlier, startedAt: startedAt, seconds: begun.duration(to: .now).seconds)
            return
        }
    }

    /// Tells the end of a case that was not run.
    func report(unrun outcome: CaseOutcome) {
        finish(RunEvent.CaseReport(id: id, outcome: outcome, startedAt: .now(), seconds: 0))
    }

    private struct Attempt {
        var outcome: CaseOutcome
        /// Whether it may go on in the background, so that another one would meet it.
        var isAbandoned = false
    }

    private func attempt() async -> Attempt {
        let cleanups = Cleanups()
        let watch = setting.cleanups.watch(cleanups)
        let context = CheckContext(
            resources: resources, references: references, run: setting.identity, caseName: row.name,
            deadline: .now + check.timeout, cleanups: cleanups, grants: setting.grants)
        let ending = await setting.supervisor.run(within: check.timeout) { [run = row.run] in await run(context) }
        var attempt: Attempt
        switch ending {
        case .returned(let outcome, nil):
            attempt = Attempt(outcome: outcome)
        case .returned(let outcome, let stop?):
            attempt = Attempt(outcome: stopped(by: stop, after: outcome))
        case .abandoned(let stop):
            attempt = Attempt(outcome: stopped(by: stop, after: nil), isAbandoned: true)
        case .refused(let interruption):
            attempt = Attempt(outcome: notBegun(interruption))
        }
        let problems = await settle(cleanups, watch, isAbandoned: attempt.isAbandoned)
        if !problems.isEmpty { attempt.outcome.addLeftovers(problems) }
        return attempt
    }

    /// Undoes what the attempt registered; returns what could not be undone.
    private func settle(_ cleanups: Cleanups, _ watch: Int, isAbandoned: Bool) async -> [Finding] {
        let active = setting.cleanups.beginSettling(watch)
        var problems: [Finding] = []
        if !active.isEmpty {
            let limit = setting.options.cleanupLimit
            switch await setting.supervisor.run(within: limit, isShielded: true, { await cleanups.settleAll() }) {
            case .returned(let found, _): problems = found
            case .abandoned, .refused:
                problems = [.notUndone(active, within: limit, by: row.name, at: row.place.excerpt)]
            }
        }
        // What an abandoned attempt still registers is settled at the end of the run.
        if !isAbandoned { setting.cleanups.forget(watch) }
        for problem in problems {
            setting.tally.addLeftover()
            setting.sink.send(.notice(RunEvent.Notice(problem, file: file)))
        }
        return problems
    }

    private func shallRetry(_ attempt: Attempt, after attempts: Int) async -> Bool {
        let outcome = attempt.outcome
        guard attempts < check.retry.attempts, !attempt.isAbandoned, outcome.verdict == .undetermined,
            let transient = outcome.transient, check.retry.when.contains(transient),
            setting.supervisor.interruption == nil
        else { return false }
        let delay = check.retry.delay
        guard delay > .zero else { return true }
        // Supervised, so that an interruption does not wait for it; it ends by itself, whatever the limit.
        let ending = await setting.supervisor.run(within: delay + .seconds(3600)) {
            (try? await Task.sleep(for: delay)) != nil
        }
        if case .returned(true, nil) = ending { return true }
        return false
    }

    /// The outcome of an attempt that was stopped: whatever it returned, it did not see its end.
    private func stopped(by stop: Supervisor.Stop, after returned: CaseOutcome?) -> CaseOutcome {
        var finding: Finding
        var outcome: CaseOutcome
        switch stop {
        case .deadline:
            finding = Finding(
                "run/timeout", .error, "no verdict within \(check.timeout.text)",
                label: "timed out after \(check.timeout.text)", at: row.place.excerpt,
                remedy: "find out what it waited for, or raise its timeout")
            outcome = .undetermined([], type: "mailproof.timeout", transient: "timeout")
        case .interruption(let interruption):
            finding = Finding(
                "run/interrupted", .error, "\(interruption.cause) while it was running", label: interruption.cause,
                at: row.place.excerpt)
            outcome = .undetermined([], type: interruption.type)
        }
        if returned == nil {
            finding.notes.append(
                "it did not end within \(setting.options.grace.text) of being cancelled; the run went on without it")
        }
        outcome.findings = [finding] + (returned?.findings ?? [])
        outcome.properties = returned?.properties ?? []
        outcome.output = returned?.output ?? []
        return outcome
    }

    /// The outcome of a case that an interruption left no time for.
    func notBegun(_ interruption: Interruption) -> CaseOutcome {
        let finding = Finding(
            "run/interrupted", .error, "not run: \(interruption.cause)", label: interruption.cause,
            at: row.place.excerpt)
        return .undetermined([finding], type: interruption.type)
    }

    private func report(_ outcome: CaseOutcome, earlier: [CaseOutcome], startedAt: WallTime, seconds: Double) {
        let today = String(WallTime.now().description.prefix { $0 != "T" })
        let judgement = Judgement(outcome, of: check, today: today)
        finish(
            RunEvent.CaseReport(
                id: id, outcome: judgement.outcome, warned: judgement.isWarned,
                quarantined: check.quarantine?.reason, earlierAttempts: earlier, startedAt: startedAt,
                seconds: seconds))
    }

    private func finish(_ report: RunEvent.CaseReport) {
        setting.tally.add(report)
        let verdict = report.outcome.verdict
        if setting.options.failFast, verdict == .failed || verdict == .undetermined {
            setting.tally.stopBeginning(after: row.name)
        }
        setting.sink.send(.caseFinished(report))
    }
}

extension CaseOutcome {
    /// A case that leaves something active has not passed, whatever it saw.
    fileprivate mutating func addLeftovers(_ problems: [Finding]) {
        findings += problems
        guard verdict == .passed || verdict == .skipped else { return }
        verdict = .undetermined
        type = "mailproof.cleanup"
        transient = nil
    }
}

extension Finding {
    /// Something that took too long to undo.
    fileprivate static func notUndone(
        _ active: [String], within limit: Duration, by name: String, at excerpt: SourceExcerpt
    ) -> Finding {
        Finding(
            "run/cleanup", .error, "what '\(name)' did could not be undone within \(limit.text)",
            label: "may still be active", at: excerpt, notes: active.map { Note("may still be active: \($0)") })
    }
}

extension Duration {
    /// The duration as seconds.
    var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
