import Alerting
import Testing

@Suite("changes that are told together")
struct NotificationGroupsTests {
    let time = Timeline()
    static let plan = NotificationPlan(receivers: [
        .init("observer"), .init("chat", grouping: .init(by: ["alertname"], wait: .seconds(5))),
    ])

    /// What leaves, as `SECOND ROUTE STATE DOMAIN,…`, when alerts of domains change at these seconds.
    private func told(_ changes: [(at: Int, name: String, domain: String, state: AlertState)]) -> [String] {
        var desk = NotificationDesk(Self.plan)
        var groups = NotificationGroups(Self.plan)
        var told: [String] = []
        for second in 0..<30 {
            let now = time.at(second * 1000)
            let transitions = changes.filter { $0.at == second }.map {
                AlertTransition.of(["alertname": $0.name, "recipient_domain": $0.domain], $0.state, at: now)
            }
            let batches = groups.batches(of: desk.notices(of: transitions, at: now), at: now)
            told += batches.filter { $0.route == 1 }.map { batch in
                "\(second) "
                    + batch.transitions.map { "\($0.state.rawValue) \($0.alert.labels["recipient_domain"] ?? "")" }
                    .joined(separator: ", ")
            }
        }
        #expect(groups.rest() == [])
        return told
    }

    @Test("alerts of one group leave together, so long after the first; others by themselves")
    func together() {
        #expect(
            told([(1, "A", "a", .firing), (3, "A", "b", .firing), (4, "B", "c", .firing), (7, "A", "d", .firing)])
                == ["6 firing a, firing b", "9 firing c", "12 firing d"])
    }

    @Test("an alert that ends before its message has left is not told at all")
    func shortLived() {
        #expect(
            told([
                (1, "A", "a", .firing), (2, "A", "b", .firing), (3, "A", "a", .resolved), (10, "A", "b", .resolved),
            ]) == ["6 firing b", "15 resolved b"])
    }

    @Test("who has no grouping is told at once, and what waits is told when the monitor stops")
    func atOnce() {
        var desk = NotificationDesk(Self.plan)
        var groups = NotificationGroups(Self.plan)
        let firing = AlertTransition.of(["alertname": "A"], .firing, at: time.origin)
        let now = groups.batches(of: desk.notices(of: [firing], at: time.origin), at: time.origin)
        #expect(now.map(\.route) == [0])
        #expect(groups.rest().map(\.route) == [1])
    }
}
