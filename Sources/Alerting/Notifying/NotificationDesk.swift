import Findings

/// Decides, at every evaluation, who is to be told what: each receiver once that an alert fires, and once that it is
/// resolved if it was told the first.
///
/// What is held back (an escalation that is not due, a silence, the night) is told as soon as that ends, if the alert still
/// fires then; of an alert that is over before, nobody who was not told hears anything.
package struct NotificationDesk: Sendable {
    /// The plan.
    package let plan: NotificationPlan
    /// Alerts that fire and of which somebody who wants to be told was not.
    private var waiting: [LabelSet: AlertTransition] = [:]
    private var told: Set<Told> = []

    /// A receiver that knows of an alert.
    package struct Told: Sendable, Hashable, Codable {
        /// The receiver's name.
        package var receiver: String
        /// What stands for the alert's labels.
        package var fingerprint: String
    }

    /// A change that a receiver is to be told.
    package struct Notice: Sendable, Hashable {
        /// Which of the plan's routes, from 0.
        package var route: Int
        /// Whom.
        package var receiver: String
        /// What.
        package var transition: AlertTransition
    }

    /// A desk at which nobody has been told anything.
    package init(_ plan: NotificationPlan) {
        self.plan = plan
    }

    /// Takes the changes of an evaluation, none where nothing changed; returns what is to be told now.
    package mutating func notices(of transitions: [AlertTransition], at now: Moment) -> [Notice] {
        var notices: [Notice] = []
        for transition in transitions {
            switch transition.state {
            case .firing: waiting[transition.alert.labels] = transition
            case .resolved:
                waiting[transition.alert.labels] = nil
                let fingerprint = transition.alert.labels.fingerprint
                for (index, route) in plan.receivers.enumerated() {
                    guard told.remove(Told(receiver: route.receiver, fingerprint: fingerprint)) != nil else { continue }
                    notices.append(Notice(route: index, receiver: route.receiver, transition: transition))
                }
            case .pending, .inactive: break
            }
        }
        guard !waiting.isEmpty else { return notices }
        for transition in waiting.values.sorted(by: { $0.alert.labels.description < $1.alert.labels.description }) {
            let labels = transition.alert.labels
            var isHeldBack = false
            for (index, route) in plan.receivers.enumerated() where plan.isFor(route, labels) {
                let key = Told(receiver: route.receiver, fingerprint: labels.fingerprint)
                guard !told.contains(key) else { continue }
                guard isDue(transition, for: route, at: now) else {
                    isHeldBack = true
                    continue
                }
                told.insert(key)
                notices.append(Notice(route: index, receiver: route.receiver, transition: transition))
            }
            if !isHeldBack { waiting[labels] = nil }
        }
        return notices
    }

    /// Who knows of which alert, to be kept while the monitor is away.
    package var knowledge: Set<Told> {
        told
    }

    /// Takes up where another desk left off: who knows of which alert, and which alerts fire.
    package mutating func resume(_ knowledge: Set<Told>, firing alerts: [AlertTransition]) {
        told = knowledge
        waiting = Dictionary(alerts.map { ($0.alert.labels, $0) }) { _, last in last }
    }

    private func isDue(_ transition: AlertTransition, for route: NotificationPlan.Route, at now: Moment) -> Bool {
        let labels = transition.alert.labels
        // By the wall clock, which goes on while a monitor is restarted.
        let fired = now.wallTime.microseconds - transition.alert.startsAt.microseconds
        guard fired >= route.delay.wholeNanoseconds / 1000 else { return false }
        if let hours = route.hours, labels["severity"] != "critical", !hours.contains(now.wallTime) { return false }
        return route.hearsEverything || !plan.isSilenced(labels, at: now.wallTime)
    }
}
