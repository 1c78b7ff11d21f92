/// The numbers that the events of each series carried: kept only by measures that want them.
struct SeriesNumbers: Sendable {
    private let statistic: Measure.Statistic
    private var distributions: [SlidingDistribution] = []
    private var latest: [Latest] = []

    /// The last number, and the slot that it came in.
    private struct Latest {
        var value: Double?
        var slot: Int64 = 0
    }

    /// None yet.
    init(_ statistic: Measure.Statistic) {
        self.statistic = statistic
    }

    /// Makes room for one more series.
    mutating func append() {
        switch statistic {
        case .percentile: distributions.append(SlidingDistribution())
        case .value: latest.append(Latest())
        case .count, .rate, .share: break
        }
    }

    /// Forgets the numbers of a series.
    mutating func reset(_ index: Int) {
        switch statistic {
        case .percentile: distributions[index] = SlidingDistribution()
        case .value: latest[index] = Latest()
        case .count, .rate, .share: break
        }
    }

    /// Takes a number; of several in one slot the last counts, and one that comes late is not the last.
    mutating func add(_ number: Double, to index: Int, slot: Int64) {
        switch statistic {
        case .percentile: distributions[index].add(number, slot: slot)
        case .value:
            if latest[index].value == nil || slot >= latest[index].slot {
                latest[index] = Latest(value: number, slot: slot)
            }
        case .count, .rate, .share: break
        }
    }

    /// The number of a series in the window that ends with a slot; nil where there was none.
    mutating func value(of index: Int, endingAt slot: Int64) -> Double? {
        switch statistic {
        case .percentile(let percent): distributions[index].percentile(percent, endingAt: slot)
        case .value:
            latest[index].slot > slot &- Int64(SlidingCounter.slotCount) ? latest[index].value : nil
        case .count, .rate, .share: nil
        }
    }
}
