import Findings
import Reporting
import Synchronization
import Testing

@Suite("the console")
struct ConsoleReportTests {
    @Test("without a terminal each finished case is a line, and failures follow in file order")
    func lines() throws {
        let said = try console(ExampleRun.everything.reorderedLikeARun)
        let first = try #require(said.output.firstRange(of: "\n\n")).lowerBound
        #expect(said.output[..<first].split(separator: "\n").count == 8)
        #expect(said.output.hasPrefix("PASS  example.com may send › pass  (0.013 s)\n"))
        #expect(said.output.contains("\nSKIP  mail › quarantined: quarantined until 2026-12-31: MAIL-412  (0.013 s)\n"))
        #expect(said.output.contains("\nPASS  example.com may send › flaky  (0.013 s, attempt 2)\n"))
        let details = said.output[first...]
        let order = [
            "\nFAIL  example.com", "\nUNDETERMINED  example.com", "\nWARN  example.com", "\nUNDETERMINED  mail",
        ]
        let places = try order.map { try #require(details.firstRange(of: $0)).lowerBound }
        #expect(places == places.sorted())
    }

    @Test("the last line counts, and names seed, report and exit code")
    func summary() throws {
        let said = try console(ExampleRun.everything)
        #expect(
            said.output.hasSuffix(
                "\n\n3 passed, 1 failed, 2 undetermined, 2 skipped in 1.500 s · seed 42 · r.xml · exit 1\n"))
    }

    @Test("what decided the exit code beside verdicts is said")
    func cause() throws {
        let said = try console([
            ExampleRun.description([]), ExampleRun.summary([:], exitCode: 130, cause: "interrupted by SIGINT"),
        ])
        #expect(
            said.output.hasSuffix("no case to run in 1.500 s · seed 42 · r.xml · exit 130 (interrupted by SIGINT)\n"))
    }

    @Test("warnings of cases that passed are counted, and shown by verbose")
    func warnings() throws {
        var remark = ExampleRun.failure
        remark.severity = .warning
        var info = remark
        info.severity = .info
        let events = [
            ExampleRun.description([("a.yaml", "a", ["one"])]),
            ExampleRun.finished(0, .passed(remarks: [remark, info])), ExampleRun.summary([.passed: 1]),
        ]
        let said = try console(events)
        #expect(said.output.contains("\n1 warning in cases that passed; -v shows them\n\n1 passed"), "\(said.output)")
        let verbose = try console(events, verbosity: .verbose)
        #expect(verbose.output.contains("\nPASS  a › one\n"), "\(verbose.output)")
        #expect(!verbose.output.contains("in cases that passed"))
    }

    @Test("quiet says failures and the summary only")
    func quiet() throws {
        let said = try console(ExampleRun.everything, verbosity: .quiet)
        #expect(said.output.hasPrefix("\nFAIL  example.com may send › fail\n"))
        #expect(!said.output.contains("PASS"))
    }

    @Test("verbose adds what cases did and saw")
    func verbose() throws {
        let said = try console(ExampleRun.everything, verbosity: .verbose)
        #expect(said.output.contains("PASS  example.com may send › pass  (0.013 s)\n      looked up example.com\n"))
    }

    @Test("on a terminal progress is drawn on standard error, and only what goes wrong is a line")
    func terminal() throws {
        let said = try console(ExampleRun.everything, isTerminal: true)
        #expect(!said.output.contains("PASS"))
        #expect(said.output.hasPrefix("FAIL  example.com may send › fail  (0.013 s)\n"))
    }

    @Test("the progress line fits into the terminal and is gone at the end")
    func progress() throws {
        let said = Said()
        var report = ConsoleReport(
            output: said.sink(\.output), errors: said.sink(\.errors, isTerminal: true), palette: .plain,
            verbosity: .normal, reports: [])
        let name = String(repeating: "日", count: 100)
        try report.consume(ExampleRun.description([("a.yaml", "a", [name])]))
        try report.consume(.caseStarted(.init(suite: 0, index: 0), at: ExampleRun.startedAt))
        try report.catchUp()
        #expect(said.errors.hasPrefix("\r\u{1B}[K0/1 cases, running: a › 日日"))
        #expect(said.errors.count < 80)
        try report.consume(ExampleRun.finished(0, .passed()))
        try report.consume(ExampleRun.summary([.passed: 1]))
        #expect(said.errors.hasSuffix("\r\u{1B}[K"))
    }

    @Test("notices are said at once, on standard error")
    func notices() throws {
        let said = try console(ExampleRun.everything)
        #expect(said.errors == "error: still active: fault smtp rcpt 451\n")
    }

    @Test("of thousands of failures the first are shown, and how many more there are")
    func many() throws {
        let names = (0..<1000).map { "case \($0)" }
        let events =
            [ExampleRun.description([("a.yaml", "a", names)])]
            + names.indices.map { ExampleRun.finished($0, .failed([ExampleRun.failure])) }
            + [ExampleRun.summary([.failed: 1000], exitCode: 1)]
        let said = try console(events, verbosity: .quiet)
        #expect(said.output.contains("\n… and 800 more: see the report, or run with -v\n"))
    }

    @Test(
        "colour follows the option, then NO_COLOR and FORCE_COLOR, then the terminal",
        arguments: [
            (ColorChoice.auto, true, [:], true), (.auto, false, [:], false), (.auto, true, ["NO_COLOR": "1"], false),
            (.auto, true, ["NO_COLOR": ""], true), (.auto, false, ["FORCE_COLOR": "1"], true),
            (.auto, false, ["FORCE_COLOR": "1", "NO_COLOR": "1"], false), (.auto, true, ["TERM": "dumb"], false),
            (.always, false, ["NO_COLOR": "1"], true), (.never, true, ["FORCE_COLOR": "1"], false),
        ] as [(ColorChoice, Bool, [String: String], Bool)])
    func colour(_ choice: ColorChoice, _ isTerminal: Bool, _ environment: [String: String], _ isColoured: Bool) {
        let palette = choice.palette(isTerminal: isTerminal) { environment[$0] }
        #expect((palette.paint("x", .strong) != "x") == isColoured)
    }

    private func console(
        _ events: [RunEvent], verbosity: Verbosity = .normal, isTerminal: Bool = false
    ) throws -> Said {
        let said = Said()
        var report = ConsoleReport(
            output: said.sink(\.output, isTerminal: isTerminal), errors: said.sink(\.errors, isTerminal: isTerminal),
            palette: .plain, verbosity: verbosity, reports: ["r.xml"])
        for event in events { try report.consume(event) }
        return said
    }
}

/// What was written to the two outputs.
final class Said: Sendable {
    struct Texts { var output = "", errors = "" }
    private let texts = Mutex(Texts())

    var output: String { texts.withLock { $0.output } }
    var errors: String { texts.withLock { $0.errors } }

    func sink(_ output: any WritableKeyPath<Texts, String> & Sendable, isTerminal: Bool = false) -> ConsoleOutput {
        ConsoleOutput(isTerminal: isTerminal, width: 80) { text in
            self.texts.withLock { $0[keyPath: output] += text }
        }
    }
}

extension [RunEvent] {
    /// The same with the cases in another order, as they end when they run beside each other; the pass stays first.
    fileprivate var reorderedLikeARun: [RunEvent] {
        let cases = filter { if case .caseFinished = $0 { true } else { false } }
        let others = filter { if case .caseFinished = $0 { false } else { true } }
        return others.dropLast() + cases.prefix(1) + cases.dropFirst().reversed() + others.suffix(1)
    }
}
