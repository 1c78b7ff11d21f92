#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An absolute path without `.` and `..`, so that two ways to write one place are equal; links are not followed.
struct LexicalPath: Sendable, Hashable {
    private let components: [String]

    private init(components: [String]) {
        self.components = components
    }

    /// A path as from where the program was started.
    init(_ path: String) {
        self = Self.current.appending(path)
    }

    /// The path.
    var text: String { "/" + components.joined(separator: "/") }

    /// The last name of it; empty for the root.
    var name: String { components.last ?? "" }

    /// The folder that it lies in.
    var folder: LexicalPath { LexicalPath(components: components.dropLast()) }

    /// What a path means from this folder.
    func appending(_ path: String) -> LexicalPath {
        var result = path.hasPrefix("/") ? [] : components
        for component in path.split(separator: "/") {
            switch component {
            case ".": break
            case "..": _ = result.popLast()
            default: result.append(String(component))
            }
        }
        return LexicalPath(components: result)
    }

    /// How it is written as from a folder.
    func relative(to folder: LexicalPath) -> String {
        let common = zip(components, folder.components).prefix { $0 == $1 }.count
        let up = repeatElement("..", count: folder.components.count - common)
        return (up + components.dropFirst(common)).joined(separator: "/")
    }

    /// The folder that the program was started in.
    private static let current: LexicalPath = {
        let root = LexicalPath(components: [])
        guard let folder = getcwd(nil, 0) else { return root }
        // getcwd(3): allocated where no buffer is given, and to be freed.
        defer { free(folder) }
        return root.appending(String(cString: folder))
    }()
}
