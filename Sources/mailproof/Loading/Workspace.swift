import ArgumentParser
import Reporting
import Runner
import Scenarios

/// What every command that takes scenarios begins with: the chosen cases, or an `Ending`.
struct Workspace {
    /// The chosen cases.
    let plan: Plan

    /// Loads and plans.
    ///
    /// - Parameters:
    ///   - isDry: nothing will be run, so that nothing needs to be allowed.
    ///   - judgesPolicy: what the policy does not allow is refused all the same.
    init(
        _ selection: SelectionOptions, settings: Settings, color: ColorChoice = .auto, isDry: Bool,
        judgesPolicy: Bool = false
    ) async throws {
        // What was asked for is judged before any file is read.
        var options = try selection.planOptions(settings)
        let set = try await ScenarioSet(
            paths: selection.paths, variables: try Self.variables(selection.variables),
            environment: settings.environment)
        Diagnostics(color: color, environment: settings.environment).tell(set.warnings)
        options.lines = set.lines
        if isDry {
            if judgesPolicy, options.policy != nil {
                options.permissions = .none
            } else {
                options.skipsUnallowed = true
            }
        }
        do throws(PlanRefusal) { plan = try Plan(set.scenarios, options: options) } catch { throw Ending(error) }
    }

    /// The variables of `--var key=value`.
    static func variables(_ texts: [String]) throws -> [String: String] {
        var variables: [String: String] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw ValidationError("--var: expected key=value, found '\(text)'")
            }
            variables[String(parts[0])] = String(parts[1])
        }
        return variables
    }
}
