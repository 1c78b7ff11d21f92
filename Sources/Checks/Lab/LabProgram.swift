package import Findings
import Subprocess
import SystemPackage

/// A program that runs while a lab does: an application's own tests, with the terminal of this process.
package struct LabProgram: Sendable {
    /// The program and its arguments.
    private let arguments: [String]
    /// What is added to its environment.
    private let environment: [String: String]

    /// How long it has to end after it was asked to.
    ///
    /// Our choice: what a test suite takes to clean up.
    private static let grace: Duration = .seconds(5)

    /// A program.
    package init(_ arguments: [String], environment: [String: String]) {
        self.arguments = arguments
        self.environment = environment
    }

    /// Why it did not run.
    package struct Failure: Error, Sendable {
        /// What is wrong.
        package var finding: Finding
    }

    /// Runs it to its end; cancellation ends it, with all that it started.
    ///
    /// - Returns: its exit code; for a signal 128 and its number, as shells have it.
    package func run() async throws(Failure) -> Int32 {
        guard let program = arguments.first else { throw failure("no program is named") }
        var options = PlatformOptions()
        // A group of its own, so that whatever it starts ends with it.
        options.processGroupID = 0
        options.teardownSequence = [
            .send(signal: .interrupt, toProcessGroup: true, allowedDurationToNextStep: Self.grace),
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: Self.grace),
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: Self.grace),
        ]
        var variables: [Environment.Key: String?] = [:]
        for (name, value) in environment {
            variables[Environment.Key(stringLiteral: name)] = value
        }
        do {
            let result = try await Subprocess.run(
                program.contains("/") ? .path(.init(program)) : .name(program),
                arguments: Arguments(Array(arguments.dropFirst())), environment: .inherit.updating(variables),
                platformOptions: options,
                input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
                output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
                error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
            return switch result.terminationStatus {
            case .exited(let code): Int32(code)
            case .signaled(let signal): 128 + Int32(signal)
            }
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw failure("there is no program \(program)")
        } catch {
            // Who cancelled it knows why, and says so.
            if Task.isCancelled { return 0 }
            throw failure("\(program) cannot be run: \(error)")
        }
    }

    private func failure(_ message: String) -> Failure {
        Failure(
            finding: Finding(
                "lab/no-program", .error, message, remedy: "write a program and its arguments behind --"))
    }
}
