#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is replaced as a whole, so that whoever reads it sees the old content or the new, and never half of it.
struct AtomicFile: Sendable {
    /// The file as the user wrote it.
    let path: String
    /// The same with symbolic links followed, so that a link stays one.
    private let target: String
    /// What is written first, in the folder of the target: a rename within one folder is atomic (rename(2)).
    private let temporary: String
    /// Whether it can be replaced; a pipe or a device is written to.
    let isReplaceable: Bool

    /// Makes the folders on the way and tries that a file can be made there.
    init(path: String) throws(ReportError) {
        self.path = path
        do throws(SystemFile.Failure) {
            try SystemFile.makeFolders(for: path)
        } catch {
            throw ReportError(path: path, reason: error.reason)
        }
        target = Self.resolved(path)
        var status = stat()
        let exists = stat(target, &status) == 0
        if exists, status.st_mode & S_IFMT == S_IFDIR { throw ReportError(path: path, reason: "it is a folder") }
        isReplaceable = !exists || status.st_mode & S_IFMT == S_IFREG
        temporary = "\(target).\(getpid()).tmp"
        guard isReplaceable else { return }
        do throws(SystemFile.Failure) {
            close(try SystemFile.create(temporary, flags: O_CREAT | O_TRUNC))
            unlink(temporary)
        } catch {
            throw ReportError(path: path, reason: error.reason)
        }
    }

    /// Replaces the content by what `write` appends.
    func replace(_ write: (inout BufferedOutput) -> Void) throws(ReportError) {
        do throws(SystemFile.Failure) {
            let descriptor = try SystemFile.create(
                isReplaceable ? temporary : target, flags: isReplaceable ? O_CREAT | O_TRUNC : 0)
            var output = BufferedOutput(to: descriptor)
            write(&output)
            output.flush()
            var failure = output.failure
            // A full disk may speak up as late as here.
            if close(descriptor) != 0, failure == nil { failure = SystemFile.Failure(code: errno) }
            if let failure {
                if isReplaceable { unlink(temporary) }
                throw failure
            }
            if isReplaceable, rename(temporary, target) != 0 {
                let failure = SystemFile.Failure(code: errno)
                unlink(temporary)
                throw failure
            }
        } catch {
            throw ReportError(path: path, reason: error.reason)
        }
    }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
