import Findings
import Foundation
import Reporting
import Testing

@Suite("the event log")
struct EventLogTests {
    @Test("what is written is read back the same")
    func roundTrip() throws {
        let folder = try ScratchFolder()
        let log = try EventLog(path: folder.path("events.jsonl"))
        for event in ExampleRun.everything { try log.consume(event) }
        let bytes = Array(try folder.text("events.jsonl").utf8)
        #expect(try EventLogReader.events(of: bytes) == ExampleRun.everything)
    }

    @Test("each event is one line, there as soon as it was told")
    func flushed() throws {
        let folder = try ScratchFolder()
        let log = try EventLog(path: folder.path("events.jsonl"))
        for (index, event) in ExampleRun.everything.enumerated() {
            try log.consume(event)
            let text = try folder.text("events.jsonl")
            #expect(text.hasSuffix("\n"))
            #expect(text.split(separator: "\n").count == index + 1)
        }
    }

    @Test("a log whose writer was killed is read as far as it goes")
    func torn() throws {
        let folder = try ScratchFolder()
        let log = try EventLog(path: folder.path("events.jsonl"))
        for event in ExampleRun.everything { try log.consume(event) }
        let bytes = Array(try folder.text("events.jsonl").utf8)
        let events = try EventLogReader.events(of: bytes.dropLast(10).map { $0 })
        #expect(events == ExampleRun.everything.dropLast())
    }

    @Test("a line that is no event is named")
    func broken() throws {
        #expect(throws: EventLogReader.Failure.self) { _ = try EventLogReader.events(of: Array("\n{}\n".utf8)) }
    }

    @Test("any bytes are read or refused")
    func anyBytes() {
        var random = SeededNumbers()
        for _ in 0..<200 {
            let bytes = (0..<random.below(200)).map { _ in UInt8(random.below(256)) }
            _ = try? EventLogReader.events(of: bytes)
        }
    }

    @Test("a place that cannot be written is told before anything runs")
    func unwritable() throws {
        let folder = try ScratchFolder()
        #expect(throws: ReportError.self) { _ = try EventLog(path: folder.url.path) }
    }
}
