import Alerting
import Findings
import Scenarios

/// Events of one kind at a steady rate: `{ of: smtp_replies, labels: { class: 4xx }, rate: 10/s, from: 1m, until: 5m }`.
struct AlertTestEvents: ScenarioMapping {
    /// What happens each time.
    var kind: DeliveryEvent.Kind
    /// Who sees it.
    var observer: DeliveryEvent.Observer
    /// How often; once an evaluation where nothing is said.
    var rate: MessageRate?
    /// When the first is, from the beginning of the test.
    var from: Duration
    /// Before which moment the last is; the end of the test where nothing is said.
    var until: Duration?

    init?(_ fields: inout Fields) {
        let of = fields.required("of", Located<EventKind>.self, "The kind of events, as in a rule.")
        let labels = fields.optional("labels", Named<Located<String>>.self, "The labels of each event.")
        let number = fields.optional(
            "number", Located<LabMonitorThreshold>.self, "The number of each event: a time, or a count of messages.")
        rate = fields.optional("rate", MessageRate.self, "How often, such as 10/s; once an evaluation by default.")
        from = fields.optional("from", Duration.self, "When the first is; 0s by default.") ?? .zero
        let until = fields.optional("until", Located<Duration>.self, "When no more come; the end by default.")
        self.until = until?.value
        guard let of else { return nil }
        if let until, until.value <= from {
            fields.report(
                "alerts/no-event", "no event comes before it begins", at: until.place, remedy: "write a later until")
            return nil
        }
        var values: [EventLabel: String] = [:]
        for entry in labels?.entries ?? [] {
            guard let label = LabMonitorSelection.label(entry.name, of: of.value, at: entry.place, fields),
                LabMonitorSelection.check([entry.value], of: label, fields)
            else { return nil }
            values[label] = entry.value.value
        }
        guard let kind = Self.kind(of.value, values, number, at: of.place, fields) else { return nil }
        self.kind = kind
        observer = values[.observedBy].flatMap(DeliveryEvent.Observer.init(rawValue:)) ?? of.value.standardObserver
        if labels == nil, fields.keyPlace("labels") != nil { return nil }
    }

    /// How many there are about.
    func count(until end: Duration, every step: Duration) -> Double {
        let duration = max(.zero, min(until ?? end, end) - from)
        return duration.inSeconds * (rate?.perSecond ?? 1 / max(step.inSeconds, 1e-9)) + 1
    }

    /// When the event of that number, from 0, is; nil once there are no more.
    func moment(_ number: Int, every step: Duration) -> Duration? {
        let moment = from + (rate.map { Duration.seconds(Double(number) / $0.perSecond) } ?? step * number)
        if let until, moment >= until { return nil }
        return moment
    }

    private static func kind(
        _ kind: EventKind, _ labels: [EventLabel: String], _ number: Located<LabMonitorThreshold>?, at place: Place,
        _ fields: Fields
    ) -> DeliveryEvent.Kind? {
        guard let unit = kind.unit else {
            if let number {
                fields.report(
                    "alerts/no-number", "\(kind.rawValue) carry no number", at: number.place, remedy: "remove it")
                return nil
            }
            return counted(kind, labels, at: place, fields)
        }
        guard let number else {
            fields.report(
                "alerts/no-number", "each of \(kind.rawValue) has a number", at: place,
                remedy: unit == .seconds ? "add number: 20m" : "add number: 1000")
            return nil
        }
        do throws(LabMonitorThreshold.WrongUnit) {
            let value = try number.value.value(for: .value, unit: unit)
            return .quantity(
                .init(
                    kind, value, recipientDomain: labels[.recipientDomain] ?? "", stream: labels[.stream] ?? "",
                    pool: labels[.pool] ?? ""))
        } catch {
            fields.report(
                "alerts/wrong-unit", "\(error.problem), found \(number.value.scalarText)", at: number.place,
                remedy: error.remedy)
            return nil
        }
    }

    /// An event without a number.
    private static func counted(
        _ kind: EventKind, _ labels: [EventLabel: String], at place: Place, _ fields: Fields
    ) -> DeliveryEvent.Kind? {
        switch kind {
        case .complaints:
            return .complaint(
                .init(
                    type: labels[.reason] ?? "", recipientDomain: labels[.recipientDomain] ?? "",
                    stream: labels[.stream] ?? "", pool: labels[.pool] ?? ""))
        case .smtpReplies, .bounces:
            guard let code = code(labels, at: place, fields) else { return nil }
            let reply = DeliveryEvent.Reply(
                code: code, enhanced: labels[.enhanced] ?? "", reason: labels[.reason] ?? "",
                recipientDomain: labels[.recipientDomain] ?? "", stream: labels[.stream] ?? "",
                pool: labels[.pool] ?? "")
            return kind == .bounces ? .bounce(reply) : .smtpReply(reply)
        case .authenticationResults, .queueAge, .deliveryTime, .queueLength:
            return .authenticationResult(
                .init(
                    method: labels[.method] ?? "dkim", result: labels[.result] ?? "pass",
                    signingDomain: labels[.signingDomain] ?? "", selector: labels[.selector] ?? ""))
        }
    }

    /// The reply code: the given one, or one of the given class.
    private static func code(_ labels: [EventLabel: String], at place: Place, _ fields: Fields) -> Int? {
        let classes = ["2xx": 250, "4xx": 451, "5xx": 550]
        switch (labels[.class].flatMap { classes[$0] }, labels[.code]) {
        case (let code?, nil): return code
        case (let other, let text?):
            guard let code = Int(text), (200...599).contains(code), other.map({ $0 / 100 == code / 100 }) ?? true else {
                fields.report(
                    "alerts/unknown-value", "\(text) is no reply code that fits", at: place,
                    remedy: "write three digits from 200 to 599, or a class alone")
                return nil
            }
            return code
        case (nil, nil):
            fields.report(
                "alerts/no-class", "a reply has a class or a code", at: place, remedy: "add class: 4xx to its labels")
            return nil
        }
    }
}
