package import DNS
import Foundation

/// Unbound on a free port of 127.0.0.1: a real recursor, which asks an authoritative server on loopback for its zones.
package struct Unbound: Sendable {
    /// Where it answers.
    package let address: ServerAddress
    private let folder: TemporaryFolder
    private let process: Process

    /// Starts it.
    ///
    /// - Parameters:
    ///   - zones: who answers for each zone. One whose server refuses is SERVFAIL.
    package init(_ program: Program, zones: [(zone: String, server: ServerAddress)]) throws {
        folder = try TemporaryFolder()
        let free = try LoopbackSocket(.silentTCP)
        address = ServerAddress(Support.address("127.0.0.1"), port: free.port)
        free.close()
        var configuration = """
            server:
              interface: 127.0.0.1@\(free.port)
              access-control: 127.0.0.0/8 allow
              do-daemonize: no
              use-syslog: no
              logfile: ""
              verbosity: 0
              username: ""
              chroot: ""
              directory: "\(folder.url.path)"
              pidfile: "\(folder.url.path)/unbound.pid"
              module-config: "iterator"
              num-threads: 1
              do-ip6: no
              do-not-query-localhost: no
              use-caps-for-id: no
              minimal-responses: no
            remote-control:
              control-enable: no

            """
        for (zone, server) in zones {
            configuration += """
                stub-zone:
                  name: "\(zone)"
                  stub-addr: \(server.address)@\(server.port)
                  stub-prime: no

                """
        }
        let file = try folder.write(configuration, to: "unbound.conf")
        process = Process()
        process.executableURL = URL(fileURLWithPath: program.path)
        process.arguments = ["-d", "-c", file.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try Program.start(process)
    }

    /// Asks until there is an answer; it says nothing on the wire before.
    package func waitUntilReady(_ zone: String = "example.com") async throws {
        let resolver = NetworkResolver(servers: [address])
        while process.isRunning {
            if (try? await resolver.resolve(Question(name(zone), .SOA))) != nil { return }
            try await Task.sleep(for: .milliseconds(20))
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
