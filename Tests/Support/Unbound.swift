package import DNS
import Foundation

/// Unbound, a real recursor, which asks an authoritative server on loopback for its zones.
package struct Unbound: Sendable {
    private let daemon: Daemon

    /// Where it answers.
    package var address: ServerAddress { daemon.address }

    /// Starts it.
    ///
    /// - Parameters:
    ///   - zones: who answers for each zone. One whose server refuses is SERVFAIL.
    ///   - anchors: the keys that it trusts, as DNSKEY records; without any it validates nothing.
    package init(
        _ program: Program, zones: [(zone: String, server: ServerAddress)], anchors: [String] = []
    ) throws {
        daemon = try Daemon()
        let root = daemon.folder.url.path
        var configuration = """
            server:
              interface: 127.0.0.1@\(daemon.address.port)
              access-control: 127.0.0.0/8 allow
              do-daemonize: no
              use-syslog: no
              logfile: ""
              verbosity: 0
              username: ""
              chroot: ""
              directory: "\(root)"
              pidfile: "\(root)/unbound.pid"
              module-config: "\(anchors.isEmpty ? "iterator" : "validator iterator")"
              num-threads: 1
              do-ip6: no
              do-not-query-localhost: no
              use-caps-for-id: no
              minimal-responses: no
              trust-anchor-signaling: no
            \(anchors.map { "  trust-anchor: \"\($0)\"" }.joined(separator: "\n"))
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
        let file = try daemon.folder.write(configuration, to: "unbound.conf")
        try daemon.start(program.path, ["-d", "-c", file.path])
    }

    /// Asks for the start of a zone until there is an answer.
    package func waitUntilReady(_ zone: String = "example.com") async throws {
        try await daemon.waitUntilReady(zone)
    }

    /// Waits until it listens; nothing is asked.
    package func waitUntilListening() async throws { try await daemon.waitUntilListening() }

    /// Ends it by its process id, and removes its folder.
    package func stop() async { await daemon.stop() }
}
