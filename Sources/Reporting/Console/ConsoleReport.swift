package import Findings

/// What a person sees of a run: how far it is, what went wrong and where, and how it ended.
///
/// On a terminal, one line of progress on standard error; elsewhere one line a finished case. What went wrong follows
/// at the end, in the order of the files, whatever the order in which cases ended.
package struct ConsoleReport: EventConsumer {
    /// How many paragraphs are printed at the end unless everything is asked for; the report holds them all.
    static let mostParagraphs = 200

    private let output: ConsoleOutput
    private let errors: ConsoleOutput
    private let palette: Palette
    private let verbosity: Verbosity
    private let reports: [String]
    private var run: RunEvent.RunDescription?
    private var progress: ProgressLine?
    private var running: [RunEvent.CaseID: ContinuousClock.Instant] = [:]
    private var planned = 0
    private var ended = 0
    private var wrong = 0
    private var hiddenWarnings = 0
    private var noteworthy: [RunEvent.CaseReport] = []

    /// A console.
    ///
    /// - Parameters:
    ///   - reports: the files that hold more, named at the end.
    package init(
        output: ConsoleOutput, errors: ConsoleOutput, palette: Palette, verbosity: Verbosity, reports: [String]
    ) {
        self.output = output
        self.errors = errors
        self.palette = palette
        self.verbosity = verbosity
        self.reports = reports
        if errors.isTerminal, verbosity != .quiet { progress = ProgressLine(errors) }
    }

    /// Says what the event is worth saying now, and keeps what is said at the end.
    package mutating func consume(_ event: RunEvent) throws(ReportError) {
        switch event {
        case .runStarted(let description):
            run = description
            planned = description.suites.reduce(0) { $0 + $1.cases.count }
        case .caseStarted(let id, _):
            running[id] = running[id] ?? .now
        case .caseFinished(let report):
            finish(report)
        case .notice(let notice):
            progress?.clear()
            errors.write(DiagnosticText(palette).diagnostic(notice.finding))
        case .runFinished(let summary):
            progress?.clear()
            end(summary)
        }
    }

    /// Draws the progress.
    package mutating func catchUp() throws(ReportError) {
        guard progress != nil, ended < planned else { return }
        let text = progressText
        progress?.draw(text)
    }

    private mutating func finish(_ report: RunEvent.CaseReport) {
        running[report.id] = nil
        ended += 1
        let isWrong = report.outcome.verdict == .failed || report.outcome.verdict == .undetermined
        if isWrong { wrong += 1 }
        if isWrong || report.warned || verbosity == .verbose && !report.outcome.findings.isEmpty {
            noteworthy.append(report)
        } else if report.outcome.verdict == .passed {
            hiddenWarnings += report.outcome.findings.count { $0.severity >= .warning }
        }
        // A person who watches sees the count move, and wants lines for what goes wrong only.
        let isSaid =
            switch verbosity {
            case .quiet: false
            case .normal: progress == nil || isWrong
            case .verbose: true
            }
        guard isSaid else { return }
        progress?.clear()
        output.write(line(for: report))
    }

    private func line(for report: RunEvent.CaseReport) -> String {
        let verdict = report.outcome.verdict
        let word =
            report.warned
            ? palette.paint("WARN", .warning) : palette.paint(DiagnosticText.word(verdict), .verdict(verdict))
        var text = "\(word)  \(VisibleText.line(name(of: report.id)))"
        if let reason = report.outcome.reason { text += ": \(VisibleText.line(reason))" }
        var facts = ["\(JUnitTime.text(report.seconds)) s"]
        if !report.earlierAttempts.isEmpty { facts.append("attempt \(report.earlierAttempts.count + 1)") }
        text += palette.paint("  (\(facts.joined(separator: ", ")))", .faint) + "\n"
        if verbosity == .verbose {
            for line in report.outcome.output { text += "      \(VisibleText.line(line))\n" }
        }
        return text
    }

    private func end(_ summary: RunEvent.RunSummary) {
        let paragraphs = noteworthy.sorted { $0.id < $1.id }
        let limit = verbosity == .verbose ? paragraphs.count : Self.mostParagraphs
        for report in paragraphs.prefix(limit) {
            guard let (suite, name) = names(of: report.id) else { continue }
            output.write(
                "\n"
                    + DiagnosticText(palette).outcome(
                        report.outcome, isWarned: report.warned, suite: suite, name: name))
        }
        if paragraphs.count > limit {
            output.write("\n… and \(paragraphs.count - limit) more: see the report, or run with -v\n")
        }
        // A warning that nobody hears of is none.
        if hiddenWarnings > 0, verbosity == .normal {
            let count = hiddenWarnings == 1 ? "1 warning" : "\(hiddenWarnings) warnings"
            output.write("\n" + palette.paint("\(count) in cases that passed; -v shows them", .warning) + "\n")
        }
        let line = SummaryLine(summary: summary, seed: run?.seed ?? 0, reports: reports).text(palette)
        output.write((verbosity == .quiet && paragraphs.isEmpty ? "" : "\n") + line + "\n")
    }

    private var progressText: String {
        var text = "\(ended)/\(planned) cases"
        if wrong > 0 { text += ", \(wrong) not passed" }
        if let (id, _) = running.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
            text += running.count > 1 ? ", \(running.count) running, longest: " : ", running: "
            text += name(of: id)
        }
        return text
    }

    private func name(of id: RunEvent.CaseID) -> String {
        names(of: id).map { "\($0.suite) › \($0.name)" } ?? "?"
    }

    private func names(of id: RunEvent.CaseID) -> (suite: String, name: String)? {
        guard let suites = run?.suites, suites.indices.contains(id.suite),
            suites[id.suite].cases.indices.contains(id.index)
        else { return nil }
        return (suites[id.suite].name, suites[id.suite].cases[id.index].name)
    }
}
