import Findings
package import Scenarios

extension Plan {
    /// Chooses the cases of scenarios.
    ///
    /// A shard without cases is a plan without cases, for its siblings have them.
    ///
    /// - Throws: why nothing is to be started.
    package init(_ scenarios: [Scenario], options: PlanOptions = PlanOptions()) throws(PlanRefusal) {
        let selection = Selection(options)
        var suites = scenarios.map { Suite(scenario: $0, cases: selection.cases(of: $0)) }
        let selected = suites.reduce(0) { $0 + $1.cases.count }
        guard selected > 0 else { throw .nothingSelected(selection.explanation(scenarios)) }
        if let shard = options.shard { Self.keep(shard.slice(of: selected), of: &suites) }
        self.suites = suites.filter { !$0.cases.isEmpty }
        if let policy = options.policy { grants = policy.grants }
        try apply(options)
    }

    /// Keeps the cases with these numbers, counted over all suites.
    private static func keep(_ range: Range<Int>, of suites: inout [Suite]) {
        var first = 0
        for index in suites.indices {
            let count = suites[index].cases.count
            let kept = range.clamped(to: first..<first + count)
            suites[index].cases = Array(suites[index].cases[(kept.lowerBound - first)..<(kept.upperBound - first)])
            first += count
        }
    }
}

/// What the options say about single cases.
private struct Selection {
    /// How many lines are shown to who named one without a check.
    ///
    /// Our choice: a screen's line or two.
    private static let shownLines = 10

    let options: PlanOptions

    init(_ options: PlanOptions) {
        self.options = options
    }

    func cases(of scenario: Scenario) -> [Plan.Case] {
        let lines = options.lines.filter { $0.path == scenario.file }.compactMap(\.line)
        var chosen: [Plan.Case] = []
        for (number, check) in scenario.checks.enumerated() {
            if let tags = options.tags, !tags.matches(check.tags) { continue }
            let isLast = number + 1 == scenario.checks.count
            let next = isLast ? check.place.text.lineCount + 1 : scenario.checks[number + 1].place.line
            let hits = lines.filter { (check.place.line..<max(next, check.place.line + 1)).contains($0) }
            if !lines.isEmpty, hits.isEmpty { continue }
            for (row, one) in check.cases.enumerated() {
                guard isNamed(one, of: check), isOn(hits, one, of: check) else { continue }
                chosen.append(Plan.Case(check: number, row: row))
            }
        }
        return chosen
    }

    /// A pattern may speak of the case, of its whole check, or of the check's id.
    private func isNamed(_ one: LoadedCase, of check: LoadedCheck) -> Bool {
        options.patterns.isEmpty
            || options.patterns.contains { pattern in
                pattern.matches(one.name) || pattern.matches(check.name) || check.id.map(pattern.matches) == true
            }
    }

    /// A line that holds rows of the check means those; any other line of the check means all of it.
    private func isOn(_ lines: [Int], _ one: LoadedCase, of check: LoadedCheck) -> Bool {
        guard !lines.isEmpty else { return true }
        return lines.contains { line in
            let rows = check.cases.filter { $0.place.text === check.place.text && $0.place.line == line }
            return rows.isEmpty || line == check.place.line
                || (one.place.text === check.place.text && one.place.line == line)
        }
    }

    /// Why no case is left.
    func explanation(_ scenarios: [Scenario]) -> Finding {
        var filters: [String] = []
        var remedy: String?
        if let tags = options.tags {
            let known = Set(scenarios.flatMap(\.checks).flatMap(\.tags)).sorted()
            filters.append("--tags")
            remedy = known.isEmpty ? "no scenario here has tags" : "the tags are \(known.joined(separator: ", "))"
            if let unknown = tags.tags.subtracting(known).min() {
                remedy = "no check has the tag '\(unknown)'; " + (remedy ?? "")
            }
        }
        filters += options.patterns.map { "--case '\($0.text)'" }
        filters += options.lines.map { "\($0.path):\($0.line ?? 0)" }
        if remedy == nil, !options.patterns.isEmpty { remedy = "'mailproof list' shows the names" }
        if remedy == nil, !options.lines.isEmpty {
            let starts = scenarios.filter { file in options.lines.contains { $0.path == file.file } }
                .flatMap { file in file.checks.map { "\(file.file):\($0.place.line)" } }
            let rest = starts.count > Self.shownLines ? " and \(starts.count - Self.shownLines) more" : ""
            remedy = "checks begin at \(starts.prefix(Self.shownLines).joined(separator: ", "))\(rest)"
        }
        let what =
            filters.isEmpty ? "the scenarios have no checks" : "no case matches \(filters.joined(separator: ", "))"
        return Finding("run/nothing-selected", .error, what, remedy: remedy)
    }
}
