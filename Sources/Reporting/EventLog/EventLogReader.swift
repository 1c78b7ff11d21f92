package import Findings
import FoundationEssentials

/// Reads an event log back.
package enum EventLogReader {
    /// A line that is no event.
    package struct Failure: Error, Hashable, Sendable {
        /// Its number, from 1.
        package var line: Int
        /// What is wrong with it.
        package var reason: String
    }

    /// The events of a log.
    ///
    /// A last line without its line break was being written when the run was killed: it is left out.
    package static func events(of bytes: [UInt8]) throws(Failure) -> [RunEvent] {
        let decoder = JSONDecoder()
        var events: [RunEvent] = []
        var start = bytes.startIndex
        var number = 0
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            number += 1
            if end > start {
                do { events.append(try decoder.decode(RunEvent.self, from: Data(bytes[start..<end]))) } catch {
                    throw Failure(line: number, reason: "it is no event of a run: \(error)")
                }
            }
            start = end + 1
        }
        return events
    }
}
