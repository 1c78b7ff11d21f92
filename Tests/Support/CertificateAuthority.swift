import Foundation

/// Certificates for servers on loopback that openssl makes, and the file by which they are trusted.
package struct CertificateAuthority: Sendable {
    private let folder: TemporaryFolder
    private let openssl: Program

    /// The file that a client trusts.
    package var trustedCertificates: String { folder.url.appendingPathComponent("ca.pem").path }

    /// It could not be made.
    struct Failed: Error {
        var words: String
    }

    /// A new authority with its own folder.
    package init(_ openssl: Program) async throws {
        folder = try TemporaryFolder()
        self.openssl = openssl
        try await run(
            ["req", "-x509"] + Self.key + ["-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Test CA"])
    }

    private static let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]

    /// The files of a certificate for 127.0.0.1 and its key.
    package func certificate() async throws -> (certificate: String, key: String) {
        try await run(["req"] + Self.key + ["-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=server"])
        try folder.write("subjectAltName=IP:127.0.0.1\n", to: "extensions")
        try await run(
            ["x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"]
                + ["-days", "2", "-extfile", "extensions", "-out", "server.pem"])
        let paths = ["server.pem", "server.key"].map { folder.url.appendingPathComponent($0).path }
        return (paths[0], paths[1])
    }

    private func run(_ arguments: [String]) async throws {
        let ended = try await openssl.run(arguments, in: folder)
        guard ended.exitCode == 0 else { throw Failed(words: ended.errors) }
    }

    /// Removes everything.
    package func remove() { folder.remove() }
}
