import ArgumentParser
import Reporting
import Runner
import Scenarios

/// What every command that takes scenarios begins with: settings, colours of its errors, scenarios, plan.
struct Workspace {
    /// Flags, environment, defaults.
    let settings: Settings
    /// The loaded scenarios.
    let set: ScenarioSet
    /// The chosen cases.
    let plan: Plan

    /// Loads and plans; what is wrong has been told when this throws.
    ///
    /// - Parameter isDry: nothing will be run, so that nothing needs to be allowed.
    init(_ selection: SelectionOptions, color: ColorChoice? = nil, isDry: Bool) async throws {
        let settings = Settings()
        let palette = (color ?? .auto).palette(isTerminal: ConsoleOutput.error.isTerminal) { settings.environment[$0] }
        do {
            set = try await ScenarioSet(
                paths: selection.paths, variables: try Self.variables(selection.variables),
                environment: settings.environment)
            if !set.warnings.isEmpty {
                let text = DiagnosticText(palette)
                ConsoleOutput.error.write(set.warnings.map(text.diagnostic).joined(separator: "\n") + "\n")
            }
            var options = try selection.planOptions(settings, lines: set.lines)
            if isDry { options.skipsUnallowed = true }
            do throws(PlanRefusal) { plan = try Plan(set.scenarios, options: options) } catch { throw Ending(error) }
            self.settings = settings
        } catch let ending as Ending {
            throw ending.told(palette)
        }
    }

    private static func variables(_ texts: [String]) throws -> [String: String] {
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
