package import DNS

/// A server that a test started: on a free port of 127.0.0.1, with everything that it writes in a folder of its own.
package struct Daemon: Sendable {
    /// Where it answers.
    package let address: ServerAddress
    private let program: RunningProgram

    /// What it may write to.
    package var folder: TemporaryFolder { program.folder }

    /// Chooses a free port and makes the folder; nothing runs yet.
    package init() throws {
        program = try RunningProgram()
        address = ServerAddress(Support.address("127.0.0.1"), port: try RunningProgram.freePort())
    }

    /// Starts it.
    package func start(_ path: String, _ arguments: [String]) throws {
        try program.start(path, arguments)
    }

    /// Asks for the start of a zone until there is an answer; it says nothing on the wire before.
    package func waitUntilReady(_ zone: String = "example.com") async throws {
        let resolver = NetworkResolver(servers: [address])
        try await program.wait(every: .milliseconds(20)) {
            (try? await resolver.resolve(Question(name(zone), .SOA))) != nil
        }
    }

    /// Tries to connect until something listens.
    package func waitUntilListening() async throws {
        let port = address.port
        try await program.wait(every: .milliseconds(50)) { LoopbackSocket.isListening(port) }
    }

    /// Ends it by its process id, and removes its folder.
    package func stop() async { await program.stop() }
}
