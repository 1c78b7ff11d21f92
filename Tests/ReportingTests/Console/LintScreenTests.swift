import Findings
import Reporting
import Testing

@Suite("the screen of lint")
struct LintScreenTests {
    private let plan = ExampleRun.description([("lint", "lint", ["lint [a.html]", "lint [b.html]", "lint [c.html]"])])

    /// What is written, event by event.
    private func writes(_ events: [RunEvent]) throws -> [String] {
        let said = Said()
        var screen = LintScreen(output: said.sink(\.output), palette: .plain, isVerbose: false)
        return try events.map { event in
            let before = said.output.utf8.count
            try screen.consume(event)
            return String(decoding: said.output.utf8.dropFirst(before), as: UTF8.self)
        }
    }

    @Test("a file is shown once those before it are, and the sum comes last")
    func order() throws {
        let written = try writes([
            plan, ExampleRun.finished(2, .passed()), ExampleRun.finished(0, .passed()),
            ExampleRun.finished(1, .failed([ExampleRun.failure])), ExampleRun.summary([.passed: 2, .failed: 1]),
        ])
        #expect(written[0].isEmpty && written[1].isEmpty)
        #expect(written[2].hasPrefix("a.html\n\n"), "\(written[2])")
        let (second, third) = (written[3].firstRange(of: "b.html\n"), written[3].firstRange(of: "c.html\n"))
        #expect(try #require(second).lowerBound < #require(third).lowerBound)
        #expect(written[4] == "3 files, 2 without errors, 1 to mend\n")
    }

    @Test("a file whose turn never came is shown at the end")
    func interrupted() throws {
        let written = try writes([plan, ExampleRun.finished(1, .passed()), ExampleRun.summary([.passed: 1])])
        #expect(written[1].isEmpty)
        #expect(written[2].hasPrefix("b.html\n\n"), "\(written[2])")
    }
}
