/// Counts of the last stretch of time, in a ring of slots: constant memory whatever the traffic.
///
/// The window reaches back between 49 and 50 fiftieths of its length: an event that is older is never counted.
struct SlidingCounter: Sendable {
    /// How many slots a window is cut into.
    ///
    /// Our choice: 2 % is finer than any threshold is meant.
    static let slotCount = 50

    private var slots = [Slot](repeating: Slot(), count: slotCount)

    private struct Slot {
        var number = Int64.min
        var selected = 0
        var all = 0
    }

    /// Counts one event of the slot `number`; one that is older than the ring has room for is not counted.
    mutating func add(slot number: Int64, selected: Bool) {
        let position = Self.position(of: number)
        guard number >= slots[position].number else { return }
        if number > slots[position].number { slots[position] = Slot(number: number) }
        slots[position].all += 1
        if selected { slots[position].selected += 1 }
    }

    /// What was counted in the window that ends with the slot `number`.
    func total(endingAt number: Int64) -> (selected: Int, all: Int) {
        var total = (selected: 0, all: 0)
        for slot in slots where slot.number <= number && slot.number > number &- Int64(Self.slotCount) {
            total.selected += slot.selected
            total.all += slot.all
        }
        return total
    }

    /// Whether anything was counted in a slot after `number`.
    func hasEvents(after number: Int64) -> Bool {
        slots.contains { $0.number > number && $0.all > 0 }
    }

    /// The slot that a moment falls into, counted from `origin`.
    static func slot(of moment: Moment, from origin: Moment, window: Duration) -> Int64 {
        let width = max(1, window.wholeNanoseconds / Int64(slotCount))
        let (quotient, remainder) = moment.since(origin).wholeNanoseconds.quotientAndRemainder(dividingBy: width)
        return remainder < 0 ? quotient - 1 : quotient
    }

    private static func position(of number: Int64) -> Int {
        let remainder = Int(number % Int64(slotCount))
        return remainder < 0 ? remainder + slotCount : remainder
    }
}
