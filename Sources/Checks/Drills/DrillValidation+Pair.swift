import Alerting
import Findings
import Scenarios

extension DrillValidation {
    /// An expected alert of the user's own rules: its name, its receiver, and whether there is time for both.
    func check(_ part: DrillExpectation.AlertPart, _ pair: RunPrometheus) {
        guard let rules = pair.rules, let routes = pair.routes else { return }
        let raising = rules.alerts.filter { $0.name == part.name.value }
        guard !raising.isEmpty else {
            loading.report(
                "drill/unknown-alert", "no rule raises \(part.name.value)", label: "unknown alert", at: part.name.place,
                remedy: Nearest.remedy(for: part.name.value, among: rules.alerts.map(\.name)))
            return
        }
        var wait: Duration?
        if let receiver = part.delivered?.receiver {
            guard routes.receivers.contains(receiver.value) else {
                loading.report(
                    "drill/unknown-receiver", "Alertmanager's configuration has no receiver \(receiver.value)",
                    label: "unknown receiver", at: receiver.place,
                    remedy: Nearest.remedy(for: receiver.value, among: routes.receivers))
                return
            }
            guard let shortest = routes.groupWaits[receiver.value] else {
                loading.report(
                    "drill/unrouted-receiver", "no route leads to \(receiver.value)", label: "never told",
                    at: receiver.place, remedy: "name it in a route, or expect another receiver")
                return
            }
            if let times = part.delivered?.times, times.lowerBound > 0 { wait = shortest }
        }
        // Several rules may raise it: it is too late only where it is for every one of them.
        guard let soonest = raising.min(by: { $0.delay < $1.delay }) else { return }
        let total = soonest.delay + (wait ?? .zero)
        guard total > part.within.value else { return }
        var terms: [String] = []
        if soonest.hold > .zero {
            terms.append("for \(soonest.hold.scalarText) at evaluations each \(soonest.interval.scalarText)")
        }
        if let wait, wait > .zero { terms.append("group_wait \(wait.scalarText)") }
        let whom = wait == nil ? "" : part.delivered.map { " and be told to \($0.receiver.value)" } ?? ""
        loading.report(
            "drill/budget-too-small",
            "\(part.name.value) cannot fire\(whom) within \(part.within.value.scalarText): "
                + "\(terms.joined(separator: " + ")) is \(total.seconds)",
            label: "at least \(total.seconds) are needed", at: part.within.place,
            remedy: "write a longer within, or a higher speed",
            notes: [.init("the rule", at: soonest.place.excerpt)])
    }
}
