package import DNS
import Foundation

/// A server that a test started: on a free port of 127.0.0.1, with everything that it writes in a folder of its own.
package struct Daemon: Sendable {
    /// Where it answers.
    package let address: ServerAddress
    /// What it may write to.
    package let folder: TemporaryFolder
    private let process = Process()

    /// Chooses a free port and makes the folder; nothing runs yet.
    package init() throws {
        folder = try TemporaryFolder()
        let free = try LoopbackSocket(.silentTCP)
        address = ServerAddress(Support.address("127.0.0.1"), port: free.port)
        free.close()
    }

    /// Starts it.
    package func start(_ path: String, _ arguments: [String]) throws {
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try Program.start(process)
    }

    /// Asks for the start of a zone until there is an answer; it says nothing on the wire before.
    package func waitUntilReady(_ zone: String = "example.com") async throws {
        let resolver = NetworkResolver(servers: [address])
        while process.isRunning {
            if (try? await resolver.resolve(Question(name(zone), .SOA))) != nil { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Ended(code: process.terminationStatus)
    }

    /// Tries to connect until something listens; what is slow to start may take half a minute.
    package func waitUntilListening() async throws {
        while process.isRunning {
            if LoopbackSocket.isListening(address.port) { return }
            try await Task.sleep(for: .milliseconds(50))
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
