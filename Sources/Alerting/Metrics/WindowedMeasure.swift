/// A measure with the events of its window: eats events, and says at any moment what the numbers are.
///
/// Memory is bounded by the number of label sets: those beyond the limit are counted together, as one that says so.
package struct WindowedMeasure: Sendable {
    /// How many label sets are kept apart.
    ///
    /// Our choice: a recipient domain that sees no mail for a whole window makes room again.
    package static let seriesLimit = 2000
    /// The value of each label of the series that counts what is beyond the limit; no domain name has parentheses.
    package static let overflowValue = "(other)"
    /// How many bytes of a label's value are kept.
    ///
    /// RFC 1035 §2.3.4: a domain name has at most 255.
    package static let labelLengthLimit = 255

    /// What is measured.
    package let measure: Measure
    /// Events that were counted together because there were too many label sets.
    package private(set) var overflowedEvents = 0

    let origin: Moment
    private let slotWidth: Int64
    private var indices: [[String]: Int32] = [:]
    private var series: [Series] = []
    private var counters: [SlidingCounter] = []
    private var numbers: SeriesNumbers
    private var vacant: [Int32] = []
    private var overflow: Int32?
    /// How often a label set was forgotten: then there is room again.
    private var vacancies: UInt32 = 0

    private struct Series {
        var key: [String]
        var labels: LabelSet
        var generation: UInt32 = 0
        var isUsed = true
    }

    /// Where the events of one label set are counted; it is void once that label set was forgotten.
    struct Handle: Sendable {
        fileprivate var index: Int32
        fileprivate var generation: UInt32
        fileprivate var isOverflow = false
    }

    /// A measure without events; `origin` is any moment near those that will come.
    package init(_ measure: Measure, origin: Moment) {
        self.measure = measure
        self.origin = origin
        slotWidth = SlidingCounter.slotWidth(of: measure.window)
        numbers = SeriesNumbers(measure.statistic)
    }

    /// The number of one label set.
    package struct Reading: Sendable, Hashable {
        /// The values of the labels that the measure groups by.
        package var labels: LabelSet
        /// The number; nil for a share of fewer events than it wants, and where no event had a number.
        package var value: Double?
        /// How many events in the window were selected.
        package var selected: Int
        /// How many there were in all.
        package var all: Int
    }

    /// Counts an event where it is one of those measured.
    package mutating func record(_ event: DeliveryEvent) {
        guard let handle = handle(for: event) else { return }
        let offset = event.moment.since(origin).wholeNanoseconds
        add(1, to: handle, selected: measure.selects(event), number: event.number, at: offset)
    }

    /// Where an event is counted; nil where it is not one of those measured.
    mutating func handle(for event: DeliveryEvent) -> Handle? {
        guard measure.includes(event) else { return nil }
        let key = measure.grouping.map { label in
            let value = event.value(of: label)
            guard value.utf8.count > Self.labelLengthLimit else { return value }
            return String(decoding: value.utf8.prefix(Self.labelLengthLimit), as: UTF8.self)
        }
        if let index = indices[key] {
            return Handle(index: index, generation: series[Int(index)].generation)
        }
        guard indices.count < Self.seriesLimit else {
            let index = overflow ?? newSeries(measure.grouping.map { _ in Self.overflowValue })
            overflow = index
            return Handle(index: index, generation: vacancies, isOverflow: true)
        }
        let index = newSeries(key)
        indices[key] = index
        return Handle(index: index, generation: series[Int(index)].generation)
    }

    /// Whether a handle still leads to where its events are counted.
    func isCurrent(_ handle: Handle) -> Bool {
        if handle.isOverflow { return handle.index == overflow && handle.generation == vacancies }
        return handle.generation == series[Int(handle.index)].generation
    }

    /// Counts events of one label set; `offset` is in nanoseconds from the origin.
    mutating func add(_ count: Int, to handle: Handle, selected: Bool, number: Double?, at offset: Int64) {
        let index = Int(handle.index)
        let slot = SlidingCounter.slot(of: offset, width: slotWidth)
        if handle.isOverflow { overflowedEvents += count }
        guard counters[index].add(count, slot: slot, selected: selected), selected, let number else { return }
        numbers.add(number, to: index, slot: slot)
    }

    /// The numbers of every label set that had an event within the window; the others are forgotten.
    package mutating func readings(at moment: Moment) -> [Reading] {
        let slot = SlidingCounter.slot(of: moment.since(origin).wholeNanoseconds, width: slotWidth)
        var readings: [Reading] = []
        readings.reserveCapacity(indices.count + 1)
        for index in series.indices where series[index].isUsed {
            let total = counters[index].total(endingAt: slot)
            if total.all == 0 {
                // An event may carry a moment just after this one: it is kept for the next time.
                if counters[index].isEmpty { forget(index) }
                continue
            }
            readings.append(
                Reading(
                    labels: series[index].labels,
                    value: value(of: index, selected: total.selected, all: total.all, slot),
                    selected: total.selected,
                    all: total.all))
        }
        return readings
    }

    /// How many label sets had an event within the window when it was last read.
    package var seriesCount: Int { indices.count }

    private mutating func value(of index: Int, selected: Int, all: Int, _ slot: Int64) -> Double? {
        switch measure.statistic {
        case .count: Double(selected)
        case .rate: Double(selected) / max(measure.window.inSeconds, 1e-9)
        case .share(let atLeast): all >= max(1, atLeast) ? Double(selected) / Double(all) : nil
        case .percentile, .value: numbers.value(of: index, endingAt: slot)
        }
    }

    private mutating func newSeries(_ key: [String]) -> Int32 {
        let names = measure.grouping.map(\.rawValue)
        let labels = LabelSet(Dictionary(zip(names, key)) { first, _ in first })
        if let index = vacant.popLast() {
            series[Int(index)].key = key
            series[Int(index)].labels = labels
            series[Int(index)].isUsed = true
            return index
        }
        series.append(Series(key: key, labels: labels))
        counters.append(SlidingCounter())
        numbers.append()
        return Int32(series.count - 1)
    }

    private mutating func forget(_ index: Int) {
        if overflow == Int32(index) {
            overflow = nil
        } else {
            indices[series[index].key] = nil
        }
        series[index].isUsed = false
        series[index].generation &+= 1
        vacancies &+= 1
        counters[index] = SlidingCounter()
        numbers.reset(index)
        vacant.append(Int32(index))
    }
}
