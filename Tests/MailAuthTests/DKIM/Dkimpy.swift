import Foundation
import Support

/// dkimpy, the library of Debian's python3-dkim, driven by a few lines of Python.
struct Dkimpy: ~Copyable {
    private let python: Program
    private let folder: TemporaryFolder

    /// Nil where it is not installed.
    init?() throws {
        guard let python = Program("python3"), Dkimpy.isInstalled else { return nil }
        self.python = python
        folder = try TemporaryFolder()
    }

    deinit { folder.remove() }

    /// Where Debian puts it; the interpreter in PATH may be another one, which knows nothing of it.
    static var isInstalled: Bool {
        FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/dkim/__init__.py")
    }

    /// Where CI runs, a missing program is a failure and not a reason to skip.
    static var isExpected: Bool {
        isInstalled || ProcessInfo.processInfo.environment["CI"] == "true"
    }

    private static let head = """
        import base64, sys
        sys.path.insert(0, "/usr/lib/python3/dist-packages")
        import dkim
        message = open("message.eml", "rb").read()

        """

    /// Whether it says that the first signature of a message is valid.
    func verifies(_ message: [UInt8], key: String) async throws -> Bool {
        try Data(message).write(to: folder.url.appendingPathComponent("message.eml"))
        try folder.write(key, to: "key.txt")
        let script =
            Dkimpy.head + """
                key = open("key.txt", "rb").read()
                print(dkim.verify(message, dnsfunc=lambda name, timeout=5: key))
                """
        return try await run(script).trimmingCharacters(in: .whitespacesAndNewlines) == "True"
    }

    /// The message with the signature that it makes.
    func signed(_ message: [UInt8], pem: String, algorithm: String, header: String, body: String) async throws
        -> [UInt8]
    {
        try Data(message).write(to: folder.url.appendingPathComponent("message.eml"))
        try folder.write(pem, to: "key.pem")
        let script =
            Dkimpy.head + """
                key = open("key.pem", "rb").read()
                if "\(algorithm)" == "ed25519-sha256":
                    # It takes the 32 octets alone, which stand last in PKCS #8 (RFC 8410 section 7).
                    key = base64.b64encode(base64.b64decode(b"".join(key.splitlines()[1:-1]))[-32:])
                field = dkim.sign(message, b"s1", b"example.com", key, signature_algorithm=b"\(algorithm)",
                    canonicalize=(b"\(header)", b"\(body)"))
                open("signed.eml", "wb").write(field + message)
                """
        _ = try await run(script)
        return Array(try Data(contentsOf: folder.url.appendingPathComponent("signed.eml")))
    }

    private func run(_ script: String) async throws -> String {
        let file = try folder.write(script, to: "script.py")
        let ended = try await python.run([file.path], in: folder)
        guard ended.exitCode == 0 else { throw Failed(errors: ended.errors) }
        return ended.output
    }

    /// The script ended in an exception.
    struct Failed: Error {
        var errors: String
    }
}
