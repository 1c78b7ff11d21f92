package import DNS
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// NSD on a free port of 127.0.0.1, with everything that it writes in a folder of its own.
package struct NSD: Sendable {
    /// Where it answers.
    package let address: ServerAddress
    /// The same as text, for command lines.
    package var addressText: String { address.description }
    private let folder: TemporaryFolder
    private let process: Process

    /// The program, in PATH or where Debian puts it.
    package static var path: String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return (folders + ["/usr/sbin", "/usr/local/sbin"]).map { $0 + "/nsd" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Where CI runs, a missing program is a failure and not a reason to skip.
    package static var isExpected: Bool {
        path != nil || ProcessInfo.processInfo.environment["CI"] == "true"
    }

    /// Starts it with these zone files, by the names of their zones.
    package init(_ path: String, zones: [String: String]) throws {
        folder = try TemporaryFolder()
        let free = try LoopbackSocket(.silentTCP)
        address = ServerAddress(Support.address("127.0.0.1"), port: free.port)
        free.close()
        let root = folder.url.path
        var configuration = """
            server:
              ip-address: 127.0.0.1@\(free.port)
              username: ""
              database: ""
              server-count: 1
              zonesdir: "\(root)"
              zonelistfile: "\(root)/zone.list"
              xfrdfile: "\(root)/xfrd.state"
              xfrdir: "\(root)"
              pidfile: "\(root)/nsd.pid"
            remote-control:
              control-enable: no

            """
        for (name, text) in zones {
            try folder.write(text + "\n", to: "\(name).zone")
            configuration += "zone:\n  name: \(name)\n  zonefile: \(name).zone\n"
        }
        let file = try folder.write(configuration, to: "nsd.conf")
        process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["-d", "-c", file.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        // The threads of Swift tasks block every signal, and a child would inherit that and never hear SIGTERM.
        var (none, old) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &old)
        defer { pthread_sigmask(SIG_SETMASK, &old, nil) }
        try process.run()
    }

    /// Asks for the start of a zone until there is an answer; NSD says nothing on the wire before.
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
