import Alerting
import FaultLab
import Findings
import Scenarios

/// The findings of a drill, each at the value of the scenario that it is about.
struct DrillFindings {
    let specification: DrillSpecification
    let observer: any AlertObserver
    let state: DrillRecord.State
    /// How often the faults were hit.
    let hits: Int
    let ended: Moment

    /// How many alerts that broke one prohibition are shown.
    ///
    /// Our choice.
    private static let shownViolations = 10

    /// The expectations that were not met, in the order of the scenario.
    var expectations: [Finding] {
        var alerts = 0
        var metrics = 0
        var attempts = 0
        return specification.expectations.compactMap { expectation in
            switch expectation.kind {
            case .alert(let part):
                defer { alerts += 1 }
                return finding(part, state.progress.alerts[alerts], state.peaks[alerts])
            case .metric(let part):
                defer { metrics += 1 }
                return finding(part, state.progress.metrics[metrics])
            case .attempts(let part):
                defer { attempts += 1 }
                return part.finding(state.attempts[attempts].standing(at: ended.wallTime, isOver: true))
            }
        }
    }

    /// The alerts that should not have fired.
    var violations: [Finding] {
        specification.prohibitions.enumerated().flatMap { index, prohibition in
            state.progress.violations.filter { $0.prohibition == index }.prefix(Self.shownViolations).map { violation in
                let alert = violation.observation.transition.alert
                let delay = violation.observation.seenAt.since(state.progress.began).seconds
                return Finding(
                    "drill/forbidden-alert", .error, "\(alert.summary) fired, which is forbidden",
                    label: "\(alert.name) fired after \(delay)", at: prohibition.name.excerpt,
                    notes: ruleNotes(alert.name)
                        + alert.annotations.sorted { $0.key < $1.key }.map {
                            "\($0.key): \($0.value)"
                        })
            }
        }
    }

    /// The alerts that were not resolved in time, and the number that did not come back.
    func recovery(_ unresolved: [Alert]) -> [Finding] {
        [state.remediation?.finding("drill/not-remedied", since: "the end of the faults")].compactMap(\.self)
            + resolution(unresolved)
    }

    private func resolution(_ alerts: [Alert]) -> [Finding] {
        guard let within = specification.recovery?.within else { return [] }
        return alerts.map { alert in
            Finding(
                "drill/not-resolved", .error,
                "\(alert.summary) was not resolved within \(within.value.scalarText) of the end of the faults",
                label: "\(alert.name) is not resolved", at: within.excerpt,
                notes: ruleNotes(alert.name).map { note in
                    Finding.Note("\(note.text), a window of \(window(alert.name))", at: note.excerpt)
                })
        }
    }

    /// The alerts that fire at the end although none should.
    func steady(_ stillActive: [AlertTransition]) -> [Finding] {
        guard let steady = specification.steady else { return [] }
        let pattern = AlertPattern(labels: steady.labels.dictionary)
        return stillActive.filter { pattern.matches($0.alert) }.map { transition in
            Finding(
                "drill/not-steady", .error, "\(transition.alert.summary) fires at the end of the drill",
                label: "\(transition.alert.name) fires at the end", at: steady.place.excerpt)
        }
    }

    // MARK: - One expectation

    private func finding(
        _ part: DrillExpectation.AlertPart, _ progress: AlertExpectationProgress, _ peak: DrillRecord.Peak?
    ) -> Finding? {
        guard case .unmet(let shortfall) = progress.standing(at: ended, isOver: true) else { return nil }
        let name = part.name.value
        let notes = ruleNotes(name) + [stages(part, progress)]
        switch shortfall {
        case .notFiring(.namesake(let alert, let mismatches)):
            let mismatch = mismatches.first
            let place = mismatch.flatMap { part.labels.place(of: $0.name) } ?? part.name.place
            return Finding(
                "drill/wrong-label", .error,
                "expected \(name) with \(part.labels.text), \(alert.summary) fired",
                label: mismatch.map(Self.got) ?? "another fired", at: place.excerpt, notes: notes)
        case .notFiring(let seen):
            let word = seen == .pending ? "pending" : "nothing"
            var more = notes
            if let peak {
                more.append("the most that its measure showed was \(peak.text)")
            } else if observer.rules.contains(where: { $0.name == name }) {
                more.append("its measure never showed a number")
            }
            more.append("the faults were hit \(hits) times")
            return Finding(
                "drill/not-firing", .error,
                "expected \(name) to fire within \(part.within.value.scalarText), and it did not",
                label: "not firing after \(part.within.value.scalarText) (seen: \(word))", at: part.name.excerpt,
                notes: more + failureNotes)
        case .late(let delay):
            let total = part.within.value + delay
            return Finding(
                "drill/late", .error,
                "expected \(name) to fire within \(part.within.value.scalarText), and it took \(total.seconds)",
                label: "fired after \(total.seconds)", at: part.within.excerpt, notes: notes)
        case .misworded(let mismatches):
            let words = mismatches.map { mismatch in
                mismatch.found.map { "\(mismatch.name) says \($0)" } ?? "\(mismatch.name) is not there"
            }
            let place = mismatches.first.flatMap { part.annotations.place(of: $0.name) } ?? part.name.place
            return Finding(
                "drill/wrong-annotation", .error, "\(name) fired, and its annotation \(words.joined(separator: ", "))",
                label: mismatches.first.map(Self.got) ?? "says something else", at: place.excerpt, notes: notes)
        case .suppressed(let reason):
            return Finding(
                "drill/suppressed", .error, "\(name) fires and nobody is told, for it is \(reason)",
                label: reason, at: part.name.excerpt,
                remedy: "end the silence, or drill where the inhibition does not hold", notes: notes)
        case .undelivered(let count), .repeated(let count):
            guard let delivered = part.delivered else { return nil }
            return Finding(
                "drill/wrong-deliveries", .error,
                "expected \(delivered.timesText) notification of \(name) to \(delivered.receiver.value), got \(count)",
                label: "got \(count)", at: delivered.place.excerpt,
                notes: notes + resolvedTooSoon(part, count) + failureNotes)
        }
    }

    /// An alert that is resolved before group_wait is over is told to nobody.
    private func resolvedTooSoon(_ part: DrillExpectation.AlertPart, _ deliveries: Int) -> [Finding.Note] {
        let pattern = part.expectation.pattern
        let resolution = state.progress.firing.resolutions.first { pattern.matches($0.transition.alert) }
        guard deliveries == 0, let delay = resolution?.seenAt.since(state.progress.began), delay <= part.within.value
        else { return [] }
        return [.init("it was resolved after \(delay.seconds), before anybody was told")]
    }

    private func finding(_ part: DrillExpectation.MetricPart, _ progress: MetricExpectationProgress) -> Finding? {
        let measure = part.metric.subject
        let what = measure.name
        switch progress.standing(at: ended, isOver: true) {
        case .waiting, .met: return nil
        case .tooLittle(let peak):
            let least = measure.text(part.metric.least?.value ?? 0)
            let most = peak.map(measure.text) ?? "nothing"
            return Finding(
                "drill/metric-too-low", .error,
                "expected a \(what) of at least \(least) within \(part.within.value.scalarText), the most was \(most)",
                label: "got \(most)", at: (part.metric.least?.place ?? part.within.place).excerpt)
        case .tooMuch(let value):
            let most = measure.text(part.metric.most?.value ?? 0)
            return Finding(
                "drill/metric-too-high", .error,
                "expected a \(what) of at most \(most), got \(measure.text(value))",
                label: "got \(measure.text(value))",
                at: (part.metric.most?.place ?? part.within.place).excerpt)
        }
    }

    private static func got(_ mismatch: Mismatch) -> String {
        mismatch.found.map { "got \($0)" } ?? "\(mismatch.name) is not there"
    }

    private func ruleNotes(_ name: String) -> [Finding.Note] {
        observer.rules.filter { $0.name == name }.map { Finding.Note("the rule: \($0.summary)", at: $0.excerpt) }
    }

    private func window(_ name: String) -> String {
        observer.rules.first { $0.name == name }?.measure?.window.scalarText ?? "unknown length"
    }

    private var failureNotes: [Finding.Note] {
        observer.notificationFailures.prefix(3).map { Finding.Note("\($0)") }
    }
}
