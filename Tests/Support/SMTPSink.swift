import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Postfix's smtp-sink: a mail server that takes everything, or refuses some commands, and keeps each message in a file.
package struct SMTPSink: Sendable {
    private let program: RunningProgram
    /// The port of 127.0.0.1 that it listens on.
    package let port: UInt16

    /// A port on which nothing listens yet.
    package static func freePort() throws -> UInt16 { try RunningProgram.freePort() }

    /// Starts it; it does not yet listen.
    ///
    /// - Parameters:
    ///   - options: `-r .` to defer every message, `-f rcpt` to refuse every recipient.
    package init(_ sink: Program, port: UInt16, options: [String] = []) throws {
        program = try RunningProgram()
        self.port = port
        let root = program.folder.url
        let manager = FileManager.default
        try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: root.path)
        let folder = root.appending(path: "messages")
        try manager.createDirectory(at: folder, withIntermediateDirectories: true)
        // Started by root, it becomes another user.
        try manager.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path)
        try program.start(
            sink.path,
            (geteuid() == 0 ? ["-u", "postfix"] : []) + options
                + ["-h", "sink.example", "-d", "\(folder.path)/m", "127.0.0.1:\(port)", "100"])
    }

    /// Waits until it listens.
    package func waitUntilReady() async throws {
        try await program.wait(every: .milliseconds(20)) { LoopbackSocket.isListening(port) }
    }

    /// The messages that came, in no order, each with its envelope as fields of its own: `X-Rcpt-Args: <ana@example.org>`.
    package func messages() throws -> [String] {
        let folder = program.folder.url.appending(path: "messages")
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).map {
            String(decoding: try Data(contentsOf: $0), as: UTF8.self).replacing("\r\n", with: "\n")
        }
    }

    /// Ends it by its process id, and removes its folder.
    package func stop() async { await program.stop() }
}
