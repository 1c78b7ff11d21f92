public import Findings

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where the files come from that a zone file names in `$INCLUDE`.
public struct ZoneIncludes: Sendable {
    private let read: @Sendable (String) -> SourceText?

    /// Includes that `read` finds; its path is relative to the zone file's folder, has no `..`, and never leaves it.
    public init(_ read: @escaping @Sendable (String) -> SourceText?) {
        self.read = read
    }

    /// No files.
    public static let none = ZoneIncludes { _ in nil }

    /// The files in and below the folder of a file; a symbolic link that leads out of it is not followed.
    public static func folder(ofFile path: String) -> ZoneIncludes {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        return ZoneIncludes { relative in
            guard let root = realPath(folder.isEmpty ? "." : folder), let target = realPath(folder + relative),
                target.hasPrefix(root == "/" ? "/" : root + "/")
            else { return nil }
            return RegularFile.contents(of: target, shownAs: folder + relative)
        }
    }

    func callAsFunction(_ path: String) -> SourceText? {
        read(path)
    }

    /// The path from the zone file's folder to `path`, which stands in the file at `includer`, itself named from that
    /// folder; nil where it would leave the folder.
    static func resolve(_ path: String, from includer: String) -> String? {
        guard !path.hasPrefix("/"), !path.isEmpty, !path.utf8.contains(0) else { return nil }
        var parts = includer.split(separator: "/").dropLast().map(String.init)
        for part in path.split(separator: "/") {
            switch part {
            case ".": continue
            case "..":
                guard parts.popLast() != nil else { return nil }
            default: parts.append(String(part))
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }

    private static func realPath(_ path: String) -> String? {
        // realpath(3) with NULL: a string that the caller frees.
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}
