import Findings
import Foundation
import Reporting
import Testing

@Suite("the report desk")
struct ReportDeskTests {
    @Test("every report gets every event, and one that cannot be written does not stop the others")
    func independence() async throws {
        let folder = try ScratchFolder()
        let desk = ReportDesk([
            Broken(), try EventLog(path: folder.path("events.jsonl")), try JUnitReport(path: folder.path("r.xml")),
        ])
        let (stream, continuation) = AsyncStream<RunEvent>.makeStream()
        for event in ExampleRun.everything { continuation.yield(event) }
        continuation.finish()
        let failures = await desk.follow(stream)
        #expect(failures == [ReportError(path: "broken", reason: "No space left on device")])
        let log = Array(try folder.text("events.jsonl").utf8)
        #expect(try EventLogReader.events(of: log).count == ExampleRun.everything.count)
        #expect(try folder.text("r.xml").hasSuffix("</testsuites>\n"))
    }

    @Test("a report that waits is written although nothing more happens")
    func catchesUp() async throws {
        let folder = try ScratchFolder()
        let path = folder.path("r.xml")
        let desk = ReportDesk([try JUnitReport(path: path, interval: .milliseconds(1))])
        let (stream, continuation) = AsyncStream<RunEvent>.makeStream()
        let followed = Task { await desk.follow(stream) }
        continuation.yield(ExampleRun.description([("a.yaml", "a", ["one", "two"])]))
        continuation.yield(ExampleRun.finished(0, .failed([ExampleRun.failure])))
        for _ in 0..<1000 {
            if let text = try? folder.text("r.xml"), text.contains("<failure") { break }
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(try folder.text("r.xml").contains("<failure"))
        continuation.finish()
        #expect(await followed.value == [])
    }

    struct Broken: EventConsumer {
        func consume(_ event: RunEvent) throws(ReportError) {
            throw ReportError(path: "broken", reason: "No space left on device")
        }
    }
}
