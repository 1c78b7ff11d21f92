import Findings
import Foundation
import Support
import Testing

/// A shipped scenario with one cause taken away, which must make exactly one case fail, and say where and why.
struct BrokenTwin: Sendable, CustomTestStringConvertible {
    /// What was broken, in words.
    var story: String
    /// The folder below `Scenarios`.
    var scenario: String
    /// What is changed.
    var changes: [Change]
    /// The names of the cases that fail; no other may.
    var failing: [String]
    /// The place that the first failure points at, as `file:line` below the scenario's folder.
    var place: String
    /// Words that the failure must say, anywhere in its text.
    var says: [String]

    var testDescription: String { "\(scenario): \(story)" }

    /// A text that stands once in a file, and what comes in its place.
    struct Change: Sendable {
        var file: String
        var text: String
        var replacement: String

        init(_ file: String, _ text: String, _ replacement: String) {
            self.file = file
            self.text = text
            self.replacement = replacement
        }
    }
}

@Suite("shipped scenarios")
struct ShippedScenarioTests {
    static let scenarios = [
        "authentication", "brands", "templates", "seed-list", "drills/recipient-4xx", "drills/bad-selector",
        "drills/throttled-pool",
        "drills/greylisted-then-accepted", "drills/provider-outage",
        "alert-rules",
        "drills/servfail-selector",
        "drills/expired-certificate",
    ]

    @Test("each passes as it ships", arguments: scenarios)
    func passes(_ path: String) async throws {
        let scenario = try ShippedScenario(path)
        defer { scenario.folder.remove() }
        let run = try await scenario.run()
        #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
        #expect(!run.cases.isEmpty)
        #expect(run.cases.allSatisfy { $0.report.outcome.verdict == .passed })
    }

    @Test("each broken twin fails in the right case, at the right line, with the right words", arguments: twins)
    func fails(_ twin: BrokenTwin) async throws {
        let scenario = try ShippedScenario(twin.scenario)
        defer { scenario.folder.remove() }
        for change in twin.changes {
            try scenario.replace(change.text, with: change.replacement, in: change.file)
        }
        let run = try await scenario.run()
        let said = run.output + run.errors

        #expect(run.exitCode == 1, "\(said)")
        let failing = run.cases.filter { $0.report.outcome.verdict != .passed }
        #expect(failing.map(\.name) == twin.failing, "\(said)")
        #expect(failing.allSatisfy { $0.report.outcome.verdict == .failed }, "\(said)")
        let places = failing.flatMap(\.report.outcome.findings).flatMap { finding in
            ([finding.excerpt] + finding.notes.map(\.excerpt)).compactMap { $0?.span }.map { "\($0.file):\($0.line)" }
        }
        #expect(places.contains("Scenarios/\(twin.scenario)/\(twin.place)"), "\(places)\n\(said)")
        for words in twin.says {
            #expect(said.contains(words), "\(said)")
        }
    }
}
