import Synchronization

/// Delivery events counted as Prometheus counts: `smtp_replies_total{class="4xx", recipient_domain="slow.example"} 12`.
///
/// One counter a kind of event and set of labels, in the text format. A counter is shown at 0 once before it is shown as it
/// is, for `increase()` and `rate()` see nothing of what a counter was born with. Times are histograms,
/// `queue_age_seconds_bucket`; the length of a queue is a gauge, `queue_messages`, that of the whole without a
/// `recipient_domain`.
///
/// Source: Prometheus, `docs/instrumenting/exposition_formats.md`.
package final class EventCounters: Sendable {
    /// How many counters are kept; events of further ones are counted in `mailproof_dropped_events_total` alone.
    ///
    /// Our choice: five times what a rule of the embedded monitor keeps apart.
    package static let seriesLimit = 10_000
    /// Where the buckets of times end, in seconds.
    ///
    /// Our choice: drills take seconds, queues hours.
    private static let bounds: [Double] = [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 1800, 3600, 14_400, 86_400]

    private let state = Mutex(State())

    private struct State {
        var counters: [Series: Counter] = [:]
        var dropped = 0
    }

    private struct Series: Hashable {
        var kind: EventKind
        var labels: LabelSet
    }

    private struct Counter {
        var count = 0
        var wasShown = false
        /// The last number.
        var number = 0.0
        /// Of times: how many were in each bucket, and their sum.
        var buckets: [Int] = []
        var sum = 0.0

        /// As it is shown first; a gauge has no past, and is shown as it is.
        var atZero: Counter { Counter(number: number, buckets: buckets.map { _ in 0 }) }
    }

    /// No events.
    package init() {}

    /// Counts an event; a number that is none counts as dropped.
    package func record(_ event: DeliveryEvent) {
        let kind = event.eventKind
        let values = kind.labels.map { label in
            (label.rawValue, String(event.value(of: label).prefix(WindowedMeasure.labelLengthLimit)))
        }
        let series = Series(kind: kind, labels: LabelSet(Dictionary(values) { first, _ in first }))
        let number = event.number ?? 0
        state.withLock { state in
            guard number.isFinite, number >= 0,
                state.counters[series] != nil || state.counters.count < Self.seriesLimit
            else {
                state.dropped += 1
                return
            }
            var counter = state.counters.removeValue(forKey: series) ?? Counter()
            counter.count += 1
            counter.number = number
            if kind.unit == .seconds {
                if counter.buckets.isEmpty { counter.buckets = Self.bounds.map { _ in 0 } }
                counter.sum += number
                if let bucket = Self.bounds.firstIndex(where: { number <= $0 }) { counter.buckets[bucket] += 1 }
            }
            state.counters[series] = counter
        }
    }

    /// All counters in the text format, version 0.0.4.
    package var exposition: String {
        let (counters, dropped) = state.withLock { state in
            let shown = state.counters.map { series, counter in
                (series: series, counter: counter.wasShown ? counter : counter.atZero)
            }
            for series in state.counters.keys { state.counters[series]?.wasShown = true }
            return (shown, state.dropped)
        }
        var text = ""
        for kind in EventKind.allCases {
            text += "# TYPE \(Self.metric(kind)) \(Self.type(kind))\n"
            let entries = counters.filter { $0.series.kind == kind }
            text += entries.map { Self.lines(kind, $0.series.labels, $0.counter) }.sorted().joined()
        }
        text += "# TYPE mailproof_dropped_events_total counter\nmailproof_dropped_events_total \(dropped)\n"
        return text
    }

    private static func metric(_ kind: EventKind) -> String {
        kind.unit == nil ? "\(kind.rawValue)_total" : kind.rawValue
    }

    private static func type(_ kind: EventKind) -> String {
        switch kind.unit {
        case nil: "counter"
        case .seconds: "histogram"
        case .messages: "gauge"
        }
    }

    private static func lines(_ kind: EventKind, _ labels: LabelSet, _ counter: Counter) -> String {
        let name = metric(kind)
        switch kind.unit {
        case nil: return "\(name)\(text(labels)) \(counter.count)\n"
        case .messages: return "\(name)\(text(labels)) \(counter.number)\n"
        case .seconds:
            var text = ""
            var count = 0
            for (bound, inBucket) in zip(bounds, counter.buckets) {
                count += inBucket
                text += "\(name)_bucket\(Self.text(labels, bound: "\(bound)")) \(count)\n"
            }
            return text + "\(name)_bucket\(Self.text(labels, bound: "+Inf")) \(counter.count)\n"
                + "\(name)_sum\(Self.text(labels)) \(counter.sum)\n\(name)_count\(Self.text(labels)) \(counter.count)\n"
        }
    }

    private static func text(_ labels: LabelSet, bound: String? = nil) -> String {
        var pairs = labels.pairs.map { name, value in
            let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            return "\(name)=\"\(escaped)\""
        }
        if let bound { pairs.append("le=\"\(bound)\"") }
        return pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}"
    }
}
