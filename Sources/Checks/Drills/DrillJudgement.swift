import Alerting
import FaultLab
import Findings
import Scenarios

/// What a drill that was carried out comes to: findings at the expectations' places, a timeline, properties.
struct DrillJudgement {
    let specification: DrillSpecification
    let observer: any AlertObserver
    /// When the faults were disarmed.
    var disarmed: Moment?
    /// When nothing more was waited for.
    var ended: Moment?
    /// The alerts of the drill that were not resolved in time.
    var unresolved: [Alert] = []
    /// The alerts of the drill that fire at its end, by the observer's own word.
    var stillActive: [AlertTransition] = []
    /// What is wrong with the runbook, and when it did what.
    var runbook: DrillRunbookRun?
    /// Why deferred mail was not tried again although it was to be.
    var flushProblem: Finding?
    /// The timeline, then what became of the mail.
    private(set) var output: [String] = []

    /// How many recipient domains a fault's count names.
    ///
    /// Our choice.
    private static let shownSubjects = 10

    private var state: DrillRecord.State?
    private var armed: [ArmedDrillFault] = []
    private var mail: [DrillMailer.Report] = []

    /// The logs that were followed; nil for none.
    private let sources: EventSources?

    init(specification: DrillSpecification, observer: any AlertObserver, sources: EventSources? = nil) {
        self.specification = specification
        self.observer = observer
        self.sources = sources
    }

    /// Takes what there is to be judged.
    mutating func note(_ mail: [DrillMailer.Report], _ armed: [ArmedDrillFault], _ record: DrillRecord) {
        let state = record.current
        self.state = state
        self.armed = armed
        self.mail = mail
        output = observer.conditions + state.timeline.lines
        for entry in armed {
            if let hits = entry.hits {
                output.append("\(entry.description): \(hits.summary(subjects: Self.shownSubjects))")
            }
        }
        for report in mail {
            let problem = report.problem.map { "; first failure: \($0)" } ?? ""
            output.append(
                "traffic to \(report.endpoint): \(report.sent) sent, \(report.accepted) accepted, "
                    + "\(report.deferred) deferred, \(report.refused) refused, \(report.failed) failed\(problem)")
        }
        output += sources?.summaries ?? []
        for failure in observer.notificationFailures.prefix(10) { output.append("\(failure)") }
    }

    /// The outcome.
    var outcome: CaseOutcome {
        guard let state else {
            return .undetermined([], type: "mailproof.internal", output: output)
        }
        let findings = DrillFindings(
            specification: specification, observer: observer, state: state, hits: hits, ended: ended ?? .now())
        let unmet = findings.expectations
        if !unmet.isEmpty, let nothing = nothingInjected {
            return .undetermined(
                [nothing] + unmet,
                type: nothing.rule == "drill/no-mail" ? "mailproof.connection" : "mailproof.injection",
                properties: properties(state), output: output)
        }
        // That nobody was told of what did not fire is said once.
        let runbook = (runbook?.findings ?? []).filter { unmet.isEmpty || $0.rule != "drill/runbook-not-run" }
        var all = unmet + findings.violations + runbook
        let recovery = findings.recovery(unresolved)
        all += recovery
        // What was left out or not understood may be the very thing that is missed or forbidden.
        if let gap = unseen, findings.violations.isEmpty {
            return .undetermined(
                [gap] + all, type: "mailproof.connection", properties: properties(state), output: output)
        }
        // What would have recovered had deferred mail been tried again is not known; what held or not before is.
        if let flushProblem {
            guard all.count > recovery.count else {
                return .undetermined(
                    [flushProblem] + recovery, type: "mailproof.recovery", properties: properties(state),
                    output: output)
            }
            all.append(flushProblem)
        }
        // What did not recover fires at the end too: that is said once.
        if unresolved.isEmpty || specification.recovery == nil { all += findings.steady(stillActive) }
        guard all.isEmpty else { return .failed(all, properties: properties(state), output: output) }
        // What holds while a fault never strikes says nothing of what would hold if it did.
        let untried = neverHit
        guard untried.isEmpty else {
            return .undetermined(
                untried, type: "mailproof.injection", properties: properties(state), output: output)
        }
        return .passed(properties: properties(state), output: output)
    }

    /// What the observer could not read, where anything is expected or forbidden of alerts.
    private var unseen: Finding? {
        let gaps = observer.gaps
        guard let first = gaps.first, !specification.alertParts.isEmpty || !specification.prohibitions.isEmpty
        else { return nil }
        return Finding(
            "drill/unseen-alerts", .error, "not everything could be seen: \(first)", label: "not all was seen",
            at: specification.place.excerpt,
            remedy: "remove max_alerts from the receiver, or let it send the standard body",
            notes: gaps.dropFirst().prefix(3).map { Finding.Note($0) })
    }

    /// Each fault that struck nothing.
    private var neverHit: [Finding] {
        zip(specification.faults, armed).filter { $1.hits?.total == 0 }.map { fault, armed in
            Finding(
                "drill/nothing-injected", .error,
                "\(armed.description) was never hit, so it put nothing to the test", label: "never hit",
                at: fault.place.excerpt, remedy: "let the traffic reach what the fault breaks, or remove it",
                notes: mail.map { "\($0.sent) mails were sent to \($0.endpoint), \($0.accepted) were accepted" })
        }
    }

    private var hits: Int { armed.reduce(0) { $0 + ($1.hits?.total ?? 0) } }

    /// Why nothing was put to the test; nil where something was.
    private var nothingInjected: Finding? {
        // What a program has broken strikes unseen.
        guard hits == 0, armed.allSatisfy({ $0.hits != nil }) else { return nil }
        let place = specification.faults.first?.place ?? specification.place
        let sent = mail.reduce(0) { $0 + $1.sent }
        if sent > 0, mail.allSatisfy({ $0.failed == $0.sent }), let problem = mail.compactMap(\.problem).first {
            return Finding(
                "drill/no-mail", .error, "no mail could be sent: \(problem)", label: "nothing reached it",
                at: (specification.traffic.first?.place ?? place).excerpt)
        }
        return Finding(
            "drill/nothing-injected", .error, "no fault was hit, so nothing was put to the test", label: "never hit",
            at: place.excerpt, remedy: "let the traffic reach what the fault breaks",
            notes: mail.map { "\($0.sent) mails were sent to \($0.endpoint), \($0.accepted) were accepted" })
    }

    private func properties(_ state: DrillRecord.State) -> [CaseOutcome.Property] {
        let began = state.progress.began
        var properties: [CaseOutcome.Property] = []
        func add(_ name: String, _ moment: Moment?, since: Moment? = nil) {
            if let moment { properties.append(.init(name, moment.since(since ?? began).seconds)) }
        }
        func earliest(_ moments: [Moment?]) -> Moment? {
            moments.compactMap(\.self).min { $0.instant < $1.instant }
        }
        func latest(_ moments: [Moment?]) -> Moment? {
            moments.compactMap(\.self).max { $0.instant < $1.instant }
        }
        add("drill.first_hit", earliest(armed.map(\.firstHit)))
        add("drill.metric", latest(state.progress.metrics.map(\.reached)))
        add("drill.pending", earliest(state.progress.alerts.map { $0.pending?.seenAt }))
        add("drill.firing", latest(state.progress.alerts.map { $0.fired?.seenAt }))
        add("drill.delivered", latest(state.progress.alerts.map { $0.delivered?.complete }))
        add("drill.disarmed", disarmed)
        add("drill.resolved", latest(state.progress.firing.resolutions.map(\.seenAt)), since: disarmed)
        add("drill.remedied", state.remediation?.returned, since: disarmed)
        add("drill.runbook_ended", runbook?.moments.ended)
        add("drill.runbook_helped", runbook?.moments.helped)
        add("drill.escalated", runbook?.moments.escalated)
        properties.append(.init("drill.hits", String(hits)))
        properties.append(.init("drill.mails", String(mail.reduce(0) { $0 + $1.sent })))
        return properties
    }
}
