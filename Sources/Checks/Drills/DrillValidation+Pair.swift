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
        let budgets = raising.map { ($0, PairBudget(firing: $0, scraped: pair.pace, groupWait: wait)) }
        if let (rule, soonest) = budgets.min(by: { $0.1.total < $1.1.total }), soonest.total > part.within.value {
            let whom = wait == nil ? "" : part.delivered.map { " and be told to \($0.receiver.value)" } ?? ""
            reportBudget(
                "\(part.name.value) may not fire\(whom) within \(part.within.value.scalarText): \(soonest.text)",
                soonest, at: part.within.place, rule, pair, remedy: "write a longer within")
        }
        guard let recovery = specification.recovery?.within else { return }
        let interval = wait == nil ? nil : part.delivered.flatMap { routes.groupIntervals[$0.receiver.value] }
        let resolved = raising.map { ($0, PairBudget(resolving: $0, scraped: pair.pace, groupInterval: interval)) }
        if let (rule, soonest) = resolved.min(by: { $0.1.total < $1.1.total }), soonest.total > recovery.value {
            reportBudget(
                "\(part.name.value) may not be resolved within \(recovery.value.scalarText): \(soonest.text)",
                soonest, at: recovery.place, rule, pair, remedy: "write a longer alerts_resolved_within")
        }
    }

    private func reportBudget(
        _ message: String, _ budget: PairBudget, at place: Place, _ rule: PairRules.AlertRule, _ pair: RunPrometheus,
        remedy: String
    ) {
        let divided = pair.divisor == 1 ? "" : ", each but the scrape divided by \(pair.divisor.scalarText)"
        loading.report(
            "drill/budget-too-small", message + divided, label: "\(budget.total.seconds) are needed", at: place,
            remedy: remedy + ", or a higher speed", notes: [.init("the rule", at: rule.place.excerpt)])
    }
}
