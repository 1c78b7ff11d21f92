import Subprocess
import Synchronization
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Prometheus or Alertmanager as a process of its own, which ends with us.
///
/// It gets a session of its own, so that a Ctrl-C reaches us and not it, and it is ended in the order that we choose. Beside
/// it runs a shell that ends it where we are killed.
struct PairProgram: Sendable {
    /// How long it has to end after it was asked to; Prometheus writes its store out.
    ///
    /// Our choice.
    private static let grace: Duration = .seconds(5)

    /// Its name, for messages.
    let name: String
    /// The name of the file in the folder that it writes to.
    let log: String
    private let end: End
    private let running: Task<Void, Never>

    /// How it ended, in words; nil while it runs.
    private final class End: Sendable {
        let words = Mutex<String?>(nil)
    }

    /// Starts the first of the programs with these names that is installed.
    init(
        _ names: [String], arguments: [String], in folder: PairFolder, log: String
    ) throws(PairProblem) {
        guard let path = names.lazy.compactMap({ Self.executable($0) }).first else {
            throw PairProblem(
                "\(names[0]) is not installed",
                notes: ["Debian's package of that name has it: apt-get install \(names[0])"])
        }
        let output: FileDescriptor
        do {
            output = try FileDescriptor.open(
                FilePath("\(folder.path)/\(log)"), .writeOnly, options: [.create, .append, .closeOnExec],
                permissions: .ownerReadWrite)
        } catch {
            throw PairProblem("\(folder.path)/\(log) cannot be written: \(error)")
        }
        let lifeline: PairLifeline
        do throws(PairProblem) { lifeline = try PairLifeline() } catch {
            try? output.close()
            throw error
        }
        name = names[0]
        self.log = log
        let end = End()
        self.end = end
        running = Task {
            let words = await Self.run(path, arguments, in: folder, output, lifeline)
            lifeline.close()
            try? output.close()
            end.words.withLock { $0 = words }
        }
    }

    /// How it ended, in words; nil while it runs.
    var ended: String? { end.words.withLock { $0 } }

    /// Asks it to end, then makes it, and waits until it has.
    func stop() async {
        running.cancel()
        await running.value
    }

    private static func run(
        _ path: String, _ arguments: [String], in folder: PairFolder, _ output: FileDescriptor,
        _ lifeline: PairLifeline
    ) async -> String {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: grace),
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: grace),
        ]
        do {
            let result = try await Subprocess.run(
                .path(FilePath(PairLifeline.shell)),
                arguments: Arguments(PairLifeline.arguments(removing: folder.path, after: [path] + arguments)),
                workingDirectory: FilePath(folder.path), platformOptions: options,
                input: .fileDescriptor(lifeline.end, closeAfterSpawningProcess: true),
                output: .fileDescriptor(output, closeAfterSpawningProcess: false),
                error: .fileDescriptor(output, closeAfterSpawningProcess: false))
            switch result.terminationStatus {
            // So a shell tells of a signal (POSIX.1-2017, XCU §2.8.2).
            case .exited(let code) where code > 128: return "it was ended by signal \(code - 128)"
            case .exited(let code): return "it ended with code \(code)"
            case .signaled(let signal): return "it was ended by signal \(signal)"
            }
        } catch {
            return "it could not be run: \(error)"
        }
    }

    /// The path of a program in PATH.
    private static func executable(_ name: String) -> String? {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
}
