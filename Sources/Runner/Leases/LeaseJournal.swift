#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The folder in which leases are written down, one file each, so that what a run that was killed has left behind can be
/// found and undone.
package struct LeaseJournal: Sendable {
    /// Where it is.
    package let folder: String

    /// What the names of records end in.
    private static let suffix = ".lease"

    /// A journal in a folder, which is made when it is needed.
    package init(folder: String) {
        self.folder = folder
    }

    /// The journal of a user: in `MAILPROOF_STATE`, else where the XDG Base Directory Specification (0.8) has state.
    ///
    /// nil where the environment names neither, nor a home.
    package init?(environment: (String) -> String?) {
        func path(_ name: String) -> String? {
            // "If an implementation encounters a relative path in any of these variables it should ignore it."
            environment(name).flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        if let state = environment("MAILPROOF_STATE"), !state.isEmpty {
            folder = state + "/leases"
        } else if let state = path("XDG_STATE_HOME") {
            folder = state + "/mailproof/leases"
        } else if let home = path("HOME") {
            folder = home + "/.local/state/mailproof/leases"
        } else {
            return nil
        }
    }

    /// Writes a record down; returns its name.
    func add(_ record: LeaseRecord) throws(LeaseFile.Failure) -> String {
        try makeFolder()
        let name = "\(record.run)-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        try LeaseFile.create(path(name), holding: record.json, in: folder)
        return name
    }

    /// The file of a record; nil where it is gone.
    func file(_ name: String) throws(LeaseFile.Failure) -> LeaseFile? { try LeaseFile(at: path(name)) }

    /// Where a record is.
    func path(_ name: String) -> String { "\(folder)/\(name)\(Self.suffix)" }

    /// The names of all records in order; none where nothing was ever written down.
    func names() throws(LeaseFile.Failure) -> [String] {
        guard let stream = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw .last
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(Self.suffix), name.first != "." { names.append(String(name.dropLast(Self.suffix.count))) }
        }
        return names.sorted()
    }

    /// Makes the folder, for this user alone: what stands in it is run.
    private func makeFolder() throws(LeaseFile.Failure) {
        var path = folder.hasPrefix("/") ? "" : "."
        for part in folder.split(separator: "/") {
            path += "/" + part
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .last }
        }
        var status = stat()
        guard stat(folder, &status) == 0 else { throw .last }
        guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
            throw LeaseFile.Failure(reason: "it is not a folder that this user alone may write to")
        }
    }
}
