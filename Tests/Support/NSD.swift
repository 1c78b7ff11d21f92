package import DNS
import Foundation

/// NSD, a real authoritative server.
package struct NSD: Sendable {
    private let daemon: Daemon

    /// Where it answers.
    package var address: ServerAddress { daemon.address }
    /// The same as text, for command lines.
    package var addressText: String { address.description }

    /// The program, in PATH or where Debian puts it.
    package static var path: String? { Program("nsd")?.path }

    /// Where CI runs, a missing program is a failure and not a reason to skip.
    package static var isExpected: Bool { Program.isExpected("nsd") }

    /// Starts it with these zone files, by the names of their zones.
    package init(_ path: String, zones: [String: String]) throws {
        daemon = try Daemon()
        let root = daemon.folder.url.path
        var configuration = """
            server:
              ip-address: 127.0.0.1@\(daemon.address.port)
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
            try daemon.folder.write(text + "\n", to: "\(name).zone")
            configuration += "zone:\n  name: \(name)\n  zonefile: \(name).zone\n"
        }
        let file = try daemon.folder.write(configuration, to: "nsd.conf")
        try daemon.start(path, ["-d", "-c", file.path])
    }

    /// Asks for the start of a zone until there is an answer.
    package func waitUntilReady(_ zone: String = "example.com") async throws {
        try await daemon.waitUntilReady(zone)
    }

    /// Ends it by its process id, and removes its folder.
    package func stop() async { await daemon.stop() }
}
