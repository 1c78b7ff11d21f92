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
    private var reports: [RunEvent.CaseReport] = []

    /// A screen.
    ///
    /// - Parameter isVerbose: whether remarks are shown with their lines too, and what was not looked at.
    package init(output: ConsoleOutput, palette: Palette, isVerbose: Bool) {
        self.output = output
        self.palette = palette
        self.isVerbose = isVerbose
    }

    /// Keeps what is shown at the end, in the order of the plan.
    package mutating func consume(_ event: RunEvent) throws(ReportError) {
        switch event {
        case .caseFinished(let report): reports.append(report)
        case .notice(let notice): output.write(DiagnosticText(palette).diagnostic(notice.finding))
        case .runFinished: show()
        case .runStarted(let description): suites = description.suites
        case .caseStarted: break
        }
    }

    private func show() {
        let sorted = reports.sorted { $0.id < $1.id }
        var text = ""
        for report in sorted { text += paragraph(report) }
        if sorted.count > 1 { text += sum(sorted) }
        output.write(text)
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

    private func sum(_ reports: [RunEvent.CaseReport]) -> String {
        let good = reports.count { $0.outcome.verdict == .passed }
        let unknown = reports.count { $0.outcome.verdict == .undetermined }
        var parts = ["\(reports.count) files", "\(good) without errors"]
        if reports.count - good - unknown > 0 { parts.append("\(reports.count - good - unknown) to mend") }
        if unknown > 0 { parts.append("\(unknown) undetermined") }
        return parts.joined(separator: ", ") + "\n"
    }
}
