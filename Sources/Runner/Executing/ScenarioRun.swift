package import Findings
package import Scenarios
import Synchronization

/// Carries out a plan, tells what happens, and leaves nothing behind.
///
/// `events` has one consumer; `run` is called once.
package final class ScenarioRun: Sendable {
    /// What the run tells, secrets replaced; it ends with the run.
    package let events: AsyncStream<RunEvent>
    private let plan: Plan
    private let setting: RunSetting
    private let description: RunEvent.RunDescription
    private let begun = ContinuousClock.now
    private let ended = Slot<RunEvent.RunSummary>()

    /// A run of a plan.
    ///
    /// - Parameters:
    ///   - version: the version of mailproof.
    ///   - host: the name of the machine.
    ///   - leases: who writes down what would outlive this process; without it nothing of the kind is done.
    ///   - environment: the value of an environment variable, for declared secrets.
    package init(
        _ plan: Plan, options: ExecutionOptions = ExecutionOptions(), identity: RunIdentity, version: String,
        host: String, leases: (any LeaseKeeping)? = nil, environment: (String) -> String?
    ) {
        self.plan = plan
        let secrets = RunSecrets(plan.suites.map(\.scenario), environment: environment)
        let stream = AsyncStream<RunEvent>.makeStream()
        events = stream.stream
        setting = RunSetting(
            options: options, identity: identity, secrets: secrets,
            supervisor: Supervisor(grace: options.grace), leases: leases, grants: plan.grants,
            sink: EventSink(stream.continuation, redactor: secrets.redactor))
        description = RunEvent.RunDescription(
            id: identity.id, seed: identity.seed, version: version, startedAt: .now(), host: host,
            suites: plan.descriptions)
    }

    /// Runs everything; returns when all is undone and told, or at once after `stopAtOnce`.
    package func run() async -> RunEvent.RunSummary {
        setting.sink.send(.runStarted(description))
        let timer = setting.options.timeout.map { limit in
            Task {
                try await Task.sleep(for: limit)
                self.interrupt(.timeout(limit))
            }
        }
        // A task of its own: `stopAtOnce` does not wait for it.
        Task {
            await self.runSuites()
            await self.settleAbandoned()
            self.end(
                with: self.setting.tally.summary(
                    interruption: self.setting.supervisor.interruption, seconds: self.seconds))
        }
        let summary = await ended.value()
        timer?.cancel()
        setting.supervisor.close()
        return summary
    }

    /// Ends the run early: what runs is cancelled, what was done is undone, reports are completed.
    package func interrupt(_ interruption: Interruption) {
        guard setting.supervisor.interruption == nil else { return }
        setting.supervisor.interrupt(interruption)
        setting.sink.send(
            .notice(
                RunEvent.Notice(
                    Finding("run/interrupted", .warning, "\(interruption.cause): undoing what is active"))))
    }

    /// Ends the run this moment and tells what is still active.
    package func stopAtOnce(_ interruption: Interruption) {
        let active = setting.cleanups.descriptions
        for description in active {
            setting.tally.addLeftover()
            setting.sink.send(
                .notice(RunEvent.Notice(Finding("run/cleanup", .error, "still active: \(description)"))))
        }
        end(with: setting.tally.summary(interruption: interruption, seconds: seconds))
    }

    private var seconds: Double { begun.duration(to: .now).seconds }

    private func end(with summary: RunEvent.RunSummary) {
        setting.sink.finish(with: summary)
        ended.fill(summary)
    }

    private func runSuites() async {
        let setting = setting
        await withTaskGroup { group in
            var waiting = plan.suites.enumerated().makeIterator()
            var running = 0
            while true {
                while running < setting.options.jobs, let (number, suite) = waiting.next() {
                    running += 1
                    group.addTask { await SuiteExecution(number: number, suite: suite, setting: setting).run() }
                }
                guard await group.next() != nil else { return }
                running -= 1
            }
        }
    }

    /// Undoes what attempts registered after they had been given up.
    private func settleAbandoned() async {
        for (number, cleanups) in setting.cleanups.remaining {
            let active = setting.cleanups.beginSettling(number)
            guard !active.isEmpty else { continue }
            let limit = setting.options.cleanupLimit
            var problems = [Finding("run/cleanup", .error, "could not be undone: \(active.joined(separator: ", "))")]
            if case .returned(let found, _) = await setting.supervisor.run(
                within: limit, isShielded: true, { await cleanups.settleAll() })
            {
                problems = found
            }
            for problem in problems {
                setting.tally.addLeftover()
                setting.sink.send(.notice(RunEvent.Notice(problem)))
            }
        }
    }
}

extension RunIdentity {
    /// A run with an id that is fresh, and a seed that is too unless one is given.
    package static func fresh(seed: UInt64? = nil) -> RunIdentity {
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        let id = String((0..<12).compactMap { _ in letters.randomElement() })
        // Below 2^53, so that every reader of JSON keeps all its digits.
        return RunIdentity(id: id, seed: seed ?? UInt64.random(in: 0..<1 << 53))
    }
}
