import Findings

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
    init(pem: String, in folder: TemporaryDirectory = .system) throws(LabError) {
        let descriptor: CInt
        do throws(TemporaryDirectory.Failure) {
            (path, descriptor) = try folder.makeFile()
        } catch {
            throw Self.unwritten(error)
        }
        defer { close(descriptor) }
        fchmod(descriptor, 0o644)
        let bytes = Array(pem.utf8)
        // Less than a block: it is written whole or not at all.
        guard write(descriptor, bytes, bytes.count) == bytes.count else {
            let failure = TemporaryDirectory.Failure(path: folder.path, code: errno)
            remove()
            throw Self.unwritten(failure)
        }
    }

    /// Removes it; doing it again does nothing.
    func remove() { unlink(path) }

    private static func unwritten(_ failure: TemporaryDirectory.Failure) -> LabError {
        LabError(
            code: .noCertificate,
            message: "the certificate of the lab's authority cannot be written to \(failure.path): \(failure.reason)",
            remedy: "set TMPDIR to a folder that can be written to")
    }
}
