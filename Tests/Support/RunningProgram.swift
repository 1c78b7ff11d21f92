import Foundation
import Glibc
import Synchronization

/// A program that a test started and ends, with everything that it writes in a folder of its own.
package struct RunningProgram: Sendable {
    /// What it may write to.
    package let folder: TemporaryFolder
    private let started = Started()

    /// The process, once there is one.
    private final class Started: Sendable {
        let process = Mutex<ChildProcess?>(nil)
    }

    private var process: ChildProcess? { started.process.withLock(\.self) }

    /// Makes the folder; nothing runs yet.
    package init() throws {
        folder = try TemporaryFolder()
    }

    /// A port of 127.0.0.1 for a program that has to be told its port before it starts, or one that nobody listens on.
    ///
    /// It lies below those that the system gives away by itself (from 32,768 on), so that nobody is given it before the
    /// program has taken it.
    package static func freePort() throws -> UInt16 {
        for _ in 0..<1000 {
            let port = UInt16.random(in: 20_000..<32_000)
            if given.withLock({ $0.insert(port).inserted }), !LoopbackSocket.isListening(port) { return port }
        }
        throw NoFreePort()
    }

    private static let given = Mutex<Set<UInt16>>([])

    struct NoFreePort: Error {}

    /// Starts it.
    package func start(_ path: String, _ arguments: [String]) throws {
        let process = try ChildProcess(path, arguments)
        started.process.withLock { $0 = process }
    }

    /// Tries until there is an answer; what is slow to start may take half a minute.
    package func wait(every pause: Duration, until isReady: () async -> Bool) async throws {
        while let process, process.isRunning {
            if await isReady() { return }
            try await Task.sleep(for: pause)
        }
        throw Ended(code: await process?.ended() ?? -1)
    }

    /// It ended before it answered.
    struct Ended: Error {
        var code: Int32
    }

    /// Ends it by its process id, and removes its folder.
    package func stop() async {
        process?.send(SIGTERM)
        _ = await process?.ended()
        folder.remove()
    }
}
