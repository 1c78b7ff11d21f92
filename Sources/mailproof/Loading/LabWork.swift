import Checks
import Findings
import Reporting
import Runner
import Scenarios

/// A lab that is kept for others: what `mailproof lab` does.
struct LabWork: Sendable {
    let file: String
    let listen: String?
    let folder: String?
    let route: LabRoute?
    let program: [String]
    let leave: Leave
    let environment: [String: String]

    /// How it ended.
    private struct End: Sendable {
        var status: Int32
        var problems: [Finding] = []
    }

    /// Runs the lab; the exit code.
    func run() async throws -> Int32 {
        let scenario = try load()
        let (end, signal) = await SignalledWork.run { await keep(scenario) }
        Diagnostics(color: .auto, environment: environment).tell(end.problems)
        guard end.status != ExitStatus.cleanupFailed, let signal else { return end.status }
        return 128 + signal
    }

    private func load() throws -> Scenario {
        if let ending = Ending(missing: [file]) { throw ending }
        var loader = ScenarioLoader(catalog: .standard, environment: environment)
        loader.requiresChecks = false
        let loaded = loader.load(file: file)
        guard let scenario = loaded.scenario else {
            throw Ending(ofFiles: loaded.findings, conclusion: "nothing was started")
        }
        let refused = LabHost.needs(of: scenario).filter { !leave.allows($0) }
        guard refused.isEmpty else {
            throw Ending(
                ExitStatus.usage, refused.map { leave.refusal(of: $0, in: file) }, conclusion: "nothing was started")
        }
        return scenario
    }

    private func keep(_ scenario: Scenario) async -> End {
        var references = RuntimeReferences()
        RunSecrets([scenario], environment: { environment[$0] }).add(scenario.secrets, to: &references)
        let host: LabHost
        do throws(SectionFailure) {
            host = try await LabHost.start(
                scenario, references: references, run: .fresh(),
                wishes: LabHost.Wishes(
                    listen: listen, token: LabToken.value(in: environment), wantsToken: !program.isEmpty))
        } catch {
            let isUsage = error.type == LabHost.usage
            return End(status: isUsage ? ExitStatus.usage : ExitStatus.undetermined, problems: [error.finding])
        }
        var end: End
        do throws(SectionFailure) {
            end = try await keep(host)
        } catch {
            end = End(status: ExitStatus.usage, problems: [error.finding])
        }
        // Doing it again does nothing where it is done.
        let leftovers = await host.stop()
        if !leftovers.isEmpty { end = End(status: ExitStatus.cleanupFailed, problems: end.problems + leftovers) }
        return end
    }

    private func keep(_ host: LabHost) async throws(SectionFailure) -> End {
        var saved: SavedMail?
        if let folder { saved = try host.save(to: folder) }
        // What others read from standard output is not disturbed.
        let output: ConsoleOutput = program.isEmpty && route == nil ? .standard : .error
        output.write(host.lines.map { "\($0)\n" }.joined())
        if let route { ConsoleOutput.standard.write(host.route(route)) }
        var end = End(status: 0)
        if program.isEmpty {
            // Cancelled by a signal; a lab has no other end.
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
        } else {
            do throws(LabProgram.Failure) {
                end.status = try await LabProgram(program, environment: host.environment).run()
            } catch {
                end = End(status: ExitStatus.usage, problems: [error.finding])
            }
        }
        if let saved {
            await host.close()
            let (count, problem) = await saved.end()
            ConsoleOutput.error.write("\(count) message\(count == 1 ? "" : "s") saved in \(folder ?? "")\n")
            if let problem {
                end.problems.append(problem)
                if end.status == 0 { end.status = ExitStatus.unwritableReport }
            }
        }
        return end
    }
}

/// What callers of a lab's control API show.
enum LabToken {
    /// The token that the environment has; a variable that is empty counts as not set.
    static func value(in environment: [String: String]) -> String? {
        environment["MAILPROOF_LAB_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
    }
}
