import DNS
import Foundation

/// Debian's Alertmanager on loopback, alone, with a configuration of the test's.
package struct Alertmanager: Sendable {
    private let daemon: Daemon

    /// Where its API is.
    package var url: String { "http://\(daemon.address)" }

    /// Where CI runs, a missing program is a failure and not a reason to skip.
    package static var isExpected: Bool { Program.isExpected("prometheus-alertmanager") }

    /// Why a test is skipped.
    package static let absence = "Alertmanager is not installed: apt-get install prometheus-alertmanager"

    /// Starts it.
    package init(configuration: String) throws {
        guard let program = Program("prometheus-alertmanager") else { throw Missing() }
        daemon = try Daemon()
        let file = try daemon.folder.write(configuration, to: "alertmanager.yml")
        try daemon.start(
            program.path,
            [
                "--config.file=\(file.path)", "--storage.path=\(daemon.folder.url.path)/data",
                "--cluster.listen-address=", "--web.listen-address=\(daemon.address)", "--log.level=error",
            ])
    }

    /// It is not installed.
    struct Missing: Error {}

    /// Waits until it listens.
    package func waitUntilReady() async throws { try await daemon.waitUntilListening() }

    /// Ends it by its process id, and removes its folder.
    package func stop() async { await daemon.stop() }
}
