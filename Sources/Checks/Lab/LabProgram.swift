package import Findings
import Subprocess
import Synchronization
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program that runs while a lab does, an application's own tests: it writes where this process does, and reads what
/// that would read, unless it is a terminal.
package struct LabProgram: Sendable {
    /// The program and its arguments.
    private let arguments: [String]
    /// What is added to its environment.
    private let environment: [String: String]

    /// How long it has to end after it was asked to.
    ///
    /// Our choice: what a test suite takes to clean up.
    private static let grace: Duration = .seconds(5)
    /// How long what it started, and left, has to end.
    ///
    /// Our choice.
    private static let graceOfOrphans: Duration = .milliseconds(500)

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
        let group = Mutex<pid_t?>(nil)
        // POSIX.1-2017, XBD §11.1.4: who reads the terminal from another process group than its own is stopped.
        let isTerminal = isatty(STDIN_FILENO) == 1
        do {
            let nothing = try FileDescriptor.open("/dev/null", .readOnly, options: .closeOnExec)
            defer { try? nothing.close() }
            let result = try await Subprocess.run(
                program.contains("/") ? .path(.init(program)) : .name(program),
                arguments: Arguments(Array(arguments.dropFirst())), environment: .inherit.updating(variables),
                platformOptions: options,
                input: .fileDescriptor(isTerminal ? nothing : .standardInput, closeAfterSpawningProcess: false),
                output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
                error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
            ) { execution in
                group.withLock { $0 = execution.processIdentifier.value }
            }
            if Task.isCancelled { await Self.end(group.withLock { $0 }) }
            return switch result.terminationStatus {
            case .exited(let code): Int32(code)
            case .signaled(let signal): 128 + Int32(signal)
            }
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw failure("there is no program \(program) that can be run")
        } catch {
            // Who cancelled it knows why, and says so.
            if Task.isCancelled {
                await Self.end(group.withLock { $0 })
                return 0
            }
            throw failure("\(program) cannot be run: \(error)")
        }
    }

    /// Ends what is left of a process group whose first process has ended: what a shell started in the background does
    /// not hear SIGINT (POSIX.1-2017, XCU §2.11).
    private static func end(_ group: pid_t?) async {
        guard let group, kill(-group, SIGTERM) == 0 else { return }
        // In a task that is not cancelled, so that there is a time to wait.
        await Task.detached { try? await Task.sleep(for: graceOfOrphans) }.value
        kill(-group, SIGKILL)
    }

    private func failure(_ message: String) -> Failure {
        Failure(
            finding: Finding(
                "lab/no-program", .error, message, remedy: "write a program and its arguments behind --"))
    }
}
