/// A measure with the events of its window: eats events, and says at any moment what the numbers are.
package struct WindowedMeasure: Sendable {
    /// How many label sets are kept apart; events of further ones are not counted.
    ///
    /// Our choice: a recipient domain that sees no mail for a whole window makes room again.
    package static let seriesLimit = 2000
    /// How many bytes of a label's value are kept.
    ///
    /// RFC 1035 §2.3.4: a domain name has at most 255.
    package static let labelLengthLimit = 255

    /// What is measured.
    package let measure: Measure
    /// Events that were not counted because there were too many label sets.
    package private(set) var droppedEvents = 0

    private let origin: Moment
    private var series: [[String]: SlidingCounter] = [:]

    /// A measure without events; `origin` is any moment near those that will come.
    package init(_ measure: Measure, origin: Moment) {
        self.measure = measure
        self.origin = origin
    }

    /// The number of one label set.
    package struct Reading: Sendable, Hashable {
        /// The values of the labels that the measure groups by.
        package var labels: LabelSet
        /// The number; nil for a share of fewer events than it wants.
        package var value: Double?
        /// How many events in the window were selected.
        package var selected: Int
        /// How many there were in all.
        package var all: Int
    }

    /// Counts an event where it is one of those measured.
    package mutating func record(_ event: DeliveryEvent) {
        guard measure.includes(event) else { return }
        let key = measure.grouping.map { label in
            let value = event.value(of: label)
            guard value.utf8.count > Self.labelLengthLimit else { return value }
            return String(decoding: value.utf8.prefix(Self.labelLengthLimit), as: UTF8.self)
        }
        let slot = SlidingCounter.slot(of: event.moment, from: origin, window: measure.window)
        guard series[key] != nil || series.count < Self.seriesLimit else {
            droppedEvents += 1
            return
        }
        series[key, default: SlidingCounter()].add(slot: slot, selected: measure.selects(event))
    }

    /// The numbers of every label set that had an event within the window; the others are forgotten.
    package mutating func readings(at moment: Moment) -> [Reading] {
        let slot = SlidingCounter.slot(of: moment, from: origin, window: measure.window)
        var readings: [Reading] = []
        for (key, counter) in series {
            let total = counter.total(endingAt: slot)
            if total.all == 0 {
                // An event may carry a moment just after this one: it is kept for the next time.
                if !counter.hasEvents(after: slot) { series[key] = nil }
                continue
            }
            let names = measure.grouping.map(\.rawValue)
            readings.append(
                Reading(
                    labels: LabelSet(Dictionary(zip(names, key)) { first, _ in first }),
                    value: value(selected: total.selected, all: total.all),
                    selected: total.selected,
                    all: total.all))
        }
        return readings
    }

    private func value(selected: Int, all: Int) -> Double? {
        switch measure.statistic {
        case .count: Double(selected)
        case .rate: Double(selected) / max(measure.window.inSeconds, 1e-9)
        case .share(let atLeast): all >= max(1, atLeast) ? Double(selected) / Double(all) : nil
        }
    }
}
