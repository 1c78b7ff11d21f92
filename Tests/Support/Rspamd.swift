package import DNS
import Foundation

/// Rspamd with its own rules alone: no Redis, no maps from the network, and no DNS but a server that it is given.
package struct Rspamd: Sendable {
    private let daemon: Daemon

    /// The URL of its scanner.
    package var url: String { "http://\(daemon.address)" }

    /// Where CI runs, a missing program is a failure and not a reason to skip.
    package static var isExpected: Bool { Program.isExpected("rspamd") }

    /// What needs a network or a database.
    private static let switchedOff = [
        "antivirus", "arc", "asn", "bimi", "dkim", "dkim_signing", "dmarc", "fuzzy_check", "greylist", "history_redis",
        "mx_check", "neural", "phishing", "ratelimit", "rbl", "replies", "reputation", "rspamd_update", "spf", "surbl",
        "url_redirector", "whitelist",
    ]

    /// Starts it.
    ///
    /// - Parameter dns: whom it asks for the keys of signatures; nil for a Rspamd that verifies none.
    package init(_ program: Program, dns: ServerAddress? = nil) throws {
        daemon = try Daemon()
        let folder = daemon.folder
        for name in ["override.d", "local.d", "db", "run", "log"] {
            try FileManager.default.createDirectory(
                at: folder.url.appendingPathComponent(name), withIntermediateDirectories: true)
        }
        let controller = try RunningProgram.freePort()
        let nameserver = dns?.description ?? "127.0.0.1:1"
        let patience = dns == nil ? "timeout = 0.1s; retransmits = 1" : "timeout = 5s; retransmits = 2"
        for module in Self.switchedOff where module != "dkim" || dns == nil {
            try folder.write("enabled = false;\n", to: "override.d/\(module).conf")
        }
        let files = [
            "options.inc": """
            dns { nameserver = ["\(nameserver)"]; \(patience); sockets = 1; }
            rrd = ""; local_addrs = [];
            """,
            "worker-normal.inc": "bind_socket = \"\(daemon.address)\"; count = 1;",
            "worker-controller.inc": "bind_socket = \"127.0.0.1:\(controller)\"; count = 1;",
            "worker-proxy.inc": "enabled = false; count = 0;",
            "worker-fuzzy.inc": "enabled = false; count = 0;",
            "logging.inc": "level = \"error\";",
            "classifier-bayes.conf": "autolearn = false;",
        ]
        for (name, text) in files { try folder.write(text + "\n", to: "override.d/\(name)") }
        let root = folder.url.path
        // -i: as root too, which the container of a CI often is.
        try daemon.start(
            program.path,
            ["-f", "-i", "-c", "/etc/rspamd/rspamd.conf", "--var=LOCAL_CONFDIR=\(root)"]
                + ["DB", "RUN", "LOG"].map { "--var=\($0)DIR=\(root)/\($0.lowercased())" })
    }

    /// Waits until it listens.
    package func waitUntilReady() async throws { try await daemon.waitUntilListening() }

    /// Ends it by its process id, and removes its folder.
    package func stop() async { await daemon.stop() }
}
