import Findings
import Foundation
import Support
import Testing

@Suite(
    "the shipped drills on a real Prometheus and Alertmanager",
    .enabled(
        if: Program.isExpected("prometheus") && Alertmanager.isExpected,
        "they are not installed: apt-get install prometheus prometheus-alertmanager"), .serialized,
    .timeLimit(.minutes(10)))
struct RealAlertingPairTests {
    static let pair =
        "\nalerts: { run_prometheus: { rules: [prometheus-rules.yaml], alertmanager_config: alertmanager.yaml } }\n"

    /// A shipped drill that watches the pair in place of the lab's monitor.
    private func drill(_ path: String, alerts: String = pair) throws -> ShippedScenario {
        let scenario = try ShippedScenario("drills/\(path)")
        try scenario.replace("\nalerts: lab\n", with: alerts, in: "drill.yaml")
        return scenario
    }

    @Test(
        "each passes with nothing changed but alerts", arguments: ["recipient-4xx", "throttled-pool", "bad-selector"])
    func passes(_ path: String) async throws {
        let scenario = try drill(path)
        defer { scenario.folder.remove() }
        let run = try await scenario.run(["--allow", "exec"])
        #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
        #expect(run.cases.map(\.report.outcome.verdict) == [.passed])
        let story = run.cases.flatMap(\.report.outcome.output)
        #expect(story.contains { $0.contains("primed: every target was scraped after ") }, "\(story)")
        #expect(story.contains { $0.contains("resolved ") && $0.contains("(listed no longer)") }, "\(story)")
    }

    @Test("a rule that is broken in the file is a drill that fails")
    func brokenRule() async throws {
        let scenario = try drill("recipient-4xx")
        defer { scenario.folder.remove() }
        try scenario.replace(
            "increase(smtp_replies_total{class=\"4xx\"}[2s])", with: "increase(smtp_replies_total{class=\"4XX\"}[2s])",
            in: "prometheus-rules.yaml")
        let run = try await scenario.run(["--allow", "exec"])
        #expect(run.exitCode == 1, "\(run.output)\(run.errors)")
        let labels = run.cases.flatMap(\.report.outcome.findings).compactMap(\.label)
        #expect(labels.first == "not firing after 6s (seen: nothing)", "\(labels)")
    }

    @Test("a route that leads to somebody else is a drill that fails")
    func brokenRoute() async throws {
        let scenario = try drill("recipient-4xx")
        defer { scenario.folder.remove() }
        try scenario.replace("team = email]", with: "team = e-mail]", in: "alertmanager.yaml")
        let run = try await scenario.run(["--allow", "exec"])
        #expect(run.exitCode == 1, "\(run.output)\(run.errors)")
        let labels = run.cases.flatMap(\.report.outcome.findings).compactMap(\.label)
        #expect(labels == ["got 0"], "\(labels)")
    }

    @Test("rules and routes of minutes are drilled in seconds, and the report says so")
    func speed() async throws {
        let faster = Self.pair.replacing("yaml } }", with: "yaml, speed: 60x } }")
        let scenario = try drill("recipient-4xx", alerts: faster)
        defer { scenario.folder.remove() }
        for file in ["prometheus-rules.yaml"] {
            let path = scenario.folder.url.appendingPathComponent("Scenarios/drills/recipient-4xx/\(file)")
            let slow = try String(contentsOf: path, encoding: .utf8).replacing("[2s]", with: "[2m]")
                .replacing("for: 500ms", with: "for: 30s")
            try slow.write(to: path, atomically: true, encoding: .utf8)
        }
        try scenario.replace(
            "group_wait: 0s\n  group_interval: 1s", with: "group_wait: 30s\n  group_interval: 1m",
            in: "alertmanager.yaml")
        let run = try await scenario.run(["--allow", "exec"])
        #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
        #expect(
            run.cases.first?.report.outcome.output.first
                == "rules and routes run 60 times as fast: each duration in them is divided by 60")
    }

    @Test("rules that Prometheus refuses are its words, and nothing is injected")
    func refused() async throws {
        let scenario = try drill("recipient-4xx")
        defer { scenario.folder.remove() }
        try scenario.replace(
            "[2s])) > 0.2\n", with: "[2s]) > 0.2\n", in: "prometheus-rules.yaml")
        let run = try await scenario.run(["--allow", "exec"])
        #expect(run.exitCode == 2, "\(run.output)\(run.errors)")
        #expect((run.output + run.errors).contains("prometheus does not run"), "\(run.output)\(run.errors)")
        #expect((run.output + run.errors).contains("could not parse expression"), "\(run.output)\(run.errors)")
    }

    @Test("programs are started where the run allows it, and listed before")
    func leave() async throws {
        let scenario = try drill("recipient-4xx")
        defer { scenario.folder.remove() }
        let refused = try await scenario.run()
        #expect(refused.exitCode == 64, "\(refused.output)\(refused.errors)")
        #expect(refused.errors.contains("needs running a program"), "\(refused.errors)")
        let listed = try await MailproofProcess.run(["list", "--resolved", "."], in: scenario.folder.url)
        #expect(listed.output.contains("needs --allow exec"), "\(listed.output)")
    }
}
