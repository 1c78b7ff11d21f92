import Synchronization

/// Delivery events counted as Prometheus counts: `smtp_replies_total{class="4xx", recipient_domain="slow.example"} 12`.
///
/// One counter a kind of event and set of labels, in the text format. A counter is shown at 0 once before it is shown as it
/// is, for `increase()` and `rate()` see nothing of what a counter was born with.
///
/// Source: Prometheus, `docs/instrumenting/exposition_formats.md`.
package final class EventCounters: Sendable {
    /// How many counters are kept; events of further ones are counted in `mailproof_dropped_events_total` alone.
    ///
    /// Our choice: five times what a rule of the embedded monitor keeps apart.
    package static let seriesLimit = 10_000

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
    }

    /// No events.
    package init() {}

    /// Counts an event.
    package func record(_ event: DeliveryEvent) {
        let kind = event.eventKind
        let values = kind.labels.map { label in
            (label.rawValue, String(event.value(of: label).prefix(WindowedMeasure.labelLengthLimit)))
        }
        let series = Series(kind: kind, labels: LabelSet(Dictionary(values) { first, _ in first }))
        state.withLock { state in
            guard state.counters[series] != nil || state.counters.count < Self.seriesLimit else {
                state.dropped += 1
                return
            }
            state.counters[series, default: Counter()].count += 1
        }
    }

    /// All counters in the text format, version 0.0.4.
    package var exposition: String {
        let (counters, dropped) = state.withLock { state in
            let shown = state.counters.map { (series: $0.key, count: $0.value.wasShown ? $0.value.count : 0) }
            for series in state.counters.keys { state.counters[series]?.wasShown = true }
            return (shown, state.dropped)
        }
        var text = ""
        for kind in EventKind.allCases {
            text += "# TYPE \(kind.rawValue)_total counter\n"
            let lines = counters.filter { $0.series.kind == kind }.map { counter in
                "\(kind.rawValue)_total\(Self.text(counter.series.labels)) \(counter.count)\n"
            }
            text += lines.sorted().joined()
        }
        text += "# TYPE mailproof_dropped_events_total counter\nmailproof_dropped_events_total \(dropped)\n"
        return text
    }

    private static func text(_ labels: LabelSet) -> String {
        let pairs = labels.pairs.map { name, value in
            let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            return "\(name)=\"\(escaped)\""
        }
        return pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}"
    }
}
