import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Postfix, a real relay or mail exchanger, with a queue and a log of its own.
package struct Postfix: Sendable {
    private let program: RunningProgram
    /// The port of 127.0.0.1 that it listens on.
    package let port: UInt16

    /// Where its main.cf lies: what its own commands are given with `-c`.
    package var folder: String { program.folder.url.path }

    /// Whether it can be started here, or must be: it needs root to give its parts to users of its own.
    package static var isExpected: Bool { geteuid() == 0 && Program.isExpected("postfix") }

    /// What it does beside taking and relaying mail.
    package struct Settings: Sendable {
        /// Lines of main.cf: `relayhost` and the like.
        package var parameters: [String: String] = [:]
        /// Further lines of master.cf.
        package var services: [String] = []
        /// Files beside main.cf, by name; `$FOLDER` in parameters and services is where they lie.
        package var files: [String: String] = [:]
        /// Folders beside main.cf that everybody may write to.
        package var folders: [String] = []

        /// Nothing beside.
        package init() {}
    }

    /// Starts it; it does not yet listen.
    package init(_ postfix: Program, _ settings: Settings) throws {
        program = try RunningProgram()
        port = try RunningProgram.freePort()
        let root = program.folder.url
        let manager = FileManager.default
        // Its parts run as the user postfix, and go through the folder.
        try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: root.path)
        for name in ["spool", "data"] + settings.folders {
            try manager.createDirectory(at: root.appending(path: name), withIntermediateDirectories: true)
        }
        try manager.setAttributes([.ownerAccountName: "postfix"], ofItemAtPath: root.appending(path: "data").path)
        for name in settings.folders {
            try manager.setAttributes([.posixPermissions: 0o777], ofItemAtPath: root.appending(path: name).path)
        }
        for (name, text) in settings.files { try program.folder.write(text, to: name) }
        let parameters = Self.parameters.merging(settings.parameters) { $1 }.sorted { $0.key < $1.key }
        let services = ["127.0.0.1:\(port) inet n - n - - smtpd"] + Self.services + settings.services
        for (name, lines) in [("main.cf", parameters.map { "\($0.key) = \($0.value)" }), ("master.cf", services)] {
            try program.folder.write(
                lines.map { $0.replacing("$FOLDER", with: root.path) + "\n" }.joined(), to: name)
        }
        try program.start(postfix.path, ["-c", root.path, "start-fg"])
    }

    /// Waits until it listens.
    package func waitUntilReady() async throws {
        try await program.wait(every: .milliseconds(50)) { LoopbackSocket.isListening(port) }
    }

    /// Has it try at once again what it has put off, whenever its turn would be.
    ///
    /// A mail that is still locked when the queue is looked through can be left alone for minutes ("skipped, still being
    /// delivered"), whatever the times between tries are.
    package func flush() async {
        _ = try? await Program("postqueue")?.run(["-c", program.folder.url.path, "-f"], in: program.folder)
    }

    /// The folder of its configuration.
    package var configuration: String { program.folder.url.path }

    /// Where its log lies.
    package var logFile: String { program.folder.url.appending(path: "mail.log").path }

    /// All that it logged so far.
    package var log: String { (try? program.folder.text("mail.log")) ?? "" }

    /// Ends it by its process id, and removes its folder.
    ///
    /// What was started is a shell that waits for the master, and would leave it behind: the master has to end first, and
    /// ends its parts itself.
    package func stop() async {
        if let text = try? program.folder.text("spool/pid/master.pid"),
            let master = pid_t(text.filter { !$0.isWhitespace }), master > 1
        {
            kill(master, SIGTERM)
            // Half a minute is enough for a master that has nothing to finish.
            for _ in 0..<1500 where kill(master, 0) == 0 { try? await Task.sleep(for: .milliseconds(20)) }
        }
        await program.stop()
    }

    private static let parameters = [
        "compatibility_level": "3.6", "queue_directory": "$FOLDER/spool", "data_directory": "$FOLDER/data",
        "command_directory": "/usr/sbin", "daemon_directory": "/usr/lib/postfix/sbin", "mail_owner": "postfix",
        "setgid_group": "postdrop", "myhostname": "relay.example.com", "mydestination": "",
        "mynetworks": "127.0.0.0/8", "inet_interfaces": "127.0.0.1", "inet_protocols": "ipv4",
        "maillog_file": "$FOLDER/mail.log", "maillog_file_prefixes": "$FOLDER", "alias_maps": "",
        "local_recipient_maps": "", "relay_domains": "", "smtp_dns_support_level": "disabled",
        // A test does not wait for minutes: what was deferred is tried again after a second.
        "minimal_backoff_time": "1s", "maximal_backoff_time": "1s", "queue_run_delay": "1s",
    ]

    private static let services = [
        // Without pickup, postqueue -f takes the mail system for down.
        "pickup unix n - n 60 1 pickup", "cleanup unix n - n - 0 cleanup", "qmgr unix n - n 300 1 qmgr",
        "tlsmgr unix - - n 1000? 1 tlsmgr",
        "rewrite unix - - n - - trivial-rewrite", "bounce unix - - n - 0 bounce", "defer unix - - n - 0 bounce",
        "trace unix - - n - 0 bounce", "verify unix - - n - 1 verify", "flush unix n - n 1000? 0 flush",
        "proxymap unix - - n - - proxymap", "smtp unix - - n - - smtp", "relay unix - - n - - smtp",
        "showq unix n - n - - showq", "error unix - - n - - error", "retry unix - - n - - error",
        "discard unix - - n - - discard", "local unix - n n - - local", "virtual unix - n n - - virtual",
        "lmtp unix - - n - - lmtp", "anvil unix - - n - 1 anvil", "scache unix - - n - 1 scache",
        "postlog unix-dgram n - n - 1 postlogd",
    ]
}
