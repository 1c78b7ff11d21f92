import Foundation
import Glibc
import Support
import Synchronization

/// `openssl s_server` with a little mail server behind its standard streams; it takes one connection.
final class OpenSSLServer: Sendable {
    /// Where it listens.
    let port: Int
    private let process: ChildProcess
    private let front: ScriptedServer?
    private let heard = Mutex<[String]>([])

    /// What the client said within TLS, line by line.
    var commands: [String] { heard.withLock(\.self) }

    /// Starts it and waits until it listens.
    ///
    /// - Parameters:
    ///   - startTLS: whether TLS begins with STARTTLS rather than with the first byte.
    ///   - arguments: further ones for s_server.
    init(
        _ openssl: Program, _ certificates: TestCertificates, certificate: String, startTLS: Bool = true,
        arguments: [String] = []
    ) async throws {
        let inner = Int(try RunningProgram.freePort())
        let (input, output) = (Pipe(), Pipe())
        // s_server knows no STARTTLS: what is said before it is said by a script, which then passes all bytes on.
        front =
            startTLS
            ? try ScriptedServer { peer in
                peer.say("220 mx\r\n")
                while let command = peer.line(), command != "STARTTLS" { peer.say("250-mx\r\n250 STARTTLS\r\n") }
                peer.say("220 go ahead\r\n")
                peer.pass(to: inner)
            } : nil
        port = front?.port ?? inner
        process = try ChildProcess(
            openssl.path,
            [
                "s_server", "-accept", "127.0.0.1:\(inner)", "-naccept", "1", "-cert",
                certificates.certificate(certificate), "-key", certificates.key(certificate),
            ] + arguments, input: input.fileHandleForReading.fileDescriptor,
            output: output.fileHandleForWriting.fileDescriptor)
        // Its ends: what it prints ends when it does.
        try input.fileHandleForReading.close()
        try output.fileHandleForWriting.close()
        let (listens, listening) = AsyncStream.makeStream(of: Void.self)
        Thread.detachNewThread { [self] in
            serve(input.fileHandleForWriting, output.fileHandleForReading, startTLS) { listening.yield() }
            listening.finish()
        }
        for await _ in listens { break }
    }

    /// Reads what s_server prints, which is what the client says among much else, and answers.
    private func serve(_ input: FileHandle, _ output: FileHandle, _ startTLS: Bool, _ listening: () -> Void) {
        // What is written to a program that has ended is lost, and no reason to end as well.
        signal(SIGPIPE, SIG_IGN)
        func say(_ text: String) { try? input.write(contentsOf: Data(text.utf8)) }
        var buffer: [UInt8] = []
        var isMessage = false
        var lines: [String] = []
        while true {
            while lines.isEmpty {
                let chunk = output.availableData
                guard !chunk.isEmpty else { return }
                buffer += chunk
                guard let end = buffer.lastIndex(of: 0x0A) else { continue }
                lines = buffer[..<end].split(separator: 0x0A, omittingEmptySubsequences: false).reversed().map {
                    String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self)
                }
                buffer.removeFirst(end + 1)
            }
            let line = lines.removeLast()
            if line == "ACCEPT" { listening() }
            if line.hasPrefix("CIPHER is"), !startTLS { say("220 mx\r\n") }
            if isMessage {
                isMessage = line != "."
                if !isMessage { say("250 queued\r\n") }
                continue
            }
            guard let verb = line.split(separator: " ").first,
                ["EHLO", "MAIL", "RCPT", "DATA", "QUIT", "AUTH"].contains(verb)
            else { continue }
            heard.withLock { $0.append(line) }
            switch verb {
            case "EHLO": say("250-mx\r\n250-AUTH PLAIN\r\n250 PIPELINING\r\n")
            case "AUTH": say("535 5.7.8 no\r\n")
            case "DATA":
                say("354 go on\r\n")
                isMessage = true
            case "QUIT": say("221 bye\r\n")
            default: say("250 ok\r\n")
            }
        }
    }

    /// Ends it by its process id.
    func stop() {
        front?.stop()
        process.send(SIGTERM)
        process.waitUntilEnded()
    }
}
