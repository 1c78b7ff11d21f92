import NIOCore

/// One direction of a connection through a proxy: octets in, and out again when they are due.
///
/// Pure: time is told.
struct ProxyFlow {
    /// How many octets are held at most before no more are read.
    ///
    /// Our choice: what two hosts have under way at 10 Mbit/s and 200 ms.
    static let backlogLimit = 256 << 10
    /// How often a second the octets of a narrow line come.
    ///
    /// Our choice: smooth to who watches, cheap for a thousand connections.
    private static let slicesPerSecond = 20

    /// Octets, or the end of them, and when they have come all the way.
    private struct Piece {
        var due: NIODeadline
        /// nil for the end.
        var octets: ByteBuffer?
    }

    /// What happens next.
    enum Step {
        /// These octets arrive.
        case forward(ByteBuffer)
        /// Nothing before that time.
        case wait(until: NIODeadline)
        /// The end arrives.
        case end
        /// There is nothing under way.
        case idle
    }

    private var pieces = CircularBuffer<Piece>()
    /// How many octets are under way.
    private(set) var backlog = 0
    /// Whether the end has arrived.
    private(set) var hasEnded = false
    private var isEnding = false
    /// When a narrow line has taken what it was given last.
    private var free = NIODeadline.uptimeNanoseconds(0)

    /// Whether more may be read.
    var hasRoom: Bool { backlog < Self.backlogLimit && !isEnding }

    /// Octets were sent.
    mutating func receive(_ octets: ByteBuffer, at now: NIODeadline, _ conditions: NetworkConditions) {
        guard octets.readableBytes > 0, !isEnding else { return }
        backlog += octets.readableBytes
        pieces.append(Piece(due: due(at: now, conditions), octets: octets))
    }

    /// Nothing more will be sent.
    mutating func end(at now: NIODeadline, _ conditions: NetworkConditions) {
        guard !isEnding else { return }
        isEnding = true
        pieces.append(Piece(due: due(at: now, conditions), octets: nil))
    }

    /// What is due at a time, and is taken out.
    mutating func next(at now: NIODeadline, _ conditions: NetworkConditions) -> Step {
        guard let first = pieces.first else { return .idle }
        // Where a fault has ended, what it held back arrives at once.
        if conditions.latency != nil, first.due > now { return .wait(until: first.due) }
        guard var octets = first.octets else {
            pieces.removeFirst()
            hasEnded = true
            return .end
        }
        if conditions.bandwidth != nil, free > now { return .wait(until: free) }
        var size = min(octets.readableBytes, conditions.octetsLeft ?? .max)
        if let bandwidth = conditions.bandwidth {
            size = min(size, max(1, bandwidth / Self.slicesPerSecond))
            free = max(free, now) + .nanoseconds(Int64(Double(size) / Double(bandwidth) * 1e9))
        }
        guard let slice = octets.readSlice(length: size) else { return .idle }
        backlog -= size
        if octets.readableBytes == 0 {
            pieces.removeFirst()
        } else {
            pieces[pieces.startIndex].octets = octets
        }
        return .forward(slice)
    }

    /// Octets do not overtake each other, also where the latency has become less.
    private func due(at now: NIODeadline, _ conditions: NetworkConditions) -> NIODeadline {
        let due = now + TimeAmount(conditions.latency ?? .zero)
        return pieces.last.map { max($0.due, due) } ?? due
    }
}
