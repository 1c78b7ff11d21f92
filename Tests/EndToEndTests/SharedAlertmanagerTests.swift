import Findings
import Foundation
import Support
import Testing

@Suite(
    "a drill on a real Alertmanager that others use",
    .enabled(if: Alertmanager.isExpected, "\(Alertmanager.absence)"), .timeLimit(.minutes(10)))
struct SharedAlertmanagerTests {
    private static let routes = """
        route:
          receiver: on-call
          group_wait: 30s
          routes:
            - { matchers: ["team=\\"drills\\""], receiver: drill-sink }
        receivers: [{ name: on-call }, { name: drill-sink }]
        """

    /// Runs a drill which expects an alert with these labels, and says whether it broke anything.
    private func run(
        _ labels: String, policy: String
    ) async throws -> (run: MailproofProcess, hasArmed: Bool) {
        let alertmanager = try Alertmanager(configuration: Self.routes)
        do {
            try await alertmanager.waitUntilReady()
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            try folder.write(
                """
                mailproof: 1
                name: a drill
                lab: { smtp: { mx: { domains: [a.example] } } }
                alerts: { alertmanager: "\(alertmanager.url)" }
                checks:
                  - drill:
                      faults: [{ command: { arm: [touch, armed], disarm: ["true"] } }]
                      expect: [{ alert: Never, within: 500ms, labels: \(labels) }]
                """, to: "drill.yaml")
            try folder.write(policy, to: "policy.yaml")
            let run = try await MailproofProcess.run(
                ["run", "drill.yaml", "--policy", "policy.yaml"], in: folder.url,
                environment: ["MAILPROOF_STATE": folder.url.path + "/state"])
            let hasArmed = FileManager.default.fileExists(atPath: folder.url.path + "/armed")
            await alertmanager.stop()
            return (run, hasArmed)
        } catch {
            await alertmanager.stop()
            throw error
        }
    }

    @Test("injects nothing where somebody would be told whom the policy does not give to drills")
    func refused() async throws {
        let (run, hasArmed) = try await run(
            "{ team: email }", policy: "policy: 1\nallow: [exec]\ndrill_receivers: [drill-sink]\n")
        #expect(run.exitCode == 1, "\(run.output)\(run.errors)")
        #expect(!hasArmed)
        let outcome = try #require(run.cases.first?.report.outcome)
        #expect(outcome.type == "mailproof.permission")
        #expect(outcome.findings.first?.message.contains("the receiver on-call would be told of Never") == true)
        #expect(outcome.findings.first?.message.contains("group_wait 30s") == true)
        #expect(outcome.findings.first?.remedy == "have on-call added to drill_receivers of policy.yaml")
    }

    @Test("goes ahead where the route leads to a receiver of drills alone")
    func allowed() async throws {
        let (run, hasArmed) = try await run(
            "{ team: drills }", policy: "policy: 1\nallow: [exec]\ndrill_receivers: [drill-sink]\n")
        // Nobody raises the alert, so that it ends as any drill whose alert is missing.
        #expect(run.exitCode == 1, "\(run.output)\(run.errors)")
        #expect(hasArmed)
        #expect(run.cases.first?.report.outcome.type == "mailproof.expectation")
    }
}
