import Findings
import Foundation
import Support
import Testing

extension AlertingDrill {
    /// A copy that a test may break, and where its files are.
    func copy() throws -> (scenario: ShippedScenario, files: URL, path: String) {
        let scenario = try ShippedScenario("drills/\(folder)")
        let path = "Scenarios/drills/\(folder)"
        return (scenario, scenario.folder.url.appendingPathComponent(path), path)
    }
}

extension DrillSabotage {
    /// Runs a copy of a drill that is broken so, and expects everything that is said here.
    func expectFailure(of drill: AlertingDrill, watching alerts: String, rules: String) async throws {
        let (scenario, files, path) = try drill.copy()
        defer { scenario.folder.remove() }
        try apply(to: drill, in: files, rules: rules)
        if alerts != "lab" {
            try scenario.replace("\nalerts: lab\n", with: "\nalerts: \(alerts)\n", in: "drill.yaml")
        }
        let text = try String(contentsOf: files.appendingPathComponent("drill.yaml"), encoding: .utf8)
        let number = try #require(place(in: text, of: drill))

        // Whoever starts Prometheus and Alertmanager needs leave to.
        let run = try await scenario.run(alerts == "lab" ? [] : ["--allow", "exec"])
        let said = run.output + run.errors
        let outcome = try #require(run.cases.first?.report.outcome, "\(said)")
        #expect(run.exitCode == 1, "\(said)")
        #expect(outcome.verdict == .failed, "\(said)")

        func own(_ words: String) -> String {
            words.replacing("ALERT", with: drill.alert).replacing("RECEIVER", with: drill.receiver)
        }
        let finding = try #require(outcome.findings.first, "\(said)")
        #expect(finding.rule == RuleID(stringLiteral: rule), "\(said)")
        #expect(finding.label?.contains(own(label)) == true, "\(said)")
        #expect(finding.excerpt?.span.file == "\(path)/drill.yaml", "\(said)")
        #expect(finding.excerpt?.span.line == number, "\(said)")
        let notes = finding.notes.map { $0.text.replacing(/after [\d.]+s/, with: "after T") }
        if let expected = stages {
            #expect(notes.contains("its timeline: \(own(expected))"), "\(notes)")
        }

        let timeline = outcome.output.compactMap { $0.prefixMatch(of: /[+-][\d.]+s {2}(.*)/)?.output.1 }
        var rest = timeline[...]
        for words in shows {
            let next = rest.firstIndex { $0.hasPrefix(own(words)) }
            #expect(next != nil, "no \(own(words)) in \(timeline)")
            rest = rest[(next.map { $0 + 1 } ?? rest.endIndex)...]
        }
        for words in lacks {
            #expect(!timeline.contains { $0.hasPrefix(own(words)) }, "\(own(words)) in \(timeline)")
        }
    }
}
