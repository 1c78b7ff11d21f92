import Alerting
import FaultLab
import Findings
import Scenarios
import Synchronization

/// What a running drill has seen, shared by those who watch and those who judge.
final class DrillRecord: Sendable {
    private let state: Mutex<State>

    /// Everything that was seen.
    struct State: Sendable {
        /// The expectations.
        var progress: DrillProgress
        /// The expected attempts, in the order of the scenario.
        var attempts: [AttemptProgress]
        /// What happened when.
        var timeline: DrillTimeline
        /// How far the number has come back that shows that all is well again; nil until the faults are disarmed.
        var remediation: DrillReturn?
        /// Who was told that an expected alert fires, in order; of more than a hundred, the first.
        var notifications: [(receiver: String, observation: AlertObservation)] = []
        /// Whether the observer stopped seeing while it was needed.
        var observerEnded = false
        /// The greatest number that the rule of each expected alert saw, in words.
        var peaks: [Int: Peak] = [:]

        /// The first notification to a receiver that an expected alert fires, behind a moment where one is given.
        func told(_ receiver: String, after moment: Moment? = nil) -> AlertObservation? {
            notifications.first { entry in
                entry.receiver == receiver && moment.map { entry.observation.seenAt.instant > $0.instant } ?? true
            }?.observation
        }

        /// Whether no expectation can change any more by waiting, but for notifications that are too many.
        func isDecided(at now: Moment) -> Bool {
            progress.isDecided(at: now) && attempts.allSatisfy { $0.standing(at: now.wallTime) != .waiting }
        }
    }

    /// How many notifications are kept.
    ///
    /// Our choice.
    private static let notificationLimit = 100

    /// A number of a rule.
    struct Peak: Sendable {
        var value: Double
        var text: String
    }

    init(_ progress: DrillProgress, attempts: [AttemptExpectation] = []) {
        let began = progress.began
        state = Mutex(
            State(
                progress: progress, attempts: attempts.map { AttemptProgress($0, began: began.wallTime) },
                timeline: DrillTimeline(began: began)))
    }

    /// Everything is armed: what was noted stays, and what is expected begins anew.
    func begin(_ progress: DrillProgress, attempts: [AttemptExpectation]) {
        state.withLock { state in
            state.progress = progress
            state.attempts = attempts.map { AttemptProgress($0, began: progress.began.wallTime) }
            state.timeline.began = progress.began
        }
    }

    /// A copy as it is now.
    var current: State { state.withLock { $0 } }

    /// Adds a line to the timeline.
    func note(_ text: String, at moment: Moment = .now()) {
        state.withLock { $0.timeline.add(text, at: moment) }
    }

    /// Takes note of an observation.
    func see(_ observation: AlertObservation) {
        state.withLock { state in
            state.progress.see(observation)
            let transition = observation.transition
            let alert = transition.alert.summary + (observation.remark.map { " (\($0))" } ?? "")
            switch observation.vantage {
            case .observer:
                let value = transition.value.map { " at \($0)" } ?? ""
                state.timeline.add("\(transition.state.rawValue) \(alert)\(value)", at: observation.seenAt)
            case .receiver(let name):
                let isExpected = state.progress.alerts.contains {
                    $0.expectation.pattern.matches(transition.alert)
                        && observation.seenAt.instant >= state.progress.began.instant
                }
                if isExpected, transition.state == .firing, state.notifications.count < Self.notificationLimit {
                    state.notifications.append((name, observation))
                }
                let again = observation.isRepeat ? " again" : ""
                state.timeline.add(
                    "told \(name)\(again): \(transition.state.rawValue) \(alert)", at: observation.seenAt)
            }
        }
    }

    /// Takes note of what the lab saw; an expected number of attempts that is reached is part of the timeline.
    func see(_ attempt: AttemptRecord) {
        state.withLock { state in
            for index in state.attempts.indices {
                let wasReached = state.attempts[index].reached != nil
                state.attempts[index].see(attempt)
                let progress = state.attempts[index]
                guard !wasReached, progress.reached != nil else { continue }
                state.timeline.add("attempt \(progress.count) to deliver to \(progress.expectation.recipient)")
            }
        }
    }

    /// Takes note that the observer sees nothing any more.
    func endObservations() {
        state.withLock { $0.observerEnded = true }
    }

    /// Takes a number of the expected metric at `index`; the first that is met is part of the timeline.
    func sample(_ value: Double, ofMetric index: Int, at now: Moment) {
        state.withLock { state in
            let wasReached = state.progress.metrics[index].reached != nil
            state.progress.sample(value, ofMetric: index, at: now)
            let metric = state.progress.metrics[index]
            if !wasReached, metric.reached != nil {
                let subject = metric.expectation.subject
                state.timeline.add("metric \(subject.name) is \(subject.text(value))", at: now)
            }
        }
    }

    /// The faults are disarmed: from now on it is looked whether a number comes back.
    func begin(_ remediation: DrillRemediation, at now: Moment) {
        state.withLock {
            $0.remediation = DrillReturn(remediation.metric, began: now, within: remediation.within.value)
        }
    }

    /// Takes a number that must come back; the first and the one that is back are part of the timeline.
    func sampleRemediation(_ value: Double?, at now: Moment) {
        state.withLock { state in
            guard let before = state.remediation else { return }
            state.remediation?.sample(value, at: now)
            guard let after = state.remediation, let value else { return }
            let subject = after.metric.subject
            if before.first == nil, after.returned == nil {
                state.timeline.add("metric \(subject.name) is still \(subject.text(value))", at: now)
            }
            if before.returned == nil, after.returned != nil {
                state.timeline.add(
                    "metric \(subject.name) is back at \(subject.text(value)) (\(after.metric.boundsText))", at: now)
            }
        }
    }

    /// Remembers the greatest number of the rule of the expected alert at `index`.
    func peak(_ reading: WindowedMeasure.Reading, of measure: Measure, alert index: Int) {
        guard let value = reading.value else { return }
        state.withLock { state in
            if let peak = state.peaks[index], peak.value >= value { return }
            let labels = reading.labels.isEmpty ? "" : " \(reading.labels)"
            // A value is one event's, whatever else was told in the window.
            let all = measure.statistic == .value ? "" : " of \(reading.all)"
            state.peaks[index] = Peak(
                value: value, text: "\(measure.text(value))\(all) \(measure.events.rawValue)\(labels)")
        }
    }
}
