import Findings
import Runner
import Scenarios
import Testing

/// Runs scenarios, written as texts, on a stage.
struct RunHarness: Sendable {
    var stage = Stage()
    var environment: [String: String] = [:]
    var options = ExecutionOptions(grace: .seconds(60), cleanupLimit: .seconds(60))

    static let catalog = Catalog(checks: [Look.self, Act.self], sections: [Tower.self, Ground.self])

    /// The scenarios that texts write, as `0.yaml`, `1.yaml` and so on; each is completed by its first two lines.
    func load(_ texts: [String]) throws -> [Scenario] {
        try Stage.$current.withValue(stage) {
            try texts.enumerated().map { index, text in
                let file = "\(index).yaml"
                let loaded = ScenarioLoader(catalog: Self.catalog, environment: environment).load(
                    SourceText(file: file, text: "mailproof: 1\nname: file \(index)\n" + text + "\n"))
                return try #require(loaded.scenario, "\(loaded.findings)")
            }
        }
    }

    /// A run that has not begun.
    func prepare(_ texts: [String], plan options: PlanOptions = PlanOptions()) throws -> ScenarioRun {
        ScenarioRun(
            try Plan(try load(texts), options: options), options: self.options,
            identity: RunIdentity(id: "abcdefghijkl", seed: 7), version: "0.0.0", host: "here",
            environment: { environment[$0] })
    }

    /// Runs to the end.
    func run(_ texts: String..., plan options: PlanOptions = PlanOptions()) async throws -> Told {
        try await Self.follow(try prepare(texts, plan: options))
    }

    /// Runs a prepared run to its end.
    static func follow(_ run: ScenarioRun) async throws -> Told {
        async let summary = run.run()
        var events: [RunEvent] = []
        for await event in run.events { events.append(event) }
        return Told(events: events, summary: await summary)
    }
}

/// What a run has told.
struct Told: Sendable {
    var events: [RunEvent]
    var summary: RunEvent.RunSummary

    /// The names of the cases by their numbers.
    private var names: [RunEvent.CaseID: String] {
        guard case .runStarted(let run)? = events.first else { return [:] }
        var names: [RunEvent.CaseID: String] = [:]
        for (suite, description) in run.suites.enumerated() {
            for (index, one) in description.cases.enumerated() { names[.init(suite: suite, index: index)] = one.name }
        }
        return names
    }

    /// The reports in the order of the plan.
    var reports: [RunEvent.CaseReport] {
        events.compactMap { if case .caseFinished(let report) = $0 { report } else { nil } }.sorted { $0.id < $1.id }
    }

    /// The report of a case.
    func report(_ name: String) throws -> RunEvent.CaseReport {
        try #require(reports.first { names[$0.id] == name }, "no case \(name) among \(names.values)")
    }

    /// `name: verdict type` of every case, in the order of the plan.
    var verdicts: [String] {
        reports.map { "\(names[$0.id] ?? "?"): \($0.outcome.verdict.rawValue) \($0.outcome.type)" }
    }

    /// The messages of the notices.
    var notices: [String] {
        events.compactMap { if case .notice(let notice) = $0 { notice.finding.message } else { nil } }
    }
}
