import Alerting
import Findings
import Testing

@Suite("who is told what, and when")
struct NotificationDeskTests {
    /// The first of January 2026, a Thursday, at midnight UTC.
    let time = Timeline()
    static let deferrals: LabelSet = ["alertname": "Deferrals", "severity": "warning", "team": "email"]
    static let critical: LabelSet = ["alertname": "Stuck", "severity": "critical", "team": "email"]

    /// What receivers are told, as `MINUTE RECEIVER ALERT STATE`, when alerts change at these minutes.
    private func told(
        _ plan: NotificationPlan, minutes: Int, _ changes: [(at: Int, labels: LabelSet, state: AlertState)]
    ) -> [String] {
        var desk = NotificationDesk(plan)
        var told: [String] = []
        for minute in 0..<minutes {
            let now = time.at(minute * 60_000)
            let transitions = changes.filter { $0.at == minute }.map {
                AlertTransition.of($0.labels, $0.state, at: now)
            }
            told += desk.notices(of: transitions, at: now).map {
                "\(minute) \($0.receiver) \($0.transition.alert.name) \($0.transition.state.rawValue)"
            }
        }
        return told
    }

    @Test("everybody is told once when an alert fires and once when it is resolved")
    func once() {
        let plan = NotificationPlan(receivers: [.init("pager"), .init("chat")])
        #expect(
            told(
                plan, minutes: 30,
                [(1, Self.deferrals, .pending), (2, Self.deferrals, .firing), (20, Self.deferrals, .resolved)])
                == [
                    "2 pager Deferrals firing", "2 chat Deferrals firing", "20 pager Deferrals resolved",
                    "20 chat Deferrals resolved",
                ])
    }

    @Test("a receiver hears of the alerts that have its labels")
    func routes() {
        let plan = NotificationPlan(receivers: [.init("pager", labels: ["severity": "critical"])])
        #expect(
            told(plan, minutes: 9, [(2, Self.deferrals, .firing), (3, Self.critical, .firing)])
                == ["3 pager Stuck firing"])
    }

    @Test("a rule that names its receivers is told to no other, but to who watches everything")
    func assignments() {
        var rule = AlertRule.deferrals
        rule.receivers = ["chat"]
        let plan = NotificationPlan(
            receivers: [.init("observer", hearsEverything: true), .init("pager"), .init("chat")], rules: [rule])
        var labels = rule.alertLabels(for: ["recipient_domain": "slow.example"])
        #expect(
            told(plan, minutes: 9, [(2, labels, .firing)])
                == ["2 observer RecipientDomainDeferrals firing", "2 chat RecipientDomainDeferrals firing"])
        labels = labels.merging(["severity": "info"])
        #expect(told(plan, minutes: 9, [(2, labels, .firing)]).count == 3)
    }

    @Test("an escalation comes when the alert has fired for so long, and not at all when it is over before")
    func escalation() {
        let plan = NotificationPlan(receivers: [.init("pager"), .init("lead", delay: .seconds(600))])
        #expect(
            told(plan, minutes: 30, [(2, Self.critical, .firing), (20, Self.critical, .resolved)])
                == [
                    "2 pager Stuck firing", "12 lead Stuck firing", "20 pager Stuck resolved", "20 lead Stuck resolved",
                ])
        #expect(
            told(plan, minutes: 30, [(2, Self.critical, .firing), (11, Self.critical, .resolved)])
                == ["2 pager Stuck firing", "11 pager Stuck resolved"])
    }

    @Test("what is not critical waits for the morning, what is does not")
    func hours() {
        let hours = BusinessHours(days: [1, 2, 3, 4, 5], from: 9 * 60, until: 17 * 60)
        let plan = NotificationPlan(receivers: [.init("chat", hours: hours)])
        #expect(
            told(plan, minutes: 600, [(2, Self.deferrals, .firing), (3, Self.critical, .firing)])
                == ["3 chat Stuck firing", "540 chat Deferrals firing"])
    }

    @Test("in a silence nobody is told; after it, of what still fires")
    func silence() {
        let silence = NotificationPlan.Silence(
            labels: ["alertname": "Deferrals"], from: time.at(0).wallTime, until: time.at(600_000).wallTime)
        let plan = NotificationPlan(receivers: [.init("chat")], silences: [silence])
        #expect(
            told(plan, minutes: 30, [(2, Self.deferrals, .firing), (2, Self.critical, .firing)])
                == ["2 chat Stuck firing", "10 chat Deferrals firing"])
        #expect(told(plan, minutes: 30, [(2, Self.deferrals, .firing), (9, Self.deferrals, .resolved)]) == [])
    }

    @Test(
        "hours are of the week",
        arguments: [
            (0, false), (9 * 60 - 1, false), (9 * 60, true), (17 * 60 - 1, true), (17 * 60, false),
            // Friday is one, Saturday and Sunday are none, Monday is one.
            (24 * 60 + 600, true), (48 * 60 + 600, false), (72 * 60 + 600, false), (96 * 60 + 600, true),
        ])
    func week(_ minute: Int, _ isWithin: Bool) {
        let hours = BusinessHours(days: [1, 2, 3, 4, 5], from: 9 * 60, until: 17 * 60)
        #expect(hours.contains(time.at(minute * 60_000).wallTime) == isWithin)
        let east = BusinessHours(days: [1, 2, 3, 4, 5], from: 9 * 60, until: 17 * 60, offset: 60)
        #expect(east.contains(time.at((minute - 60) * 60_000).wallTime) == isWithin)
    }
}
