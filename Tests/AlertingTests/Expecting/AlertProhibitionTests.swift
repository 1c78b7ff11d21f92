import Alerting
import Testing

@Suite("alerts that must not fire")
struct AlertProhibitionTests {
    let time = Timeline()
    let expected = [AlertPattern(name: "Deferrals", labels: ["recipient_domain": TextPattern(equals: "slow.example")])]

    private func observation(
        _ labels: LabelSet, _ state: AlertState = .firing, by vantage: AlertObservation.Vantage = .observer
    ) -> AlertObservation {
        AlertObservation(.of(labels, state, at: time.origin), at: vantage, seenAt: time.origin)
    }

    @Test("any other alert of the team is one, another team's is not, and the expected one is spared")
    func anyOther() {
        let prohibition = AlertProhibition(
            AlertPattern(labels: ["team": TextPattern(equals: "email")]), sparesExpected: true)
        func breaks(_ labels: LabelSet, _ state: AlertState = .firing) -> Bool {
            prohibition.isBroken(by: observation(labels, state), expected: expected)
        }
        #expect(!breaks(["alertname": "Deferrals", "recipient_domain": "slow.example", "team": "email"]))
        #expect(breaks(["alertname": "Deferrals", "recipient_domain": "healthy.example", "team": "email"]))
        #expect(breaks(["alertname": "Rejections", "recipient_domain": "slow.example", "team": "email"]))
        #expect(!breaks(["alertname": "Rejections", "team": "web"]))
        #expect(!breaks(["alertname": "Rejections", "team": "email"], .pending))
        #expect(!breaks(["alertname": "Rejections", "team": "email"], .resolved))
    }

    @Test("an alert that is named is forbidden even where it is expected")
    func named() {
        let prohibition = AlertProhibition(AlertPattern(name: "Deferrals"), sparesExpected: false)
        #expect(
            prohibition.isBroken(
                by: observation(["alertname": "Deferrals", "recipient_domain": "slow.example"]), expected: expected))
    }

    @Test("what fires is what began and was not resolved")
    func firing() {
        var firing = FiringAlerts()
        firing.see(observation(["alertname": "A"], .pending))
        firing.see(observation(["alertname": "A"]))
        firing.see(observation(["alertname": "B"]))
        firing.see(observation(["alertname": "B"], .resolved, by: .receiver("pager")))
        #expect(firing.all.map(\.transition.alert.name).sorted() == ["A", "B"])
        firing.see(observation(["alertname": "A"], .resolved))
        #expect(firing.all.map(\.transition.alert.name) == ["B"])
        #expect(firing.resolutions.map(\.transition.alert.name) == ["A"])
    }
}
