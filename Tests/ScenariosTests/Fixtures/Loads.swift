import Findings
import Scenarios
import Testing

/// Loads a scenario from a text.
func load(
    _ text: String, file: String = "a.yaml", environment: [String: String] = [:], variables: [String: String] = [:]
) -> LoadedFile {
    ScenarioLoader(catalog: .test, environment: environment, variables: variables)
        .load(SourceText(file: file, text: text))
}

/// The scenario in a text that has nothing wrong.
func scenario(
    _ text: String, file: String = "a.yaml", environment: [String: String] = [:], variables: [String: String] = [:],
    at location: SourceLocation = #_sourceLocation
) throws -> Scenario {
    let loaded = load(text, file: file, environment: environment, variables: variables)
    #expect(loaded.findings.isEmpty, sourceLocation: location)
    return try #require(loaded.scenario, sourceLocation: location)
}

/// One expected finding: its message, and what the remedy says.
struct Expected {
    var message: String
    var remedy: String?

    init(_ message: String, _ remedy: String? = nil) {
        self.message = message
        self.remedy = remedy
    }
}

/// Expects exactly these findings, in order, at the marked places of a text.
func expectFindings(
    _ marked: String, _ expected: [Expected], environment: [String: String] = [:], variables: [String: String] = [:],
    at location: SourceLocation = #_sourceLocation
) {
    let text = MarkedText(marked, file: "a.yaml")
    let loaded = load(text.text, environment: environment, variables: variables)
    #expect(loaded.scenario == nil, sourceLocation: location)
    #expect(loaded.findings.map(\.message) == expected.map(\.message), sourceLocation: location)
    #expect(loaded.findings.compactMap { $0.excerpt?.span } == text.spans, sourceLocation: location)
    for (finding, expected) in zip(loaded.findings, expected) where expected.remedy != nil {
        #expect(finding.remedy == expected.remedy, sourceLocation: location)
    }
}

/// A scenario with one check of the kind `probe`.
func probe(_ specification: String, above: String = "") -> String {
    "mailproof: 1\nname: Suite\n\(above)checks:\n  - probe: \(specification)\n"
}

extension Scenario {
    /// The names of all cases, in the order of the file.
    var caseNames: [String] { checks.flatMap { $0.cases.map(\.name) } }
}

extension Node {
    /// The items of a list; nil where it is none.
    var items: [Node]? {
        if case .sequence(let items) = content { items } else { nil }
    }

    /// The entries of a mapping; nil where it is none.
    var entries: [Entry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }
}
