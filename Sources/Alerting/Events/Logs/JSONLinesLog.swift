/// Delivery events as JSON lines, each with a moment of its own; see `EventLineReader`.
package struct JSONLinesLog: DeliveryLog {
    private var reader: EventLineReader

    /// Lines whose times are those of the wall clock.
    package init(origin: Moment = .now()) {
        reader = EventLineReader(origin: origin)
    }

    /// The event of a line.
    package mutating func read(_ line: [UInt8], at moment: Moment) -> LogReading {
        guard !line.isEmpty else { return .events([]) }
        do throws(EventLineReader.Problem) {
            return .events([try reader.event(line, in: 0..<line.count)])
        } catch {
            return .problem("\(error)")
        }
    }

    /// Lines tell of a queue themselves.
    package mutating func sample(at moment: Moment) -> [DeliveryEvent] { [] }
}
