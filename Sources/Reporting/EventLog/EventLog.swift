package import Findings
import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The event log: one JSON object a line, each written as soon as it happened.
///
/// It is the durable record of a run: any report can be made of it again, after the run or without its end.
package final class EventLog: EventConsumer {
    private let path: String
    private let descriptor: Int32

    /// A log at a path; what was there before is gone.
    ///
    /// - Throws: that the file cannot be written, before anything has been run.
    package init(path: String) throws(ReportError) {
        self.path = path
        do throws(SystemFile.Failure) {
            try SystemFile.makeFolders(for: path)
            descriptor = try SystemFile.create(path, flags: O_CREAT | O_TRUNC | O_APPEND)
        } catch {
            throw ReportError(path: path, reason: error.reason)
        }
    }

    deinit {
        close(descriptor)
    }

    /// Writes the event as one line, at once.
    package func consume(_ event: RunEvent) throws(ReportError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line: Data
        do { line = try encoder.encode(event) } catch {
            throw ReportError(path: path, reason: "an event has no JSON form: \(error)")
        }
        do throws(SystemFile.Failure) {
            try SystemFile.write(Array(line) + [UInt8(ascii: "\n")], to: descriptor)
        } catch {
            throw ReportError(path: path, reason: error.reason)
        }
    }
}
