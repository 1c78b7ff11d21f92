/// Every measure of a set of rules, fed together.
///
/// Events with the same labels are counted together for as long as the shortest slot of any measure lasts, and only then
/// handed on: an event costs one look into a table, however many measures want it.
package struct EventLedger: Sendable {
    /// How many combinations of labels are remembered; beyond that all are forgotten and looked up anew.
    ///
    /// Our choice.
    static let shapeLimit = 10_000
    /// How far an event may be ahead of us and still count, as one of now.
    ///
    /// Our choice: clocks of machines that ask NTP differ by less.
    package static let skewTolerance: Duration = .seconds(60)

    /// The measures, in the order in which they were added.
    package private(set) var measures: [WindowedMeasure] = []
    /// What was not counted, by its cause.
    package private(set) var refusals = Refusals()

    /// How many events there were since the beginning.
    package private(set) var totals = EventTotals()

    private let origin: Moment
    private var quantum: Int64 = .max
    private var longestWindow: Duration = .zero
    private var shapes: [DeliveryEvent.Shape: Int] = [:]
    private var entries: [Entry] = []
    private var waiting: [Int] = []

    /// Events that were not counted.
    package struct Refusals: Sendable, Hashable {
        /// They carried a number that is none: NaN, infinite or negative.
        package var badNumber = 0
        /// They were further ahead of us than clocks differ.
        package var fromFuture = 0
        /// They were older than any window.
        package var tooOld = 0
        /// All of them.
        package var total: Int { badNumber + fromFuture + tooOld }
    }

    /// Events of one combination of labels.
    private struct Entry {
        var event: DeliveryEvent
        var targets: [Target]
        var total: Int
        var count = 0
        var tick: Int64 = 0
    }

    /// One measure that counts them.
    private struct Target {
        var handle: WindowedMeasure.Handle
        var measure: Int32
        var isSelected: Bool
    }

    /// A ledger without measures; `origin` is any moment near the events that will come.
    package init(origin: Moment) {
        self.origin = origin
    }

    /// Adds a measure and returns its number; one that is there already keeps its own.
    package mutating func add(_ measure: Measure) -> Int {
        if let index = measures.firstIndex(where: { $0.measure == measure }) { return index }
        flush()
        forgetShapes()
        measures.append(WindowedMeasure(measure, origin: origin))
        quantum = min(quantum, SlidingCounter.slotWidth(of: measure.window))
        longestWindow = max(longestWindow, measure.window)
        return measures.count - 1
    }

    /// The number of a measure; nil where it was not added.
    package func index(of measure: Measure) -> Int? {
        measures.firstIndex { $0.measure == measure }
    }

    /// Counts an event that was received at `now` in every measure that wants it.
    package mutating func record(_ event: DeliveryEvent, receivedAt now: ContinuousClock.Instant) {
        if let number = event.number, !(number.isFinite && number >= 0) {
            refusals.badNumber += 1
            return
        }
        var instant = event.moment.instant
        if instant > now {
            guard now.duration(to: instant) <= Self.skewTolerance else {
                refusals.fromFuture += 1
                return
            }
            instant = now
        } else if instant.duration(to: now) > longestWindow, !measures.isEmpty {
            refusals.tooOld += 1
            return
        }
        let offset = origin.instant.duration(to: instant).wholeNanoseconds
        let index = entry(of: event)
        guard event.number == nil else { return add(1, of: index, number: event.number, at: offset) }
        let tick = SlidingCounter.slot(of: offset, width: quantum)
        if entries[index].count > 0 {
            if entries[index].tick == tick {
                entries[index].count += 1
                return
            }
            settle(index)
        } else {
            waiting.append(index)
        }
        entries[index].tick = tick
        entries[index].count = 1
    }

    /// The numbers of a measure now.
    package mutating func readings(of index: Int, at now: Moment) -> [WindowedMeasure.Reading] {
        flush()
        return measures[index].readings(at: now)
    }

    /// Hands on all that waits.
    package mutating func flush() {
        for index in waiting {
            settle(index)
            entries[index].count = 0
        }
        waiting.removeAll(keepingCapacity: true)
    }

    private mutating func settle(_ index: Int) {
        add(entries[index].count, of: index, number: nil, at: entries[index].tick &* quantum)
    }

    private mutating func add(_ count: Int, of index: Int, number: Double?, at offset: Int64) {
        totals.add(count, to: entries[index].total)
        for position in entries[index].targets.indices {
            var target = entries[index].targets[position]
            let measure = Int(target.measure)
            if !measures[measure].isCurrent(target.handle) {
                guard let handle = measures[measure].handle(for: entries[index].event) else { continue }
                target.handle = handle
                entries[index].targets[position].handle = handle
            }
            measures[measure].add(
                count, to: target.handle, selected: target.isSelected, number: number, at: offset)
        }
    }

    private mutating func entry(of event: DeliveryEvent) -> Int {
        let shape = event.shape
        if let index = shapes[shape] { return index }
        if entries.count >= Self.shapeLimit {
            flush()
            forgetShapes()
        }
        var targets: [Target] = []
        for index in measures.indices {
            guard let handle = measures[index].handle(for: event) else { continue }
            targets.append(
                Target(handle: handle, measure: Int32(index), isSelected: measures[index].measure.selects(event)))
        }
        entries.append(Entry(event: event, targets: targets, total: totals.index(for: event)))
        shapes[shape] = entries.count - 1
        return entries.count - 1
    }

    private mutating func forgetShapes() {
        shapes.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
    }
}

extension DeliveryEvent {
    /// An event without its moment and number: what all its measures and label sets follow from.
    struct Shape: Sendable, Hashable {
        var kind: Kind
        var observer: Observer
    }

    /// What it has in common with others that are counted the same.
    var shape: Shape {
        guard case .quantity(var quantity) = kind else { return Shape(kind: kind, observer: observer) }
        quantity.number = 0
        return Shape(kind: .quantity(quantity), observer: observer)
    }
}
