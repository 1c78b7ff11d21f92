/// What a rule looks at: one number for each label set, taken over a sliding window.
package struct Measure: Sendable, Hashable {
    /// How the number is made.
    package var statistic: Statistic
    /// The events that are counted.
    package var events: EventKind
    /// `where`: the values that a label must have one of.
    package var selection: [EventLabel: Set<String>]
    /// `by`: the labels that tell series apart.
    package var grouping: [EventLabel]
    /// How far back it looks.
    package var window: Duration

    /// A measure.
    package init(
        _ statistic: Statistic, of events: EventKind, where selection: [EventLabel: Set<String>] = [:],
        by grouping: [EventLabel] = [], window: Duration
    ) {
        self.statistic = statistic
        self.events = events
        self.selection = selection
        self.grouping = grouping
        self.window = window
    }

    /// How the number is made of the events in the window.
    package enum Statistic: Sendable, Hashable {
        /// How many were selected.
        case count
        /// How many were selected, for each second of the window.
        case rate
        /// The selected ones over all, 0 to 1; no number at all while there are fewer than `atLeast` of them.
        case share(atLeast: Int)
        /// The number that so many of a hundred selected events do not exceed.
        case percentile(Double)
        /// The number of the last selected event.
        case value

        /// The key in a rule: `share`.
        package var name: String {
            switch self {
            case .count: "count"
            case .rate: "rate"
            case .share: "share"
            case .percentile: "percentile"
            case .value: "value"
            }
        }

        /// Whether silence is the number 0, and not the lack of one.
        package var isZeroWithoutEvents: Bool {
            self == .count || self == .rate
        }
    }

    /// How far back a percentile and a value look where nothing is said.
    ///
    /// Our choice: long enough for a queue that is looked at once a minute.
    package static let standardWindow: Duration = .seconds(300)

    /// The observer whose events count.
    package var observer: DeliveryEvent.Observer {
        selection[.observedBy]?.first.flatMap(DeliveryEvent.Observer.init(rawValue:)) ?? events.standardObserver
    }

    /// Whether recipient domains are told apart, or some of them chosen.
    private var isByRecipientDomain: Bool {
        grouping.contains(.recipientDomain) || selection[.recipientDomain] != nil
    }

    /// Whether an event is part of what is spoken of: its kind and observer, and the labels that narrow (see
    /// `EventLabel.narrowsPopulation`).
    package func includes(_ event: DeliveryEvent) -> Bool {
        guard event.eventKind == events, event.observer == observer else { return false }
        // The length of a queue is told for the whole and for each domain: who asks for one does not want the other.
        if events == .queueLength, event.value(of: .recipientDomain).isEmpty == isByRecipientDomain { return false }
        return selection.allSatisfy { label, values in
            !label.narrowsPopulation || label == .observedBy || values.contains(event.value(of: label))
        }
    }

    /// Whether an event that is included is one of the selected.
    package func selects(_ event: DeliveryEvent) -> Bool {
        selection.allSatisfy { label, values in
            label.narrowsPopulation || values.contains(event.value(of: label))
        }
    }

    /// The number as a person reads it: `12`, `3.4/s`, `23.5%`, `21.5m`.
    package func text(_ value: Double) -> String {
        switch statistic {
        case .count: value.shortText
        case .rate: value.shortText + "/s"
        case .share: (value * 100).shortText + "%"
        case .percentile, .value: events.unit == .seconds ? value.timeText : value.shortText
        }
    }
}

extension Double {
    /// Seconds in the largest unit that they fill: `850ms`, `12s`, `21.5m`.
    fileprivate var timeText: String {
        let units: [(name: String, seconds: Double)] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]
        for unit in units where magnitude >= unit.seconds { return (self / unit.seconds).shortText + unit.name }
        return self == 0 ? "0s" : (self * 1000).shortText + "ms"
    }

    /// At most one decimal, and none that is zero: `12`, `3.4`; three where less would show nothing.
    fileprivate var shortText: String {
        guard isFinite, magnitude < 1e15 else { return String(describing: self) }
        let scale: Double = magnitude < 0.1 ? 1000 : 10
        let scaled = Int64((magnitude * scale).rounded())
        let unit = Int64(scale)
        let sign = self < 0 && scaled > 0 ? "-" : ""
        let fraction = scaled % unit
        guard fraction > 0 else { return "\(sign)\(scaled / unit)" }
        var digits = String(fraction + unit).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(sign)\(scaled / unit).\(digits)"
    }
}
