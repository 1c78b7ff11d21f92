#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A folder for files of the moment: the system's, or one of our own below it.
package struct TemporaryDirectory: Sendable, Hashable {
    /// Where it is.
    package let path: String

    /// The one that the environment names.
    package static var system: TemporaryDirectory {
        TemporaryDirectory(environmentPath: getenv("TMPDIR").map { String(cString: $0) })
    }

    /// The one that a value of `TMPDIR` names: `/tmp` where it is not set or empty (POSIX.1-2017, XBD §8.3).
    package init(environmentPath: String?) {
        let named = environmentPath ?? ""
        path = named.isEmpty ? "/tmp" : named
    }

    /// Makes a folder in it that nobody but this user can look into (mode 0700); who asks for one removes it.
    ///
    /// - Throws: why it could not be made.
    package init(below parent: TemporaryDirectory = .system) throws(Failure) {
        var template = Array("\(parent.path)/mailproof.XXXXXX".utf8CString)
        // mkdtemp(3): the directory is created with permissions 0700.
        guard mkdtemp(&template) != nil else { throw Failure(path: parent.path, code: errno) }
        path = Self.text(template)
    }

    /// Makes a file in it that this user alone can read and write, and opens it; who asks for one removes and closes it.
    ///
    /// - Throws: why it could not be made.
    package func makeFile() throws(Failure) -> (path: String, descriptor: CInt) {
        while true {
            let file = "\(path)/mailproof.\(UInt64.random(in: .min ... .max))"
            // No program that is started gets to see it, not even one that is started now.
            let descriptor = open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if descriptor >= 0 { return (file, descriptor) }
            guard errno == EEXIST || errno == EINTR else { throw Failure(path: path, code: errno) }
        }
    }

    /// Opens a file in it that has no name, so that it is gone when it is closed, or this process has ended, however.
    ///
    /// - Throws: why it could not be made.
    package func openUnnamedFile() throws(Failure) -> CInt {
        let (path, descriptor) = try makeFile()
        unlink(path)
        return descriptor
    }

    /// Removes it with everything in it, as far as that can be done; links are removed and not followed.
    package func remove() { removeTree(path) }

    private static func text(_ template: [CChar]) -> String {
        String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Why nothing could be made in a folder.
    package struct Failure: Error, Sendable, CustomStringConvertible {
        /// The folder.
        package let path: String
        /// The system's `errno`.
        package let code: CInt

        /// That nothing could be made in a folder, by `errno`.
        package init(path: String, code: CInt) {
            self.path = path
            self.code = code
        }

        /// What the system says, such as `Permission denied`.
        package var reason: String { String(cString: strerror(code)) }
        /// The folder and the reason.
        package var description: String { "nothing can be written to \(path): \(reason)" }
    }
}

/// Removes what is at a path, and before it what is in it.
private func removeTree(_ path: String) {
    // remove(3): a file or a link goes at once, and so does a folder that is empty.
    guard remove(path) != 0, errno == ENOTEMPTY || errno == EEXIST, let stream = opendir(path) else { return }
    var names: [String] = []
    while let entry = readdir(stream) {
        names.append(
            withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: name.pointee)) {
                    String(cString: $0)
                }
            })
    }
    closedir(stream)
    for name in names where name != "." && name != ".." { removeTree("\(path)/\(name)") }
    rmdir(path)
}
