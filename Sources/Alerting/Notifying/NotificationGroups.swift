/// Gathers what a receiver is told within a short time, so that one incident of fifty domains is one message.
///
/// An alert that ends before its message has left is taken out of it: nobody hears of it.
package struct NotificationGroups: Sendable {
    /// How many alerts one message may tell.
    ///
    /// Our choice: what our own webhook takes.
    package static let sizeLimit = NotificationLog.alertLimit

    private let plan: NotificationPlan
    private var open: [Key: Group] = [:]
    private var order: [Key] = []

    private struct Key: Hashable {
        var route: Int
        var labels: LabelSet
    }

    private struct Group {
        var began: Moment
        var transitions: [AlertTransition] = []
    }

    /// What one receiver is to be told in one message.
    package struct Batch: Sendable, Hashable {
        /// Which of the plan's routes, from 0.
        package var route: Int
        /// The changes, in the order in which they came.
        package var transitions: [AlertTransition]
    }

    /// Groups of which none has begun.
    package init(_ plan: NotificationPlan) {
        self.plan = plan
    }

    /// Takes what is to be told, nothing where nothing is; returns what leaves now.
    package mutating func batches(of notices: [NotificationDesk.Notice], at now: Moment) -> [Batch] {
        var batches: [Batch] = []
        for notice in notices {
            guard let grouping = plan.receivers[notice.route].grouping else {
                batches.append(Batch(route: notice.route, transitions: [notice.transition]))
                continue
            }
            let labels = notice.transition.alert.labels
            let shared = LabelSet(
                Dictionary(grouping.by.map { ($0, labels[$0] ?? "") }) { first, _ in first })
            add(notice.transition, to: Key(route: notice.route, labels: shared), at: now)
        }
        for key in order {
            guard let group = open[key], let wait = plan.receivers[key.route].grouping?.wait,
                now.since(group.began) >= wait || group.transitions.count >= Self.sizeLimit
            else { continue }
            batches += close(key)
        }
        return batches
    }

    /// All that still waits, as of now: before the monitor stops.
    package mutating func rest() -> [Batch] {
        order.flatMap { close($0) }
    }

    private mutating func add(_ transition: AlertTransition, to key: Key, at now: Moment) {
        if open[key] == nil {
            open[key] = Group(began: now)
            order.append(key)
        }
        let isUntold = open[key]?.transitions.contains {
            $0.state == .firing && $0.alert.labels == transition.alert.labels
        }
        if transition.state == .resolved, isUntold == true {
            open[key]?.transitions.removeAll { $0.alert.labels == transition.alert.labels }
        } else {
            open[key]?.transitions.append(transition)
        }
    }

    private mutating func close(_ key: Key) -> [Batch] {
        order.removeAll { $0 == key }
        guard let group = open.removeValue(forKey: key), !group.transitions.isEmpty else { return [] }
        return [Batch(route: key.route, transitions: group.transitions)]
    }
}
