#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The certificate of a lab's authority in a file, for clients that want the name of one.
struct TrustedCertificatesFile: Sendable {
    /// Where it is.
    let path: String

    /// Writes a new file into the folder for temporary ones; everybody may read it, for it is no secret.
    init(pem: String) throws(LabError) {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var name = Array("\(folder)/mailproof-ca-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw Self.unwritten(folder, errno) }
        defer { close(descriptor) }
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        fchmod(descriptor, 0o644)
        let bytes = Array(pem.utf8)
        // Less than a block: it is written whole or not at all.
        guard write(descriptor, bytes, bytes.count) == bytes.count else {
            let code = errno
            remove()
            throw Self.unwritten(folder, code)
        }
    }

    /// Removes it; doing it again does nothing.
    func remove() { unlink(path) }

    private static func unwritten(_ folder: String, _ code: Int32) -> LabError {
        LabError(
            code: .noCertificate,
            message: "the certificate of the lab's authority cannot be written to \(folder): "
                + String(cString: strerror(code)),
            remedy: "set TMPDIR to a folder that can be written to")
    }
}
