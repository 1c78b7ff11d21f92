package import Findings

/// What `mailproof auth` shows: each domain on a screen of its own, protocol by protocol, facts first.
///
///     example.com
///
///       SPF    passed
///              record         v=spf1 ip4:192.0.2.0/28 -all
///              lookups        0
///       DKIM   failed
///              error  there is no key at s1._domainkey.example.com  (dkim/no-key)
package struct AuditScreen: EventConsumer {
    private let output: ConsoleOutput
    private let palette: Palette
    private let titles: [String]
    private let rows: [String]
    private let isVerbose: Bool
    private var reports: [RunEvent.CaseReport] = []

    /// How wide a line becomes before it is broken at a space: what a terminal of 100 columns shows.
    static let width = 100

    /// A screen.
    ///
    /// - Parameters:
    ///   - titles: a title for each group of cases.
    ///   - rows: what the cases of a group are about, in their order.
    ///   - isVerbose: whether the traces are shown.
    package init(output: ConsoleOutput, palette: Palette, titles: [String], rows: [String], isVerbose: Bool) {
        self.output = output
        self.palette = palette
        self.titles = titles
        self.rows = rows
        self.isVerbose = isVerbose
    }

    /// Keeps what is shown at the end, in the order of the plan.
    package mutating func consume(_ event: RunEvent) throws(ReportError) {
        switch event {
        case .caseFinished(let report): reports.append(report)
        case .notice(let notice): output.write(DiagnosticText(palette).diagnostic(notice.finding))
        case .runFinished: show()
        case .runStarted, .caseStarted: break
        }
    }

    private func show() {
        let sorted = reports.sorted { $0.id < $1.id }
        var text = ""
        for (number, title) in titles.enumerated() {
            text += (number == 0 ? "" : "\n") + palette.paint(VisibleText.line(title), .strong) + "\n\n"
            for (row, report) in zip(rows, sorted.dropFirst(number * rows.count)) {
                text += paragraph(row, report.outcome)
            }
        }
        output.write(text)
    }

    private func paragraph(_ row: String, _ outcome: CaseOutcome) -> String {
        let head = row + String(repeating: " ", count: max(1, Self.labelWidth - row.count))
        var text = "  " + head + palette.paint(outcome.verdict.rawValue, .verdict(outcome.verdict))
        if let reason = outcome.reason { text += "  " + VisibleText.line(reason) }
        text += "\n"
        let names = outcome.properties.map(Self.name)
        let column = (names.map(\.count).max() ?? 0) + 2
        for (name, property) in zip(names, outcome.properties) {
            let padded = name + String(repeating: " ", count: column - name.count)
            text += Self.indent + palette.paint(padded, .faint)
            text += wrapped(property.value, from: Self.indent.count + column) + "\n"
        }
        for finding in outcome.findings { text += self.text(finding, verdict: outcome.verdict) }
        if isVerbose {
            for line in outcome.output { text += Self.indent + palette.paint(VisibleText.line(line), .faint) + "\n" }
        }
        return text
    }

    private static let labelWidth = 7
    private static let indent = String(repeating: " ", count: 2 + labelWidth)

    /// `spf.void_lookups` as `void lookups`.
    private static func name(_ property: CaseOutcome.Property) -> String {
        let name = property.name.split(separator: ".", maxSplits: 1).last.map(String.init) ?? property.name
        return name.replacing("_", with: " ")
    }

    private func text(_ finding: Finding, verdict: Verdict) -> String {
        let role: Palette.Role = finding.severity == .error ? .verdict(verdict) : .warning
        let word = finding.severity.rawValue
        var text = Self.indent + palette.paint(word, role) + "  "
        let inner = Self.indent.count + 2
        text += wrapped(finding.message, from: Self.indent.count + word.count + 2)
        // The name is what `mailproof explain` takes; an expectation has none.
        if finding.rule.group != "mailproof" { text += palette.paint("  \(finding.rule)", .faint) }
        text += "\n"
        let gutter = String(repeating: " ", count: inner)
        for note in finding.notes {
            let place = note.excerpt.map { $0.span.description }
            let line = note.text.isEmpty ? place ?? "" : note.text + (place.map { " (\($0))" } ?? "")
            text += gutter + wrapped(line, from: inner) + "\n"
        }
        if let remedy = finding.remedy { text += gutter + wrapped("help: \(remedy)", from: inner) + "\n" }
        return text
    }

    /// A text broken at spaces; lines after the first begin at the same column.
    private func wrapped(_ text: String, from column: Int) -> String {
        let room = max(20, Self.width - column)
        let gutter = "\n" + String(repeating: " ", count: column)
        var lines: [String] = []
        for word in VisibleText.line(text).split(separator: " ", omittingEmptySubsequences: false) {
            if let last = lines.last, last.count + word.count < room {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines.joined(separator: gutter)
    }
}
