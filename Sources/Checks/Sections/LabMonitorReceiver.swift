import Alerting
package import Findings
package import Scenarios

/// Who is told of alerts: where, of which, and when.
package struct LabMonitorReceiver: ScenarioMapping {
    /// Its name.
    package var name = ""
    /// Where the name stands.
    package var place: Place
    /// Where notifications go to; nil where the lab reads them itself.
    ///
    /// Of PagerDuty it is the key of the integration.
    package var webhook: Deferred<String>?
    /// Who is told by mail, in place of a webhook.
    package var mail: LabMonitorMail?
    private var service = "webhook"
    private var labels: [String: String] = [:]
    private var delay: Duration = .zero
    private var hours: BusinessHours?
    private var grouping: NotificationPlan.Grouping?

    package init?(_ fields: inout Fields) {
        let webhook = fields.optional("webhook", Deferred<String>.self, "Where notifications are posted to.")
        let slack = fields.optional("slack", Deferred<String>.self, "The URL of an incoming webhook of Slack.")
        let pagerduty = fields.optional(
            "pagerduty", Deferred<String>.self, "The key of an integration with PagerDuty's Events API v2.")
        mail = fields.optional("mail", LabMonitorMail.self, "Who is told by mail, and over which server.")
        fields.notInThisVersion("opsgenie", "An Opsgenie API key.")
        let only = fields.optional("only", Named<String>.self, "Labels of the alerts that it is told of.")
        let after = fields.optional("after", Duration.self, "How long an alert must have fired before it is told.")
        hours =
            fields.optional(
                "hours", LabMonitorHours.self, "When it is told of what is not critical; at any time by default.")?
            .hours
        let groupBy = fields.optional(
            "group_by", [String].self, "Labels that the alerts of one message share; [] gathers all.")
        let groupWait = fields.optional(
            "group_wait", Duration.self, "How long others are waited for after the first; 30s by default.")
        guard let place = fields.place else { return nil }
        self.place = place
        // Alertmanager waits as long (`group_wait`).
        grouping = groupBy.map { .init(by: $0, wait: groupWait ?? .seconds(30)) }
        if grouping == nil, let wait = fields.keyPlace("group_wait"), fields.keyPlace("group_by") == nil {
            fields.report("alerts/no-group", "nothing is gathered", at: wait, remedy: "add group_by: [alertname]")
        }
        labels = Dictionary((only?.entries ?? []).map { ($0.name, $0.value) }) { _, last in last }
        delay = after ?? .zero
        let destinations = [("webhook", webhook), ("slack", slack), ("pagerduty", pagerduty)]
        let given = destinations.filter { fields.keyPlace($0.0) != nil }
        let keys = given.map(\.0) + (fields.keyPlace("mail") == nil ? [] : ["mail"])
        if keys.count > 1, let second = fields.keyPlace(keys[1]) {
            fields.report(
                "alerts/one-destination", "a receiver has one destination", at: second,
                remedy: "make it a receiver of its own")
        }
        guard let (service, destination) = given.first else { return }
        self.service = service
        self.webhook = destination
        if service != "pagerduty", let destination, let url = destination.known, WebURL(url) == nil {
            fields.report(
                "alerts/bad-webhook", "a webhook is an http or https URL, found \(url)", at: destination.place,
                remedy: "write a URL such as https://hooks.example.com/alerts")
        }
    }

    /// Why the lab cannot read what it is told, and the key that says so; nil where the lab reads it.
    var elsewhere: (reason: String, key: String)? {
        if mail != nil { return ("it is told by mail", "mail") }
        return webhook != nil ? ("it has a webhook of its own", "webhook") : nil
    }

    /// What it needs of the run; nothing where nothing leaves this machine.
    var needs: [Need] {
        if let mail { return mail.needs }
        guard let webhook else { return [] }
        if service == "pagerduty" {
            return [Need(.notify, host: WebURL(NotificationFormat.pagerDutyURL)?.host, at: webhook.place)]
        }
        let host = webhook.known.map { WebURL($0)?.host ?? $0 }
        if let host, WebURL.isLoopback(host) { return [] }
        return [Need(.notify, host: host, at: webhook.place)]
    }

    /// The receiver with its references followed.
    ///
    /// - Throws: a reference without a value.
    func resolved(in context: SectionContext) throws(SectionFailure) -> LabObserver.Receiver {
        let route = NotificationPlan.Route(name, labels: labels, delay: delay, hours: hours, grouping: grouping)
        if let mail { return .init(name, mail: try mail.destination(in: context), route: route) }
        guard let webhook else { return .init(name, route: route) }
        do throws(UnresolvedReference) {
            let value = try context.value(of: webhook)
            switch service {
            case "slack": return .init(name, url: value, format: .slack, route: route)
            case "pagerduty":
                return .init(
                    name, url: NotificationFormat.pagerDutyURL, format: .pagerDuty(routingKey: value), route: route)
            default: return .init(name, url: value, route: route)
            }
        } catch {
            throw SectionFailure(error.finding, type: "mailproof.reference")
        }
    }
}

/// `hours: { days: [mon, tue], from: 9h, until: 17h, utc_offset: 1h }`.
struct LabMonitorHours: ScenarioMapping {
    var hours: BusinessHours

    /// The days of the week.
    enum Day: String, ScenarioWord, Hashable {
        case mon, tue, wed, thu, fri, sat, sun
    }

    init?(_ fields: inout Fields) {
        let days = fields.optional("days", [Day].self, "The days; mon to fri by default.")
        let from = fields.required("from", Located<Duration>.self, "From when, counted from midnight: 9h.")
        let until = fields.required("until", Located<Duration>.self, "Until when, counted from midnight: 17.5h.")
        let offset = fields.optional(
            "utc_offset", Duration.self, "How far the clock is ahead of UTC, the same all year; 0s by default.")
        guard let from, let until else { return nil }
        guard from.value < until.value, until.value <= .seconds(86_400) else {
            fields.report(
                "alerts/bad-hours", "the hours end after they begin, and before the day does", at: until.place,
                remedy: "write from: 9h, until: 17h")
            return nil
        }
        let all = Day.allCases
        let numbers = (days ?? Array(all.prefix(5))).compactMap { all.firstIndex(of: $0).map { $0 + 1 } }
        hours = BusinessHours(
            days: Set(numbers), from: Int(from.value / .seconds(60)), until: Int(until.value / .seconds(60)),
            offset: Int((offset ?? .zero) / .seconds(60)))
    }
}

/// `{ labels: { alertname: QueueStuck }, from: 2026-12-24T22:00:00Z, until: 2026-12-25T02:00:00Z }`.
struct LabMonitorSilence: ScenarioMapping {
    var silence: NotificationPlan.Silence

    init?(_ fields: inout Fields) {
        let labels = fields.required(
            "labels", Named<String>.self, "Labels of the alerts; alertname is the name. {} is every alert.")
        let from = fields.required("from", Located<String>.self, "From when: 2026-12-24T22:00:00Z.")
        let until = fields.required("until", Located<String>.self, "Until when.")
        guard let labels, let from, let until else { return nil }
        var times: [WallTime] = []
        for text in [from, until] {
            guard let time = WallTime(rfc3339: text.value) else {
                fields.report(
                    "alerts/bad-time", "expected a date and a time, found \(text.value)", at: text.place,
                    remedy: "write 2026-12-24T22:00:00Z")
                continue
            }
            times.append(time)
        }
        guard times.count == 2 else { return nil }
        silence = .init(
            labels: Dictionary(labels.entries.map { ($0.name, $0.value) }) { _, last in last }, from: times[0],
            until: times[1])
        guard times[0] < times[1] else {
            fields.report(
                "alerts/bad-time", "a silence ends after it begins", at: until.place, remedy: "write a later until")
            return nil
        }
    }
}
