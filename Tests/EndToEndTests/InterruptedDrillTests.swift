import Findings
import Foundation
import Glibc
import Support
import Testing

@Suite("an interrupted drill")
struct InterruptedDrillTests {
    @Test("SIGINT disarms the fault, stops the lab, completes the report and exits with 130")
    func interrupt() async throws {
        let scenario = try ShippedScenario("drills/recipient-4xx")
        defer { scenario.folder.remove() }
        // An alert that never comes, waited for so long that the signal finds the drill at work on any machine.
        try scenario.replace("above: 20%", with: "above: 100%", in: "alerts.yaml")
        try scenario.replace("within: 6s\n", with: "within: 5m\n", in: "drill.yaml")
        let run = try await MailproofProcess.run(
            ["run", "Scenarios/drills/recipient-4xx"], in: scenario.folder.url
        ) { process, events in
            await waitUntilCaseRuns(events)
            kill(process, SIGINT)
        }
        #expect(run.exitCode == 130, "\(run.output)\(run.errors)")
        #expect(run.cases.map(\.report.outcome.verdict) == [.undetermined])
        #expect(run.cases.map(\.report.outcome.type) == ["mailproof.interrupted"])
        let junit = scenario.folder.url.appendingPathComponent("test-results/mailproof.junit.xml")
        let report = String(decoding: try Data(contentsOf: junit), as: UTF8.self)
        #expect(report.contains("mailproof.interrupted"))
        #expect(report.hasSuffix("</testsuites>\n"))
        guard case .runFinished(let summary) = run.events.last else {
            Issue.record("the event log does not end with the end of the run")
            return
        }
        #expect(summary.exitCode == 130)
    }

    /// Returns once the event log tells that a case has begun; gives up after ten seconds.
    private func waitUntilCaseRuns(_ events: URL) async {
        for _ in 0..<1000 {
            if let text = try? String(contentsOf: events, encoding: .utf8), text.contains("caseStarted") { return }
            try? await Task.sleep(for: .milliseconds(10))
        }
    }
}
