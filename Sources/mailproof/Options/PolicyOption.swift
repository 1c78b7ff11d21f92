import ArgumentParser
import Findings
import Runner
import Scenarios

/// `--policy`, of every command that acts.
struct PolicyOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file that names the most that may be done: hosts, recipient domains, rate, total, the receivers of drills. "
                + "What --allow grants beyond it is refused.",
            valueName: "file"))
    var policy: String?

    /// The policy; nil where none is named.
    ///
    /// `mailproof.yaml` names none: it is part of a pull request, which must not choose what binds it.
    func policy(_ settings: Settings) throws -> RunPolicy? {
        guard let name = try settings.value(policy, "policy", { $0 }) else { return nil }
        guard Host.exists(name) else {
            throw Ending(
                ExitStatus.missingPath, [Finding("policy/missing", .error, "the policy \(name) does not exist")],
                conclusion: "nothing was started")
        }
        let loading = Loading(directory: "")
        let path = FilePath(name, at: Place(text: SourceText(file: name, text: ""), line: 1, column: 1, length: 1))
        let policy = loading.decode(RunPolicy.self, fromFile: path)
        guard loading.findings.isEmpty, let policy else {
            throw Ending(ExitStatus.usage, loading.findings, conclusion: "nothing was started")
        }
        return policy
    }
}
