import Findings
import Foundation
import Reporting
import Synchronization
import Testing

@Suite("the JUnit report")
struct JUnitReportTests {
    @Test(
        "each verdict has its one element",
        arguments: [
            (CaseOutcome.passed(), "time=\"0.013\"></testcase>"),
            (
                .failed([ExampleRun.failure]),
                "<failure message=\"expected fail, got pass\" type=\"mailproof.expectation\">"
            ),
            (
                .undetermined([Finding("a/b", .error, "SERVFAIL")], type: "mailproof.dns"),
                "<error message=\"SERVFAIL\" type=\"mailproof.dns\">"
            ),
            (
                .skipped("not allowed", type: "mailproof.permission"),
                "<skipped message=\"not allowed\" type=\"mailproof.permission\">not allowed</skipped>"
            ),
        ])
    func verdicts(_ outcome: CaseOutcome, _ element: String) throws {
        let xml = try report([ExampleRun.finished(0, outcome)])
        #expect(xml.contains(element), "\(xml)")
        let elements = ["<failure ", "<error ", "<skipped "].filter(xml.contains)
        #expect(elements.count == (outcome.verdict == .passed ? 0 : 1))
    }

    @Test("the text begins with place and message, then holds what the terminal shows")
    func text() throws {
        let xml = try report([ExampleRun.finished(0, .failed([ExampleRun.failure]))])
        #expect(xml.contains(">Scenarios/auth.yaml:14:39: expected fail, got pass\n\nFAIL  example.com › one\n"))
        #expect(xml.contains("\n   |                                       ^^^^ got pass\n"))
    }

    @Test("counts, names, places and times are there")
    func attributes() throws {
        let xml = try report(
            [
                ExampleRun.finished(0, .failed([ExampleRun.failure]), seconds: 0.25), ExampleRun.finished(1, .passed()),
            ], cases: ["one", "two"])
        #expect(
            xml.contains(
                "<testsuites name=\"mailproof\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\" time=\"1.500\" timestamp=\"2026-11-21T10:04:05\">"
            ))
        #expect(
            xml.contains(
                "<testsuite name=\"example.com\" id=\"0\" package=\"Scenarios.mail.example_com\" file=\"Scenarios/mail/example.com.yaml\" hostname=\"ci-7\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\" time=\"0.263\" timestamp=\"2026-11-21T10:04:05\">"
            ))
        #expect(
            xml.contains(
                "<testcase name=\"one\" classname=\"Scenarios.mail.example_com\" file=\"Scenarios/mail/example.com.yaml\" line=\"10\" time=\"0.250\">"
            ))
        #expect(xml.contains("<property name=\"mailproof.seed\" value=\"42\"/>"))
        #expect(xml.contains("<property name=\"mailproof.started_at\" value=\"2026-11-21T10:04:05.123Z\"/>"))
    }

    @Test("a pass after a retry carries its failed attempts, a failure too under another name")
    func attempts() throws {
        let timeout = CaseOutcome.undetermined(
            [Finding("run/timeout", .error, "no verdict within 10s")], type: "mailproof.timeout")
        let flaky = try report([ExampleRun.finished(0, .passed(), earlier: [timeout])])
        #expect(
            flaky.contains("<flakyFailure message=\"no verdict within 10s\" type=\"mailproof.timeout\"><stackTrace>"))
        #expect(!flaky.contains("<error"))
        let failed = try report([ExampleRun.finished(0, timeout, earlier: [timeout])])
        #expect(failed.contains("<rerunFailure message"))
        #expect(!failed.contains("<flakyFailure"))
    }

    @Test("a warned failure is a pass with a property and the message in its output")
    func warned() throws {
        let xml = try report([
            ExampleRun.finished(0, CaseOutcome(.passed, findings: [ExampleRun.failure]), warned: true)
        ])
        #expect(!xml.contains("<failure"))
        #expect(xml.contains("<property name=\"mailproof.warned\" value=\"true\"/>"))
        #expect(xml.contains("<system-out>WARN  example.com › one"))
    }

    @Test("a notice about the run is kept in system-err")
    func notices() throws {
        let notice = RunEvent.notice(
            .init(Finding("run/cleanup", .error, "still active: fault"), file: "Scenarios/mail/example.com.yaml"))
        let xml = try report([notice])
        #expect(xml.contains("<system-err>error: still active: fault\n</system-err>"))
    }

    @Test("the file is complete at every moment, with an error for what has not ended")
    func unfinished() throws {
        let folder = try ScratchFolder()
        var report = try JUnitReport(path: folder.path("deep/er/r.xml"), interval: .zero)
        try report.consume(ExampleRun.description([("a.yaml", "a", ["one", "two", "three"])]))
        try report.consume(.caseStarted(.init(suite: 0, index: 0), at: ExampleRun.startedAt))
        try report.consume(.caseStarted(.init(suite: 0, index: 1), at: ExampleRun.startedAt))
        try report.consume(ExampleRun.finished(0, .passed()))
        let xml = try folder.text("deep/er/r.xml")
        #expect(xml.hasSuffix("</testsuites>\n"))
        #expect(xml.contains("tests=\"3\" failures=\"0\" errors=\"2\""))
        #expect(
            xml.contains("<error message=\"the run ended while this case was running\" type=\"mailproof.interrupted\">")
        )
        #expect(xml.contains("<error message=\"the run ended before this case began\" type=\"mailproof.interrupted\">"))
    }

    @Test("whoever reads the file meanwhile never sees half of it, and nothing else is left in the folder")
    func atomicity() async throws {
        let folder = try ScratchFolder()
        let path = folder.path("r.xml")
        let names = (0..<500).map { "case \($0)" }
        var report = try JUnitReport(path: path, interval: .zero)
        try report.consume(ExampleRun.description([("a.yaml", "a", names)]))
        let reader = Task.detached {
            var count = 0
            while !Task.isCancelled {
                let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
                guard text.hasPrefix("<?xml"), text.hasSuffix("</testsuites>\n") else { throw Torn() }
                count += 1
            }
            return count
        }
        for index in names.indices {
            try report.consume(ExampleRun.finished(index, .failed([ExampleRun.failure])))
            try report.catchUp()
            if index.isMultiple(of: 50) { await Task.yield() }
        }
        try report.consume(ExampleRun.summary([.failed: 500]))
        reader.cancel()
        #expect(try await reader.value >= 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["r.xml"])
    }

    struct Torn: Error {}

    @Test("a report that was there before is replaced, also through a link")
    func replaces() throws {
        let folder = try ScratchFolder()
        try Data("old".utf8).write(to: folder.url.appendingPathComponent("real.xml"))
        try FileManager.default.createSymbolicLink(atPath: folder.path("link.xml"), withDestinationPath: "real.xml")
        var report = try JUnitReport(path: folder.path("link.xml"))
        try report.consume(ExampleRun.description([("a.yaml", "a", ["one"])]))
        #expect(try folder.text("real.xml").hasPrefix("<?xml"))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link.xml")) == "real.xml")
    }

    @Test("a place that cannot be written is told before anything runs")
    func unwritable() throws {
        let folder = try ScratchFolder()
        try Data().write(to: folder.url.appendingPathComponent("file"))
        let error = #expect(throws: ReportError.self) { _ = try JUnitReport(path: folder.path("file/r.xml")) }
        #expect(error?.reason == "Not a directory")
        #expect(throws: ReportError.self) { _ = try JUnitReport(path: folder.url.path) }
    }

    @Test("an endless text is cut and says how much is missing")
    func cut() throws {
        let long = String(repeating: "é", count: 2 << 20)
        let xml = try report([ExampleRun.finished(0, .passed(output: [long]))])
        #expect(xml.utf8.count < 2 << 20)
        #expect(xml.contains(" more bytes)"))
    }

    @Test(
        "a file's class name groups it, and no two files share one",
        arguments: [
            (["Scenarios/mail/example.com.yaml"], ["Scenarios.mail.example_com"]),
            (["./a.yaml", "a.yml"], ["a", "a_2"]),
            (["../up/a.b.yaml", "../up/a_b.yaml"], ["__.up.a_b", "__.up.a_b_2"]),
            ([".yaml"], ["_yaml"]), (["/"], ["scenario"]),
        ])
    func classNames(_ files: [String], _ names: [String]) throws {
        let folder = try ScratchFolder()
        var report = try JUnitReport(path: folder.path("r.xml"))
        try report.consume(ExampleRun.description(files.map { ($0, "n", ["c"]) }))
        let xml = try folder.text("r.xml")
        for name in names { #expect(xml.contains("classname=\"\(name)\""), "\(xml)") }
    }

    @Test(
        "times have three decimals whatever they are",
        arguments: [
            (0.0, "0.000"), (-1, "0.000"), (0.0004, "0.000"), (0.0005, "0.001"), (1234.5678, "1234.568"),
            (.nan, "0.000"), (.infinity, "31536000.000"),
        ])
    func times(_ seconds: Double, _ text: String) throws {
        let xml = try report([ExampleRun.finished(0, .passed(), seconds: seconds)])
        #expect(xml.contains("time=\"\(text)\"></testcase>"), "\(xml)")
    }

    private func report(_ events: [RunEvent], cases: [String] = ["one"]) throws -> String {
        let folder = try ScratchFolder()
        var report = try JUnitReport(path: folder.path("r.xml"))
        try report.consume(
            ExampleRun.description([("Scenarios/mail/example.com.yaml", "example.com", cases)]))
        for event in events { try report.consume(event) }
        try report.consume(ExampleRun.summary([:]))
        return try folder.text("r.xml")
    }
}
