import NIOCore

/// The queries in flight, the one whose time ends first in front.
///
/// All have the same time, so that the order of their starts is that of their ends, and one timer serves them all. A
/// linked list in an array: each is taken out in constant time wherever it stands, and the memory is bounded by the most
/// that were ever in flight at once.
struct FlightList<Carrier> {
    /// A query, what carries it, and when its time ends.
    struct Flight {
        var reply: PendingReply
        var carrier: Carrier
        var deadline: NIODeadline
    }

    private struct Slot {
        var flight: Flight?
        var previous: Int?
        var next: Int?
    }

    private var slots: [Slot] = []
    private var free: [Int] = []
    private var head: Int?
    private var tail: Int?

    /// How many there are.
    var count: Int { slots.count - free.count }

    /// The place that the next one gets.
    var nextIndex: Int { free.last ?? slots.count }

    /// When the first one's time ends; nil where there is none.
    var firstDeadline: NIODeadline? {
        head.flatMap { slots[$0].flight?.deadline }
    }

    subscript(_ index: Int) -> Flight? {
        slots.indices.contains(index) ? slots[index].flight : nil
    }

    /// Adds one at the end; answers its place.
    mutating func append(_ flight: Flight) -> Int {
        let index: Int
        if let reused = free.popLast() {
            index = reused
            slots[index] = Slot(flight: flight, previous: tail)
        } else {
            index = slots.count
            slots.append(Slot(flight: flight, previous: tail))
        }
        if let tail { slots[tail].next = index } else { head = index }
        tail = index
        return index
    }

    /// Takes one out; nil where the place is empty.
    mutating func remove(_ index: Int) -> Flight? {
        guard slots.indices.contains(index), let flight = slots[index].flight else { return nil }
        let slot = slots[index]
        if let previous = slot.previous { slots[previous].next = slot.next } else { head = slot.next }
        if let next = slot.next { slots[next].previous = slot.previous } else { tail = slot.previous }
        slots[index] = Slot()
        free.append(index)
        return flight
    }

    /// Takes the first one out where its time has ended.
    mutating func removeFirst(dueAt now: NIODeadline) -> Flight? {
        guard let head, let first = firstDeadline, first <= now else { return nil }
        return remove(head)
    }
}
