import Findings
import Foundation
import Support
import Testing

/// What a drill is for: whatever is wrong with the rules or the route is a gate that closes and says where it went wrong.
@Suite("sabotaged drills", .timeLimit(.minutes(10)))
struct SabotagedDrillTests {
    /// A shipped drill's copy, and where its files are.
    private static func copy(_ drill: AlertingDrill) throws -> (scenario: ShippedScenario, files: URL, path: String) {
        let scenario = try ShippedScenario("drills/\(drill.folder)")
        let path = "Scenarios/drills/\(drill.folder)"
        return (scenario, scenario.folder.url.appendingPathComponent(path), path)
    }

    @Test("every shipped drill that expects an alert is put to the test")
    func allDrills() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: ShippedScenario.root.appendingPathComponent("drills").path)
        let alerting = try folders.filter { folder in
            let file = ShippedScenario.root.appendingPathComponent("drills/\(folder)/drill.yaml")
            guard FileManager.default.fileExists(atPath: file.path) else { return false }
            return try String(contentsOf: file, encoding: .utf8).contains("- alert: ")
        }
        #expect(alerting.sorted() == AlertingDrill.all.map(\.folder).sorted())
    }

    @Test(
        "each fails at the right line, and its timeline stops where it went wrong", arguments: AlertingDrill.all,
        DrillSabotage.all)
    func fails(_ drill: AlertingDrill, _ sabotage: DrillSabotage) async throws {
        try await Self.expectFailure(drill, sabotage, watching: "lab", rules: "alerts.yaml")
    }

    @Test(
        "the same holds for the user's own rules and routes, really run",
        .enabled(
            if: Program.isExpected("prometheus") && Alertmanager.isExpected,
            "they are not installed: apt-get install prometheus prometheus-alertmanager"),
        arguments: DrillSabotage.onPair)
    func failsOnPair(_ sabotage: DrillSabotage) async throws {
        try await Self.expectFailure(
            AlertingDrill(folder: "recipient-4xx", alert: "RecipientDomainDeferrals"), sabotage,
            watching: "{ run_prometheus: { rules: [prometheus-rules.yaml], alertmanager_config: alertmanager.yaml } }",
            rules: "prometheus-rules.yaml")
    }

    @Test(
        "a drill whose rule is deleted never starts, and says which alert nobody raises", arguments: AlertingDrill.all)
    func deleted(_ drill: AlertingDrill) async throws {
        let (scenario, files, path) = try Self.copy(drill)
        defer { scenario.folder.remove() }
        let text = try String(contentsOf: files.appendingPathComponent("drill.yaml"), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let alert = try #require(lines.firstIndex { $0.contains("- alert: \(drill.alert)") })
        try DrillSabotage.deleteRule(of: drill, in: files)

        let run = try await scenario.run()
        let said = run.output + run.errors
        #expect(run.exitCode == 65, "\(said)")
        #expect(run.cases.isEmpty)
        #expect(said.contains("no rule raises \(drill.alert)"), "\(said)")
        #expect(said.contains("\(path)/drill.yaml:\(alert + 1):"), "\(said)")
    }

    /// Runs a copy with its sabotage, and expects everything that the sabotage says.
    private static func expectFailure(
        _ drill: AlertingDrill, _ sabotage: DrillSabotage, watching alerts: String, rules: String
    ) async throws {
        let (scenario, files, path) = try Self.copy(drill)
        defer { scenario.folder.remove() }
        try sabotage.apply(to: drill, in: files, rules: rules)
        if alerts != "lab" {
            try scenario.replace("\nalerts: lab\n", with: "\nalerts: \(alerts)\n", in: "drill.yaml")
        }
        let text = try String(contentsOf: files.appendingPathComponent("drill.yaml"), encoding: .utf8)
        let line = try #require(sabotage.place(in: text, of: drill))

        let run = try await scenario.run()
        let said = run.output + run.errors
        let outcome = try #require(run.cases.first?.report.outcome, "\(said)")
        #expect(run.exitCode == 1, "\(said)")
        #expect(outcome.verdict == .failed, "\(said)")

        func own(_ words: String) -> String {
            words.replacing("ALERT", with: drill.alert).replacing("RECEIVER", with: drill.receiver)
        }
        let finding = try #require(outcome.findings.first, "\(said)")
        #expect(finding.rule == RuleID(stringLiteral: sabotage.rule), "\(said)")
        #expect(finding.label?.contains(own(sabotage.label)) == true, "\(said)")
        #expect(finding.excerpt?.span.file == "\(path)/drill.yaml", "\(said)")
        #expect(finding.excerpt?.span.line == line, "\(said)")
        let stages = finding.notes.map { $0.text.replacing(/after [\d.]+s/, with: "after T") }
        if let expected = sabotage.stages {
            #expect(stages.contains("its timeline: \(own(expected))"), "\(stages)")
        }

        let timeline = outcome.output.compactMap { $0.prefixMatch(of: /[+-][\d.]+s {2}(.*)/)?.output.1 }
        var rest = timeline[...]
        for words in sabotage.shows {
            let next = rest.firstIndex { $0.hasPrefix(own(words)) }
            #expect(next != nil, "no \(own(words)) in \(timeline)")
            rest = rest[(next.map { $0 + 1 } ?? rest.endIndex)...]
        }
        for words in sabotage.lacks {
            #expect(!timeline.contains { $0.hasPrefix(own(words)) }, "\(own(words)) in \(timeline)")
        }
    }
}
