import DNS
import Foundation
import Glibc

/// SpamAssassin's daemon, local tests alone: it asks nobody.
package struct Spamd: Sendable {
    private let daemon: Daemon

    /// The port of 127.0.0.1 on which it answers.
    package var port: UInt16 { daemon.address.port }

    /// Where CI runs, a missing program is a failure and not a reason to skip.
    package static var isExpected: Bool { Program.isExpected("spamd") }

    /// Starts it.
    package init(_ program: Program) throws {
        daemon = try Daemon()
        let folder = daemon.folder.url.path
        var arguments = [
            "-L", "-x", "--cf=use_bayes 0", "-i", "127.0.0.1", "-p", String(daemon.address.port),
            "--min-children", "1", "--max-children", "1", "-r", "\(folder)/spamd.pid", "-s", "null",
        ]
        // It refuses to judge mail as root.
        if getuid() == 0 { arguments += ["-u", "nobody"] }
        try daemon.start(program.path, arguments)
    }

    /// Waits until it listens.
    package func waitUntilReady() async throws { try await daemon.waitUntilListening() }

    /// Ends it by its process id, and removes its folder.
    package func stop() async { await daemon.stop() }
}
