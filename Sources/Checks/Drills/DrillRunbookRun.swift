import Alerting
import Findings
import Scenarios
import Synchronization

/// The run of a drill's runbook: from the notification that starts it to the number that is back, or to the escalation.
final class DrillRunbookRun: Sendable {
    /// How many labels the program is given, and how many characters of each.
    ///
    /// Our choice: what Alertmanager and Prometheus let through is far less.
    private static let labelLimit = 64
    private static let valueLimit = 4096

    let runbook: DrillRunbook
    private let program: UserProgram
    private let record: DrillRecord
    private let state = Mutex(State())

    private struct State {
        /// When the receiver was told, and of what.
        var told: AlertObservation?
        /// The number when the program was started.
        var before: Double?
        /// When the program had ended.
        var ended: Moment?
        var failure: UserProgram.Failure?
        var help: DrillReturn?
        var escalated: Moment?
    }

    init(
        _ runbook: DrillRunbook, with references: RuntimeReferences, _ record: DrillRecord
    ) throws(UnresolvedReference) {
        self.runbook = runbook
        self.record = record
        program = try runbook.program.filled(with: references)
    }

    /// What is to be run now; nil where the receiver is not told yet, or where it is run already.
    func due(_ value: Double?) -> (@Sendable () async -> Void)? {
        guard state.withLock({ $0.told == nil }), let told = record.current.told(runbook.receiver.value) else {
            return nil
        }
        state.withLock { state in
            state.told = told
            state.before = value
        }
        let subject = runbook.metric.subject
        record.note(
            "running \(program.commandLine), for \(runbook.receiver.value) was told of "
                + "\(told.transition.alert.summary); metric \(subject.name) is \(value.map(subject.text) ?? "unknown")")
        return { await self.run(told.transition.alert) }
    }

    /// Takes the number that shows whether it helped.
    func sample(_ value: Double?, at now: Moment) {
        let returned: Double? = state.withLock { state in
            guard state.failure == nil, state.help?.returned == nil else { return nil }
            state.help?.sample(value, at: now)
            return state.help?.returned == nil ? nil : value
        }
        if let returned {
            let subject = runbook.metric.subject
            record.note(
                "it helped: metric \(subject.name) is \(subject.text(returned)) (\(runbook.metric.boundsText))", at: now
            )
        }
        guard let escalation = runbook.escalation, let told = state.withLock({ $0.escalated == nil ? $0.told : nil }),
            let observation = record.current.told(escalation.receiver.value, after: told.seenAt)
        else { return }
        state.withLock { $0.escalated = observation.seenAt }
    }

    /// Whether waiting changes nothing any more.
    ///
    /// - Parameter deadline: until when the receiver must be told.
    func isDecided(at now: Moment, deadline: Moment) -> Bool {
        let state = state.withLock { $0 }
        guard state.told != nil else { return now.instant > deadline.instant }
        guard let ended = state.ended else { return false }
        if state.help?.returned != nil { return true }
        guard state.failure != nil || state.help?.isDecided(at: now) ?? true else { return false }
        guard let escalation = runbook.escalation, state.escalated == nil else { return true }
        // From when it is known that it did not help.
        let known = state.failure == nil ? ended.advanced(by: runbook.within.value) : ended
        return now.since(known) > escalation.within.value
    }

    /// What is wrong: it was not run, it failed or did not help, or nobody else was told then.
    var findings: [Finding] {
        let state = state.withLock { $0 }
        guard let told = state.told, state.ended != nil else {
            return [
                Finding(
                    "drill/runbook-not-run", .error,
                    "\(program.name) was not run, for \(runbook.receiver.value) was told of no alert that is expected",
                    label: "told of nothing", at: runbook.receiver.excerpt,
                    remedy: "let the alert reach it, or name another receiver")
            ]
        }
        guard state.help?.returned == nil else { return [] }
        if let escalation = runbook.escalation {
            guard state.escalated == nil else { return [] }
            return [
                Finding(
                    "drill/not-escalated", .error,
                    "\(program.name) did not help, and \(escalation.receiver.value) was not told within "
                        + escalation.within.value.scalarText,
                    label: "told of nothing", at: escalation.receiver.excerpt,
                    notes: [why(state)].compactMap(\.self))
            ]
        }
        if let failure = state.failure {
            return [
                Finding(
                    "drill/runbook-failed", .error,
                    "\(program.name) was run for \(told.transition.alert.summary), and it \(failure)",
                    label: "failed", at: runbook.place.excerpt, notes: failure.complaints(of: program.name))
            ]
        }
        var finding = state.help?.finding("drill/not-helped", since: "the end of \(program.name)")
        if let before = state.before {
            let number = runbook.metric.subject.text(before)
            finding?.notes.append(.init("it was \(number) when \(program.name) was started"))
        }
        return [finding].compactMap(\.self)
    }

    /// When it had ended, and when it had helped, for the properties of the report.
    var moments: (ended: Moment?, helped: Moment?, escalated: Moment?) {
        state.withLock { ($0.ended, $0.help?.returned, $0.escalated) }
    }

    private func why(_ state: State) -> Finding.Note? {
        if let failure = state.failure { return .init("\(program.name) \(failure)") }
        return state.help?.finding("drill/not-helped", since: "its end").map { .init($0.message) }
    }

    private func run(_ alert: Alert) async {
        var program = program
        program.environment = Self.environment(alert, receiver: runbook.receiver.value)
        var failure: UserProgram.Failure?
        do throws(UserProgram.Failure) { _ = try await program.run([]) } catch { failure = error }
        // Who ended the drill stopped the program too: that says nothing of it.
        guard !Task.isCancelled else { return }
        let now = Moment.now()
        let complaint = failure?.complaints(of: program.name).first.map { "; \($0.text)" } ?? ""
        record.note("\(program.name) \(failure.map { "\($0)" } ?? "has ended")\(complaint)", at: now)
        state.withLock { state in
            state.ended = now
            state.failure = failure
            if failure == nil {
                state.help = DrillReturn(runbook.metric, began: now, within: runbook.within.value)
            }
        }
    }

    /// What the program is told of the alert: `MAILPROOF_ALERT`, `MAILPROOF_RECEIVER`, and each label.
    ///
    /// Whoever sends alerts chooses the names of labels: the prefix keeps them from meaning anything else to a program.
    static func environment(_ alert: Alert, receiver: String) -> [String: String] {
        var variables = ["MAILPROOF_ALERT": alert.name, "MAILPROOF_RECEIVER": receiver]
        for (name, value) in alert.labels.pairs.prefix(labelLimit) {
            // POSIX.1-2017, XBD §8.1: names of variables are letters, digits and underscores.
            let name = String(name.prefix(valueLimit).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
            variables["MAILPROOF_LABEL_\(name)"] = value
        }
        return variables.mapValues { String($0.prefix(valueLimit).filter { $0 != "\0" }) }
    }
}
