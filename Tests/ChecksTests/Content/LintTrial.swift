import Checks
import Findings
import Scenarios
import Testing

/// A lint check in a folder of files.
struct LintTrial {
    let rows: [Row<LintSpecification>]
    let findings: [Finding]
    let needs: [Need]
    private let folder: FixtureFolder

    init(_ lint: String, _ files: [String: String]) throws {
        folder = try FixtureFolder(files)
        let loading = Loading(directory: folder.path)
        let (node, problems) = YAMLDocument.node(of: SourceText(file: "a.yaml", text: lint))
        #expect(problems.isEmpty)
        guard let specification = loading.decode(LintSpecification.self, from: try #require(node)) else {
            (rows, needs, findings) = ([], [], loading.findings)
            return
        }
        rows = LintCheck.rows(specification, loading: loading)
        needs = LintCheck.needs(specification)
        findings = loading.findings
    }

    /// Runs the only row.
    func outcome() async throws -> CaseOutcome {
        try #require(findings.isEmpty, "\(findings)")
        return await Self.run(try #require(rows.first))
    }

    /// Runs a row.
    static func run(_ row: Row<LintSpecification>) async -> CaseOutcome {
        let context = CheckContext(
            resources: Resources(), references: RuntimeReferences(), run: RunIdentity(id: "r", seed: 1),
            caseName: "lint", deadline: .now + .seconds(60), cleanups: Cleanups())
        return await LintCheck.run(row, in: context)
    }
}
