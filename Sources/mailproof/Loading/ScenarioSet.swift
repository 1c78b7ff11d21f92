import Checks
import Findings
import Runner
import Scenarios

/// The scenarios that a command is about, loaded; or why it ends here.
struct ScenarioSet {
    /// The scenarios, in the order of their paths.
    var scenarios: [Scenario]
    /// The paths that were given with a line.
    var lines: [PathSelection]
    /// Findings that do not stop the run.
    var warnings: [Finding]

    /// Where scenarios are looked for when no path is given.
    static let defaultPath = "Scenarios"

    /// Finds and loads the scenarios at paths; files are loaded beside each other.
    init(
        paths: [String], variables: [String: String], environment: [String: String], catalog: Catalog = .standard
    ) async throws(Ending) {
        let selections = (paths.isEmpty ? [Self.defaultPath] : paths).map { path in
            PathSelection(parsing: path, exists: Host.exists)
        }
        guard !paths.isEmpty || Host.exists(Self.defaultPath) else {
            throw Ending(
                ExitStatus.missingPath,
                [
                    Finding(
                        "scenario/missing-file", .error, "there is no folder \(Self.defaultPath) here",
                        remedy: "name a scenario file, or a folder that holds some")
                ])
        }
        let files = try Self.files(at: selections)
        let loader = ScenarioLoader(catalog: catalog, environment: environment, variables: variables)
        let loaded = await Self.load(files, with: loader)
        let invalid = loaded.filter { $0.scenario == nil }
        guard invalid.isEmpty else {
            throw Ending(
                ofFiles: loaded.flatMap(\.findings),
                conclusion: Self.conclusion(invalid: invalid.count, of: loaded.count))
        }
        let declared = Set(loaded.flatMap(\.declaredVariables))
        if let unknown = variables.keys.filter({ !declared.contains($0) }).min() {
            throw Ending(
                ExitStatus.usage,
                [
                    Finding(
                        "run/unknown-variable", .error, "--var \(unknown): no scenario has it under vars",
                        remedy: "declare it in the scenario, or correct its name")
                ])
        }
        scenarios = loaded.compactMap(\.scenario)
        lines = selections.filter { $0.line != nil }
        warnings = loaded.flatMap(\.findings)
    }

    /// The files that paths name; every path must lead to one.
    private static func files(at selections: [PathSelection]) throws(Ending) -> [String] {
        let found = selections.map { ScenarioFiles.discover([$0.path]) }
        let problems = found.flatMap(\.problems)
        guard problems.isEmpty else { throw Ending(ExitStatus.missingPath, problems.map(\.finding)) }
        let empty = zip(selections, found).filter { $1.files.isEmpty }.map { $0.0.path }
        guard empty.isEmpty else {
            throw Ending(
                ExitStatus.nothingSelected,
                empty.map {
                    Finding(
                        "run/nothing-selected", .error, "there is no scenario below \($0)",
                        remedy: "a scenario is a .yaml file that begins with mailproof: 1 and has checks")
                })
        }
        // Asked once more for all of them together, so that a file which two paths lead to is run once.
        return found.count == 1 ? found[0].files : ScenarioFiles.discover(selections.map(\.path)).files
    }

    private static func load(_ files: [String], with loader: ScenarioLoader) async -> [LoadedFile] {
        await withTaskGroup { group in
            for (index, file) in files.enumerated() {
                group.addTask { (index, loader.load(file: file)) }
            }
            var loaded: [(Int, LoadedFile)] = []
            for await one in group { loaded.append(one) }
            return loaded.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private static func conclusion(invalid: Int, of count: Int) -> String {
        "\(invalid) of \(count) scenario file\(count == 1 ? "" : "s") cannot be run; nothing was started"
    }
}
