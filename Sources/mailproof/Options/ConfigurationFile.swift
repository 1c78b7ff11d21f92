import Findings
import Runner
import Scenarios

/// `mailproof.yaml` in the folder that mailproof is started in: settings that a repository keeps.
///
/// What a run is allowed to do is not among them: the file is part of a pull request, which must not allow itself more.
struct ConfigurationFile: ScenarioMapping {
    /// The file's name.
    static let name = "mailproof.yaml"
    /// The values by the names of their options, with their places.
    private(set) var values: [String: [Located<String>]] = [:]

    /// No settings.
    init() {}

    init?(_ fields: inout Fields) {
        let single = [
            ("tags", "Cases whose tags match."), ("jobs", "How many files run at once."),
            ("timeout", "How long the whole run may take."), ("events", "The event log."),
            ("color", "auto, always or never."), ("fail_fast", "Whether nothing more is begun after a failure."),
        ]
        for (key, documentation) in single {
            let value = fields.optional(key, Located<String>.self, documentation)
            values[key.replacing("_", with: "-")] = value.map { [$0] }
        }
        for (key, documentation) in [("report", "Reports: junit=FILE."), ("case", "Cases whose name matches.")] {
            values[key] = fields.optional(key, OneOrMany<Located<String>>.self, documentation)?.values
        }
    }

    /// The settings of the current folder; none where the file is not there.
    static func load() throws(Ending) -> ConfigurationFile {
        guard Host.exists(name) else { return ConfigurationFile() }
        let loading = Loading(directory: "")
        let path = FilePath(name, at: Place(text: SourceText(file: name, text: ""), line: 1, column: 1, length: 1))
        let file = loading.decode(ConfigurationFile.self, fromFile: path)
        guard loading.findings.isEmpty, let file else {
            throw Ending(ExitStatus.usage, loading.findings, conclusion: "nothing was started")
        }
        return file
    }
}
