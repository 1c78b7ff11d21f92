import Foundation
import Support

/// Certificates that `openssl` makes for one test, in a folder of its own.
struct TestCertificates {
    private let folder: TemporaryFolder
    private let openssl: Program

    /// An authority, and certificates that it signed: `good`, `expired`, `other` (another name), `client`; `self` and
    /// `stranger` are signed by themselves.
    init(_ openssl: Program) async throws {
        self.openssl = openssl
        folder = try TemporaryFolder()
        try await selfSigned("ca", "basicConstraints=critical,CA:TRUE")
        try await selfSigned("stranger", "basicConstraints=critical,CA:TRUE")
        try await selfSigned("self", "subjectAltName=IP:127.0.0.1")
        try await signed("good", "IP:127.0.0.1", days: 30)
        try await signed("expired", "IP:127.0.0.1", days: -1)
        try await signed("other", "DNS:other.example", days: 30)
        try await signed("client", "DNS:client.example", days: 30)
        try await run([
            "pkcs8", "-topk8", "-in", key("client"), "-out", key("locked"), "-passout", "pass:\(Self.keyPassword)",
        ])
    }

    /// The certificate of a name, in PEM.
    func certificate(_ name: String) -> String { folder.url.appendingPathComponent("\(name).pem").path }

    /// What the key `locked` is encrypted with; it is that of `client`.
    static let keyPassword = "open sesame"

    /// Its key.
    func key(_ name: String) -> String { folder.url.appendingPathComponent("\(name).key").path }

    /// Removes all of them.
    func remove() { folder.remove() }

    private let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]

    private func selfSigned(_ name: String, _ extensions: String) async throws {
        try await run(
            ["req", "-x509"] + newKey + [
                "-keyout", key(name), "-out", certificate(name), "-subj", "/CN=\(name)", "-days", "30", "-addext",
                extensions,
            ])
    }

    private func signed(_ name: String, _ subjects: String, days: Int) async throws {
        let request = folder.url.appendingPathComponent("\(name).csr").path
        try await run(
            ["req"] + newKey + [
                "-keyout", key(name), "-out", request, "-subj", "/CN=\(name)", "-addext", "subjectAltName=\(subjects)",
            ])
        try await run([
            "x509", "-req", "-in", request, "-CA", certificate("ca"), "-CAkey", key("ca"), "-out", certificate(name),
            "-days", String(days), "-copy_extensions", "copy",
        ])
    }

    private func run(_ arguments: [String]) async throws {
        let ended = try await openssl.run(arguments, in: folder)
        guard ended.exitCode == 0 else { throw Failure(said: ended.errors) }
    }

    struct Failure: Error {
        var said: String
    }
}
