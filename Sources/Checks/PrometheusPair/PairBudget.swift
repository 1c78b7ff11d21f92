import Scenarios

/// What has to pass before an alert of the user's own rules has fired, or is resolved, term by term.
///
/// Each stage may just have missed the one before it, so that a whole interval is counted of each.
struct PairBudget {
    private var terms: [(name: String, time: Duration)]

    /// Until the alert fires, and until its receiver is told where there is a group_wait.
    init(firing rule: PairRules.AlertRule, scraped pace: Duration, groupWait: Duration?) {
        terms = [
            ("scrape", pace), ("window", rule.window), ("evaluation", rule.interval), ("for", Self.held(rule)),
            ("group_wait", groupWait ?? .zero),
        ]
    }

    /// Until it is resolved, and until its receiver is told so where there is a group_interval.
    ///
    /// Alertmanager's resolve_timeout has no part in it: Prometheus says with each alert when it ends
    /// (`rules/alerting.go`, `sendAlerts`).
    init(resolving rule: PairRules.AlertRule, scraped pace: Duration, groupInterval: Duration?) {
        terms = [
            ("scrape", pace), ("window", rule.window), ("evaluation", rule.interval),
            ("keep_firing_for", rule.keeping), ("group_interval", groupInterval ?? .zero),
        ]
    }

    /// All of it.
    var total: Duration { terms.reduce(.zero) { $0 + $1.time } }

    /// The sum in words: `scrape 200ms + window 2s + for 500ms is 2.700s`.
    var text: String {
        let parts = terms.filter { $0.time > .zero }.map { "\($0.name) \($0.time.scalarText)" }
        return "\(parts.joined(separator: " + ")) is \(total.seconds)"
    }

    /// It is pending from one evaluation on, and fires at the first one that is `for` later.
    private static func held(_ rule: PairRules.AlertRule) -> Duration {
        guard rule.hold > .zero, rule.interval > .zero else { return .zero }
        return rule.interval * Int((rule.hold / rule.interval).rounded(.up))
    }
}
