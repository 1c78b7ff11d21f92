package import Findings

/// The scenario files that paths on the command line name.
package struct ScenarioFiles: Sendable {
    /// How many folders are looked into at most, so that a path at the root of a disk ends.
    static let mostFolders = 100_000
    /// The files, each once, sorted by the bytes of their paths.
    package private(set) var files: [String] = []
    /// What could not be looked at, in the order of the paths.
    package private(set) var problems: [Problem] = []

    /// Why a path was not looked at.
    package enum Problem: Sendable, Hashable {
        /// There is nothing at the path.
        case missing(path: String)
        /// It is there and cannot be read, or is neither a file nor a folder.
        case unreadable(path: String, reason: String)

        /// The path.
        package var path: String {
            switch self {
            case .missing(let path), .unreadable(let path, _): path
            }
        }

        /// A finding without a place that says it.
        package var finding: Finding {
            switch self {
            case .missing(let path):
                Finding("scenario/missing-file", .error, "\(path) does not exist", remedy: "correct the path")
            case .unreadable(let path, let reason):
                Finding("scenario/missing-file", .error, "\(path) cannot be read: \(reason)")
            }
        }
    }

    /// Looks for scenario files.
    ///
    /// A file is taken as it is; of a folder, and of those below it, every `.yaml` and `.yml` with a top-level key
    /// `checks`. Folders whose name begins with a dot are left out, and none is entered twice.
    package static func discover(_ paths: [String]) -> ScenarioFiles {
        var result = ScenarioFiles()
        var seen: Set<FileSystem.Identity> = []
        for path in paths {
            guard let (kind, identity) = FileSystem.kind(of: path) else {
                result.problems.append(.missing(path: path))
                continue
            }
            switch kind {
            case .file:
                if seen.insert(identity).inserted { result.files.append(path) }
            case .folder:
                result.search(path, &seen)
            case .other:
                result.problems.append(.unreadable(path: path, reason: "it is neither a file nor a folder"))
            }
        }
        result.files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return result
    }

    private mutating func search(_ root: String, _ seen: inout Set<FileSystem.Identity>) {
        var entered: Set<FileSystem.Identity> = []
        var waiting = [root]
        while let folder = waiting.popLast(), entered.count < Self.mostFolders {
            guard let identity = FileSystem.kind(of: folder)?.identity, entered.insert(identity).inserted else {
                continue
            }
            guard let names = FileSystem.names(in: folder) else {
                problems.append(.unreadable(path: folder, reason: "permission denied"))
                continue
            }
            for name in names where !name.hasPrefix(".") {
                let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
                guard let (kind, identity) = FileSystem.kind(of: path) else { continue }
                if kind == .folder { waiting.append(path) }
                guard kind == .file, name.hasSuffix(".yaml") || name.hasSuffix(".yml"), !seen.contains(identity) else {
                    continue
                }
                switch FileSystem.read(path) {
                case .success(let bytes):
                    guard Self.hasChecks(bytes) else { continue }
                    seen.insert(identity)
                    files.append(path)
                case .failure(let problem):
                    problems.append(.unreadable(path: path, reason: problem.reason))
                }
            }
        }
    }

    /// Whether a YAML text seems to have a top-level key `checks`, told without parsing it.
    static func hasChecks(_ bytes: [UInt8]) -> Bool {
        // A document in flow style begins with a brace, like JSON: any key of it may be at the top.
        if bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }) == UInt8(ascii: "{") {
            return bytes.indices.contains { bytes[$0...].starts(with: "checks".utf8) }
        }
        var lineStart = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while lineStart < bytes.count {
            var rest = bytes[lineStart...]
            if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") { rest.removeFirst() }
            if rest.starts(with: "checks".utf8) {
                rest = rest.dropFirst(6)
                if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                    rest.removeFirst()
                }
                rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
                if rest.first == UInt8(ascii: ":") { return true }
            }
            guard let lineEnd = bytes[lineStart...].firstIndex(of: 0x0A) else { return false }
            lineStart = lineEnd + 1
        }
        return false
    }
}
