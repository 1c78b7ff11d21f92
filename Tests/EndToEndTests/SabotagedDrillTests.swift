import Findings
import Foundation
import Support
import Testing

/// What a drill is for: whatever is wrong with the rules or the route is a gate that closes and says where it went wrong.
@Suite("sabotaged drills", .timeLimit(.minutes(10)))
struct SabotagedDrillTests {
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
        try await sabotage.expectFailure(of: drill, watching: "lab", rules: "alerts.yaml")
    }

    @Test(
        "a drill whose rule is deleted never starts, and says which alert nobody raises", arguments: AlertingDrill.all)
    func deleted(_ drill: AlertingDrill) async throws {
        let (scenario, files, path) = try drill.copy()
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
}
