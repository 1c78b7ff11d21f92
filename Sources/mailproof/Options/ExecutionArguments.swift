import ArgumentParser
import Runner
import Scenarios

/// How the cases are run.
struct ExecutionArguments: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "How many files run at once (default: one a processor); 1 runs everything one after another.",
            valueName: "n"))
    var jobs: String?

    @Flag(help: "Begin nothing more once a case failed or could not be determined.")
    var failFast = false

    @Option(help: ArgumentHelp("How long the whole run may take: 90s, 10m.", valueName: "duration"))
    var timeout: String?

    @Option(help: ArgumentHelp("Repeats the randomness of the run that printed this number.", valueName: "n"))
    var seed: String?

    /// The options as the runner takes them.
    func executionOptions(_ settings: Settings) throws -> ExecutionOptions {
        let jobs = try settings.value(jobs, "jobs") { text in
            guard let jobs = Int(text), (1...1024).contains(jobs) else {
                throw BadValue(description: "expected a whole number from 1 to 1024, found '\(text)'")
            }
            return jobs
        }
        let timeout = try settings.value(timeout, "timeout") { text in
            guard let timeout = Duration(scalarText: text), timeout > .zero else {
                throw BadValue(description: "expected a duration such as 90s or 10m, found '\(text)'")
            }
            return timeout
        }
        return ExecutionOptions(
            jobs: jobs ?? ExecutionOptions.defaultJobs, failFast: try settings.flag(failFast, "fail-fast"),
            timeout: timeout)
    }

    /// A fresh run.
    func identity(_ settings: Settings) throws -> RunIdentity {
        RunIdentity.fresh(
            seed: try settings.value(seed, "seed") { text in
                guard let seed = UInt64(text) else {
                    throw BadValue(description: "expected a whole number, found '\(text)'")
                }
                return seed
            })
    }
}
