/// How many events there were since the beginning, by all their labels: what only ever grows, as Prometheus wants it.
package struct EventTotals: Sendable {
    /// The sums, each with what tells it from the others.
    package private(set) var series: [Series] = []
    private var indices: [Key: Int] = [:]

    /// One sum.
    package struct Series: Sendable {
        /// The kind of events.
        package var kind: EventKind
        /// Their labels.
        package var labels: LabelSet
        /// How many.
        package var count: Int
    }

    private struct Key: Hashable {
        var kind: EventKind
        var labels: LabelSet
    }

    /// The labels by which events are summed: not those with as many values as there are servers that word replies.
    private static let labels: Set<EventLabel> = [
        .class, .recipientDomain, .stream, .pool, .observedBy, .method, .result, .signingDomain, .selector,
    ]

    /// Where events like this one are summed; those beyond the limit together, by their kind and observer.
    mutating func index(for event: DeliveryEvent) -> Int {
        let kind = event.eventKind
        let labels = kind.labels.filter(Self.labels.contains)
        var values = Dictionary(labels.map { ($0.rawValue, Self.bounded(event.value(of: $0))) }) { first, _ in first }
        if let index = indices[Key(kind: kind, labels: LabelSet(values))] { return index }
        if series.count >= WindowedMeasure.seriesLimit {
            // These two are of fixed sets; any other label may hold whatever a log says.
            for label in labels where label != .class && label != .observedBy {
                values[label.rawValue] = WindowedMeasure.overflowValue
            }
            if let index = indices[Key(kind: kind, labels: LabelSet(values))] { return index }
        }
        let set = LabelSet(values)
        indices[Key(kind: kind, labels: set)] = series.count
        series.append(Series(kind: kind, labels: set, count: 0))
        return series.count - 1
    }

    /// Adds events.
    mutating func add(_ count: Int, to index: Int) {
        series[index].count += count
    }

    private static func bounded(_ value: String) -> String {
        guard value.utf8.count > WindowedMeasure.labelLengthLimit else { return value }
        return String(decoding: value.utf8.prefix(WindowedMeasure.labelLengthLimit), as: UTF8.self)
    }
}
