/// Numbers of the last stretch of time, as counts of classes that are 3 % wide: a percentile is right within 1.6 %, and
/// never beyond the smallest and the greatest number seen.
///
/// It is as large as there are different numbers in its window, and bounded by the number of classes.
struct SlidingDistribution: Sendable {
    /// Classes for each doubling.
    ///
    /// Our choice: like the 2 % of a window, finer than any threshold is meant.
    private static let classesPerDoubling = 32
    /// From a millisecond to 270 years, in seconds; what is beyond counts as the first or the last class.
    private static let exponents = -10...33
    /// How many classes there are.
    static let classCount = exponents.count * classesPerDoubling

    private var slots: [Slot] = []
    private var newest: Int64 = 0

    private struct Slot {
        var cells: [Cell] = []
        var least = Double.infinity
        var most = -Double.infinity
    }

    /// How many numbers of one class.
    private struct Cell {
        var number: UInt16
        var count: UInt32
    }

    /// Takes a number of the slot `number`; one that is older than the ring has room for is not counted.
    mutating func add(_ value: Double, slot number: Int64) {
        let slotCount = Int64(SlidingCounter.slotCount)
        if slots.isEmpty {
            slots = Array(repeating: Slot(), count: SlidingCounter.slotCount)
            newest = number
        }
        advance(to: number)
        guard number > newest &- slotCount else { return }
        let position = Self.position(of: number)
        slots[position].least = min(slots[position].least, value)
        slots[position].most = max(slots[position].most, value)
        let wanted = Self.classNumber(of: value)
        let index = slots[position].cells.firstIndex { $0.number >= wanted } ?? slots[position].cells.count
        if index < slots[position].cells.count, slots[position].cells[index].number == wanted {
            if slots[position].cells[index].count < .max { slots[position].cells[index].count += 1 }
        } else {
            slots[position].cells.insert(Cell(number: wanted, count: 1), at: index)
        }
    }

    /// The number that `percent` of a hundred in the window ending with the slot `number` do not exceed; nil where there
    /// is none.
    mutating func percentile(_ percent: Double, endingAt number: Int64) -> Double? {
        guard !slots.isEmpty else { return nil }
        advance(to: number)
        var counts: [UInt16: Int] = [:]
        var least = Double.infinity
        var most = -Double.infinity
        var slot = newest &- Int64(SlidingCounter.slotCount) &+ 1
        while slot <= number {
            let content = slots[Self.position(of: slot)]
            for cell in content.cells { counts[cell.number, default: 0] += Int(cell.count) }
            least = min(least, content.least)
            most = max(most, content.most)
            slot += 1
        }
        let total = counts.values.reduce(0, +)
        guard total > 0 else { return nil }
        // The nearest rank: the smallest number that is not exceeded by so many.
        var rank = max(1, Int((percent / 100 * Double(total)).rounded(.up)))
        guard rank < total else { return most }
        for (number, count) in counts.sorted(by: { $0.key < $1.key }) {
            rank -= count
            if rank <= 0 { return min(most, max(least, Self.middle(of: number))) }
        }
        return most
    }

    private mutating func advance(to number: Int64) {
        guard number > newest else { return }
        if number &- newest >= Int64(SlidingCounter.slotCount) {
            for index in slots.indices { slots[index] = Slot() }
        } else {
            for slot in (newest + 1)...number { slots[Self.position(of: slot)] = Slot() }
        }
        newest = number
    }

    /// The class of a number that is finite and not negative: its exponent and the first bits after it.
    private static func classNumber(of value: Double) -> UInt16 {
        guard value > 0, value.exponent >= exponents.lowerBound else { return 0 }
        guard value.exponent <= exponents.upperBound else { return UInt16(classCount - 1) }
        let within = Int(value.significandBitPattern >> (UInt64(Double.significandBitCount) - 5))
        return UInt16((Int(value.exponent) - exponents.lowerBound) * classesPerDoubling + within)
    }

    /// The number in the middle of a class.
    private static func middle(of number: UInt16) -> Double {
        let (octave, within) = Int(number).quotientAndRemainder(dividingBy: classesPerDoubling)
        let significand = 1 + (Double(within) + 0.5) / Double(classesPerDoubling)
        return Double(sign: .plus, exponent: octave + exponents.lowerBound, significand: significand)
    }

    private static func position(of number: Int64) -> Int {
        let remainder = Int(number % Int64(SlidingCounter.slotCount))
        return remainder < 0 ? remainder + SlidingCounter.slotCount : remainder
    }
}
