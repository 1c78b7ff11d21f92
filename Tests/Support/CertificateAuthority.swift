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
        try await certificate("server", days: "2")
    }

    /// The files of a certificate that is no longer valid, and its key.
    package func expiredCertificate() async throws -> (certificate: String, key: String) {
        // openssl-x509(1): with fewer than no days it ends before it begins.
        try await certificate("expired", days: "-1")
    }

    private func certificate(_ name: String, days: String) async throws -> (certificate: String, key: String) {
        try await run(["req"] + Self.key + ["-keyout", "\(name).key", "-out", "\(name).csr", "-subj", "/CN=server"])
        try folder.write("subjectAltName=IP:127.0.0.1\n", to: "extensions")
        try await run(
            ["x509", "-req", "-in", "\(name).csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"]
                + ["-days", days, "-extfile", "extensions", "-out", "\(name).pem"])
        let paths = ["\(name).pem", "\(name).key"].map { folder.url.appendingPathComponent($0).path }
        return (paths[0], paths[1])
    }

    private func run(_ arguments: [String]) async throws {
        let ended = try await openssl.run(arguments, in: folder)
        guard ended.exitCode == 0 else { throw Failed(words: ended.errors) }
    }

    /// Removes everything.
    package func remove() { folder.remove() }
}
