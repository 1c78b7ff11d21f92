import Findings
import Subprocess
import SystemPackage

/// A program of the user's, run to its end: it gets bytes on standard input, and what it prints is taken.
///
/// It gets a session of its own, so that whatever it starts ends with it.
struct UserProgram: Sendable {
    /// The program and its arguments.
    let arguments: [String]
    /// The folder that it runs in: that of the scenario.
    let folder: String
    /// How long it may take.
    let timeout: Duration
    /// Variables that it gets beside those of this process.
    var environment: [String: String] = [:]

    /// How long it may take where nothing else is said: what an MJML project takes with a cold start, several times over.
    static let standardTimeout: Duration = .seconds(20)
    /// How many bytes it may print; as much mail as is linted.
    static let outputLimit = 8 << 20
    /// How many bytes of complaints it may print.
    static let errorLimit = 1 << 20
    /// How long it has to end after it was asked to.
    private static let grace: Duration = .milliseconds(300)

    /// Why nothing came of it.
    enum Failure: Error {
        /// There is no such program.
        case notFound
        /// It ended with a code, or by a signal, and said this.
        case ended(String, complaint: String)
        /// It did not end in time.
        case timedOut
        /// It printed more than is read.
        case tooMuch(String)
        /// The system could not run it.
        case broken(String)
    }

    /// Runs it: what it prints.
    func run(_ input: [UInt8]) async throws(Failure) -> [UInt8] {
        let ended = await withTaskGroup(of: Result<[UInt8], Failure>?.self) { group in
            group.addTask { await start(input) }
            group.addTask {
                // Cancelled as soon as the program has ended.
                try? await Task.sleep(for: timeout)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        guard let ended else { throw .timedOut }
        return try ended.get()
    }

    private func start(_ input: [UInt8]) async -> Result<[UInt8], Failure> {
        guard let program = arguments.first else { return .failure(.notFound) }
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: Self.grace),
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: Self.grace),
        ]
        do {
            // A file and not a pipe: swift-subprocess 1.0.2 ends this process where a program does not read its input.
            let standardInput = try Self.file(holding: input)
            let result = try await Subprocess.run(
                program.contains("/") ? .path(.init(program)) : .name(program),
                arguments: Arguments(Array(arguments.dropFirst())),
                environment: .inherit.updating(Self.variables(environment)),
                workingDirectory: folder.isEmpty ? nil : .init(folder), platformOptions: options,
                input: .fileDescriptor(standardInput, closeAfterSpawningProcess: true),
                output: .bytes(limit: Self.outputLimit), error: .bytes(limit: Self.errorLimit))
            let complaint = String(decoding: result.standardError, as: UTF8.self)
            switch result.terminationStatus {
            case .exited(0): return .success(result.standardOutput)
            case .exited(let code): return .failure(.ended("with code \(code)", complaint: complaint))
            case .signaled(let signal): return .failure(.ended("by signal \(signal)", complaint: complaint))
            }
        } catch let error as SubprocessError where error.code == .executableNotFound {
            return .failure(.notFound)
        } catch let error as SubprocessError where error.code == .outputLimitExceeded {
            return .failure(.tooMuch("it prints more than \(Self.outputLimit >> 20) MiB"))
        } catch let error as SubprocessError {
            return .failure(.broken(error.description))
        } catch {
            return .failure(.broken("\(error)"))
        }
    }

    private static func variables(_ named: [String: String]) -> [Environment.Key: String?] {
        var variables: [Environment.Key: String?] = [:]
        for (name, value) in named {
            guard let key = Environment.Key(rawValue: name) else { continue }
            variables[key] = value
        }
        return variables
    }

    /// An open file without a name that holds these bytes, at its beginning.
    private static func file(holding bytes: [UInt8]) throws -> FileDescriptor {
        let file = FileDescriptor(rawValue: try TemporaryDirectory.system.openUnnamedFile())
        do {
            try file.writeAll(bytes)
            try file.seek(offset: 0, from: .start)
        } catch {
            try? file.close()
            throw error
        }
        return file
    }
}
