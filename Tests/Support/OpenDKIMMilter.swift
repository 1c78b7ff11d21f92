import Foundation

/// OpenDKIM as a milter that signs or verifies what a Postfix takes.
package struct OpenDKIMMilter: Sendable {
    private let program: RunningProgram
    /// The port of 127.0.0.1 that it listens on.
    package let port: UInt16

    /// What it does.
    package enum Mode: Sendable {
        /// Signs for a domain with the selector `s1` and a private key in PEM.
        case signs(domain: String, key: String)
        /// Verifies, and writes Authentication-Results with this name; keys by their names in DNS.
        case verifies(authserv: String, keys: [String: String])
    }

    /// Where CI runs, a missing program is a failure and not a reason to skip.
    package static var isExpected: Bool { Program.isExpected("opendkim") }

    /// Starts it; it does not yet listen.
    package init(_ opendkim: Program, _ mode: Mode) throws {
        program = try RunningProgram()
        port = try RunningProgram.freePort()
        let folder = program.folder
        var lines = ["Socket inet:\(port)@127.0.0.1", "Syslog no", "RequireSafeKeys no", "PidFile none"]
        switch mode {
        case .signs(let domain, let key):
            let file = try folder.write(key, to: "key.pem")
            lines += ["Mode s", "Domain \(domain)", "Selector s1", "KeyFile \(file.path)"]
        case .verifies(let authserv, let keys):
            let file = try folder.write(keys.map { "\($0.key) \($0.value)\n" }.joined(), to: "keys")
            // Clients on loopback are strangers here, whose mail is verified.
            let hosts = try folder.write("192.0.2.1\n", to: "hosts")
            lines += [
                "Mode v", "AuthservID \(authserv)", "AlwaysAddARHeader yes", "TestPublicKeys \(file.path)",
                "InternalHosts \(hosts.path)",
            ]
        }
        let file = try folder.write(lines.joined(separator: "\n") + "\n", to: "opendkim.conf")
        try program.start(opendkim.path, ["-f", "-x", file.path])
    }

    /// Waits until it listens.
    package func waitUntilReady() async throws {
        try await program.wait(every: .milliseconds(50)) { LoopbackSocket.isListening(port) }
    }

    /// Ends it by its process id, and removes its folder.
    package func stop() async { await program.stop() }
}
