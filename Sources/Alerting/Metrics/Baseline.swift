/// What a series usually is: the mean and the deviation of the numbers that it had in the past.
///
/// The past ends where the measure's own window begins, so that what happens now is not compared with itself.
struct Baseline: Sendable {
    /// How many slots it is kept in.
    ///
    /// Our choice: a thirtieth of a past more or less changes no mean that matters.
    private static let slotCount = 30
    /// How many numbers make a past.
    ///
    /// Our choice: fewer have no deviation worth the name.
    private static let fewestNumbers: Float = 3

    private let width: Int64
    private let recentSlots: Int32
    private let length: Int64
    private var slots = [Slot](repeating: Slot(), count: slotCount)
    private var first: Int64?

    private struct Slot {
        var number: Int32 = 0
        var count: Float = 0
        var sum = 0.0
        var sumOfSquares = 0.0
    }

    /// The mean and the standard deviation.
    struct Usual: Sendable, Hashable {
        var mean: Double
        var deviation: Double
    }

    /// A past of this length that leaves out what is as recent as `window`.
    init(length: Duration, window: Duration) {
        self.length = max(1, length.wholeNanoseconds)
        width = max(1, self.length / Int64(Self.slotCount))
        recentSlots = min(Int32(Self.slotCount), Int32(clamping: window.wholeNanoseconds / width + 1))
    }

    /// Takes the number of now, in nanoseconds from the origin.
    mutating func add(_ value: Double, at offset: Int64) {
        if first == nil { first = offset }
        let number = slot(of: offset)
        let position = Int(number.magnitude % UInt32(Self.slotCount))
        if slots[position].number != number { slots[position] = Slot(number: number) }
        slots[position].count += 1
        slots[position].sum += value
        slots[position].sumOfSquares += value * value
    }

    /// What is usual; nil before half of the past has been seen.
    func usual(at offset: Int64) -> Usual? {
        guard let first, offset - first >= length / 2 else { return nil }
        let now = slot(of: offset)
        var total = Slot()
        for slot in slots where (recentSlots..<Int32(Self.slotCount)).contains(now &- slot.number) {
            total.count += slot.count
            total.sum += slot.sum
            total.sumOfSquares += slot.sumOfSquares
        }
        guard total.count >= Self.fewestNumbers else { return nil }
        let count = Double(total.count)
        let mean = total.sum / count
        let variance = max(0, total.sumOfSquares / count - mean * mean)
        return Usual(mean: mean, deviation: variance.squareRoot())
    }

    /// Whether all of the past is silence, so that there is nothing to remember.
    func isSilent(at offset: Int64) -> Bool {
        let now = slot(of: offset)
        return slots.allSatisfy { now &- $0.number >= Int32(Self.slotCount) || $0.sum == 0 }
    }

    /// The slot of a moment; what wraps around after years is further from now than any past.
    private func slot(of offset: Int64) -> Int32 {
        Int32(truncatingIfNeeded: SlidingCounter.slot(of: offset, width: width))
    }
}
