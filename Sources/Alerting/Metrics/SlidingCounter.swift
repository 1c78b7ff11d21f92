/// Counts of the last stretch of time, in a ring of slots: constant memory whatever the traffic.
///
/// The window reaches back between 49 and 50 fiftieths of its length: an event that is older is never counted. The sum of
/// all slots is kept beside them, so that reading it costs nothing.
struct SlidingCounter: Sendable {
    /// How many slots a window is cut into.
    ///
    /// Our choice: 2 % is finer than any threshold is meant.
    static let slotCount = 50

    private var slots: [Slot] = []
    private var newest: Int64 = 0
    private var sum = Slot()

    private struct Slot {
        var selected: UInt32 = 0
        var all: UInt32 = 0
    }

    /// Counts events of the slot `number`; those older than the ring has room for are not counted.
    ///
    /// - Returns: whether they were.
    @discardableResult
    mutating func add(_ count: Int, slot number: Int64, selected: Bool) -> Bool {
        if slots.isEmpty {
            slots = Array(repeating: Slot(), count: Self.slotCount)
            newest = number
        }
        advance(to: number)
        guard number > newest &- Int64(Self.slotCount) else { return false }
        let position = Self.position(of: number)
        // A slot of four thousand million events stays full: what is asked is whether it is too many.
        let room = min(UInt32(clamping: count), UInt32.max - sum.all)
        slots[position].all += room
        sum.all += room
        guard selected else { return true }
        slots[position].selected += room
        sum.selected += room
        return true
    }

    /// What was counted in the window that ends with the slot `number`.
    mutating func total(endingAt number: Int64) -> (selected: Int, all: Int) {
        guard !slots.isEmpty else { return (0, 0) }
        advance(to: number)
        guard number < newest else { return (Int(sum.selected), Int(sum.all)) }
        // Somebody asks about the past, or an event was early.
        var total = (selected: 0, all: 0)
        var slot = newest &- Int64(Self.slotCount) &+ 1
        while slot <= number {
            total.selected += Int(slots[Self.position(of: slot)].selected)
            total.all += Int(slots[Self.position(of: slot)].all)
            slot += 1
        }
        return total
    }

    /// Whether there is nothing in it, not even of later slots.
    var isEmpty: Bool { sum.all == 0 }

    /// Forgets what is no longer in the window that ends with the slot `number`.
    private mutating func advance(to number: Int64) {
        guard number > newest else { return }
        if number &- newest >= Int64(Self.slotCount) {
            if sum.all > 0 {
                for index in slots.indices { slots[index] = Slot() }
                sum = Slot()
            }
        } else if sum.all > 0 {
            for slot in (newest + 1)...number {
                let position = Self.position(of: slot)
                sum.all -= slots[position].all
                sum.selected -= slots[position].selected
                slots[position] = Slot()
            }
        }
        newest = number
    }

    /// How long a slot of a window is, in nanoseconds.
    static func slotWidth(of window: Duration) -> Int64 {
        max(1, window.wholeNanoseconds / Int64(slotCount))
    }

    /// The slot that a time falls into, both in nanoseconds from the origin.
    static func slot(of offset: Int64, width: Int64) -> Int64 {
        let (quotient, remainder) = offset.quotientAndRemainder(dividingBy: width)
        return remainder < 0 ? quotient - 1 : quotient
    }

    private static func position(of number: Int64) -> Int {
        let remainder = Int(number % Int64(slotCount))
        return remainder < 0 ? remainder + slotCount : remainder
    }
}
