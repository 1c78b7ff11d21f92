import Foundation

/// A program that a test started and ends, with everything that it writes in a folder of its own.
package struct RunningProgram: Sendable {
    /// What it may write to.
    package let folder: TemporaryFolder
    private let process = Process()

    /// Makes the folder; nothing runs yet.
    package init() throws {
        folder = try TemporaryFolder()
    }

    /// A port of 127.0.0.1 on which nothing listens at this moment.
    package static func freePort() throws -> UInt16 {
        let free = try LoopbackSocket(.silentTCP)
        free.close()
        return free.port
    }

    /// Starts it.
    package func start(_ path: String, _ arguments: [String]) throws {
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try Program.start(process)
    }

    /// Tries until there is an answer; what is slow to start may take half a minute.
    package func wait(every pause: Duration, until isReady: () async -> Bool) async throws {
        while process.isRunning {
            if await isReady() { return }
            try await Task.sleep(for: pause)
        }
        throw Ended(code: process.terminationStatus)
    }

    /// It ended before it answered.
    struct Ended: Error {
        var code: Int32
    }

    /// Ends it by its process id, and removes its folder.
    package func stop() async {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { _ in end.finish() }
        if process.isRunning {
            process.terminate()
            for await _ in ends {}
        }
        folder.remove()
    }
}
