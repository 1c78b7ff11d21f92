package import Findings

/// What `mailproof lint` shows: file by file, what to mend with the line that it stands on, remarks in a line each, and
/// a sum at the end.
///
///     newsletter.html
///
///     error: link to https://… (links/insecure-http)
///       --> newsletter.html:4:12
///       …
///     note: newsletter.html:9:3  give the image a width (images/missing-width)
///
///     newsletter.html: 1 error, 1 remark; score 3.1
package struct LintScreen: EventConsumer {
    private let output: ConsoleOutput
    private let palette: Palette
    private let isVerbose: Bool
    private var suites: [RunEvent.SuiteDescription] = []
    /// What is told when it is its turn: the order of the plan is kept, and no more is held than that takes.
    private var waiting: [RunEvent.CaseID: RunEvent.CaseReport] = [:]
    private var turn = RunEvent.CaseID(suite: 0, index: 0)
    private var verdicts: [Verdict: Int] = [:]

    /// A screen.
    ///
    /// - Parameter isVerbose: whether remarks are shown with their lines too, and what was not looked at.
    package init(output: ConsoleOutput, palette: Palette, isVerbose: Bool) {
        self.output = output
        self.palette = palette
        self.isVerbose = isVerbose
    }

    /// Shows each file once those before it are shown.
    package mutating func consume(_ event: RunEvent) throws(ReportError) {
        switch event {
        case .caseFinished(let report):
            waiting[report.id] = report
            showThoseInTurn()
        case .notice(let notice): output.write(DiagnosticText(palette).diagnostic(notice.finding))
        case .runFinished: finish()
        case .runStarted(let description): suites = description.suites
        case .caseStarted: break
        }
    }

    private mutating func showThoseInTurn() {
        while suites.indices.contains(turn.suite) {
            if turn.index >= suites[turn.suite].cases.count {
                turn = RunEvent.CaseID(suite: turn.suite + 1, index: 0)
            } else if let report = waiting.removeValue(forKey: turn) {
                show(report)
                turn.index += 1
            } else {
                return
            }
        }
    }

    private mutating func show(_ report: RunEvent.CaseReport) {
        verdicts[report.outcome.verdict, default: 0] += 1
        output.write(paragraph(report))
    }

    /// Shows what waits for others that never came, and the sum.
    private mutating func finish() {
        for report in waiting.values.sorted(by: { $0.id < $1.id }) { show(report) }
        waiting = [:]
        if verdicts.values.reduce(0, +) > 1 { output.write(sum) }
    }

    private func paragraph(_ report: RunEvent.CaseReport) -> String {
        var outcome = report.outcome
        // That there are errors is seen; and the scenario of a command is no file that its user could open.
        outcome.findings.removeAll { $0.rule == "lint/errors" }
        let name = subject(of: report)
        var text = palette.paint(VisibleText.line(name), .strong) + "\n\n"
        if let reason = outcome.reason { text += VisibleText.line(reason) + "\n\n" }
        let isShort: (Finding) -> Bool = { $0.severity == .info && !isVerbose }
        for finding in outcome.findings where !isShort(finding) {
            text += DiagnosticText(palette).diagnostic(Self.named(finding)) + "\n"
        }
        let remarks = outcome.findings.filter(isShort)
        for finding in remarks {
            let place = finding.excerpt.map { "\($0.span.line):\($0.span.column)  " } ?? ""
            text += palette.paint("note", .verdict(.skipped)) + ": "
            text += place + VisibleText.line(finding.message) + palette.paint("  \(finding.rule)", .faint) + "\n"
        }
        if !remarks.isEmpty { text += "\n" }
        if isVerbose {
            for line in outcome.output { text += palette.paint(VisibleText.line(line), .faint) + "\n" }
            if !outcome.output.isEmpty { text += "\n" }
        }
        return text + palette.paint(VisibleText.line(name) + ": ", .strong) + Self.tally(report) + "\n\n"
    }

    /// The finding with its rule behind the message: what `mailproof explain` and a disable comment take.
    private static func named(_ finding: Finding) -> Finding {
        var finding = finding
        if finding.excerpt?.span.file.contains(" ") ?? false, finding.rule.group == "lint" { finding.excerpt = nil }
        if finding.rule.group != "lint" { finding.message += "  [\(finding.rule)]" }
        return finding
    }

    /// The file: what stands in brackets behind the name of the check.
    private func subject(of report: RunEvent.CaseReport) -> String {
        let (suite, index) = (report.id.suite, report.id.index)
        guard suites.indices.contains(suite), suites[suite].cases.indices.contains(index) else { return "" }
        let name = suites[suite].cases[index].name
        guard let bracket = name.firstRange(of: " ["), name.hasSuffix("]") else { return name }
        return String(name[bracket.upperBound...].dropLast())
    }

    private static func tally(_ report: RunEvent.CaseReport) -> String {
        let outcome = report.outcome
        guard outcome.verdict != .undetermined else { return "undetermined" }
        func number(_ name: String) -> Int {
            outcome.properties.first { $0.name == "lint.\(name)" }.flatMap { Int($0.value) } ?? 0
        }
        let counts = [("error", number("errors")), ("warning", number("warnings")), ("remark", number("remarks"))]
            .filter { $0.1 > 0 }.map { "\($0.1) \($0.0)\($0.1 == 1 ? "" : "s")" }
        let facts = outcome.properties.filter {
            !["errors", "warnings", "remarks"].map { "lint.\($0)" }.contains($0.name)
        }
        .map { "\($0.name.dropFirst("lint.".count)) \($0.value)" }
        let found = counts.isEmpty ? "nothing to mend" : counts.joined(separator: ", ")
        return ([found] + facts).joined(separator: "; ")
    }

    private var sum: String {
        let count = verdicts.values.reduce(0, +)
        let (good, unknown) = (verdicts[.passed] ?? 0, verdicts[.undetermined] ?? 0)
        var parts = ["\(count) files", "\(good) without errors"]
        if count - good - unknown > 0 { parts.append("\(count - good - unknown) to mend") }
        if unknown > 0 { parts.append("\(unknown) undetermined") }
        return parts.joined(separator: ", ") + "\n"
    }
}
