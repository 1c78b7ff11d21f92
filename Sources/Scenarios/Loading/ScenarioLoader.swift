package import Findings

/// Loads scenario files: everything is checked, and every row known, before anything is started.
package struct ScenarioLoader: Sendable {
    /// The version of the format.
    package static let formatVersion = 1
    /// The kinds and sections that a scenario may use.
    package var catalog: Catalog
    /// The environment, of which a scenario reads what it declares.
    package var environment: [String: String]
    /// Values that replace those of `vars`: `--var k=v`.
    package var variables: [String: String]

    /// Whether a scenario must have checks; one whose lab alone is wanted need not.
    package var requiresChecks = true

    /// A loader.
    package init(catalog: Catalog, environment: [String: String] = [:], variables: [String: String] = [:]) {
        self.catalog = catalog
        self.environment = environment
        self.variables = variables
    }

    /// Loads the file at a path.
    package func load(file: String) -> LoadedFile {
        switch FileSystem.read(file) {
        case .success(let bytes):
            return load(SourceText(file: file, bytes: bytes))
        case .failure(let problem):
            let finding = Finding(
                "scenario/missing-file", .error, "\(file) cannot be read: \(problem.reason)", remedy: problem.remedy)
            return LoadedFile(file: file, scenario: nil, declaredVariables: [], findings: [finding])
        }
    }

    /// Loads a scenario that was read; its `file` says from which folder the paths in it lead.
    package func load(_ text: SourceText) -> LoadedFile {
        let (root, problems) = YAMLDocument.node(of: text)
        let decoding = Decoding()
        problems.forEach(decoding.report)
        var loading = FileLoading(loader: self, file: text.file, decoding: decoding)
        let scenario = root.flatMap { loading.scenario($0) }
        return LoadedFile(
            file: text.file, scenario: decoding.hasErrors ? nil : scenario,
            declaredVariables: loading.declaredVariables, findings: Self.sorted(decoding, of: text.file))
    }

    /// The findings by their place in the file; those of other files after them, in the order they were found.
    private static func sorted(_ decoding: Decoding, of file: String) -> [Finding] {
        let ranked = decoding.findings.enumerated().map { index, finding in
            let span = finding.excerpt?.span
            let isOwn = span?.file == file
            let place = span.map { isOwn ? ($0.line, $0.column) : (Int.max, 0) } ?? (0, 0)
            return (key: (place.0, place.1, index), finding: finding)
        }
        var findings = ranked.sorted { $0.key < $1.key }.map(\.finding)
        if decoding.omittedFindings > 0 {
            findings.append(
                Finding(
                    "scenario/too-much", .error, "\(decoding.omittedFindings) more findings are not shown",
                    remedy: "mend these first"))
        }
        return findings
    }
}

/// What came of loading a file.
package struct LoadedFile: Sendable {
    /// The path as it was given.
    package var file: String
    /// The scenario; nil where anything in it is wrong.
    package var scenario: Scenario?
    /// The names under `vars`, so that a `--var` that no file declares can be told.
    package var declaredVariables: [String]
    /// Everything that is wrong, and warnings, by place.
    package var findings: [Finding]
}
