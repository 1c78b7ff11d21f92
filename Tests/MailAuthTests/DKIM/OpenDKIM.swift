import DNS
import Foundation
import MailAuth
import Support

/// OpenDKIM in its test mode: it reads a message from a file and says what the filter would have done with it.
struct OpenDKIM: ~Copyable {
    private let program: Program
    private let folder: TemporaryFolder

    init(_ program: Program) throws {
        self.program = program
        folder = try TemporaryFolder()
    }

    deinit { folder.remove() }

    /// Whether it says that a signature of a message is valid; a key record for `s1._domainkey.example.com`.
    func verifies(_ message: [UInt8], key: String) async throws -> Bool {
        try folder.write("s1._domainkey.example.com \(key)\n", to: "keys")
        let result = try await evaluate(message, "Mode v\nTestPublicKeys \(folder.url.path)/keys\n")
        return result.contains("dkim=pass")
    }

    /// The message with the signature that it makes.
    func signed(_ message: [UInt8], pem: String, algorithm: String, canonicalization: String) async throws -> [UInt8] {
        try folder.write(pem, to: "key.pem")
        let result = try await evaluate(
            message,
            """
            Mode s
            Domain example.com
            Selector s1
            KeyFile \(folder.url.path)/key.pem
            RequireSafeKeys no
            Canonicalization \(canonicalization)
            SignatureAlgorithm \(algorithm)

            """)
        guard let start = result.firstRange(of: "hname='DKIM-Signature' hvalue='"),
            let end = result[start.upperBound...].firstIndex(of: "'")
        else { throw Silent(output: result) }
        let value = result[start.upperBound..<end].replacing("\n", with: "\r\n")
        return Array("DKIM-Signature: \(value)\r\n".utf8) + message
    }

    private func evaluate(_ message: [UInt8], _ configuration: String) async throws -> String {
        try Data(message).write(to: folder.url.appendingPathComponent("message.eml"))
        let file = try folder.write(configuration + "Socket inet:0@localhost\nSyslog no\n", to: "opendkim.conf")
        return try await program.run(["-x", file.path, "-vv", "-t", "message.eml"], in: folder).output
    }

    /// It made no signature.
    struct Silent: Error {
        var output: String
    }
}
