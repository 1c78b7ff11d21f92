/// A pattern of paths: `templates/**/*.mustache`.
///
/// `*` and `?` stand for characters of one name, `**` for any number of folders, `[a-z]` and `[!a-z]` for one
/// character of a set, `{a,b}` for alternatives. A name that begins with a dot is matched only where the pattern
/// writes the dot.
package struct Glob: Sendable {
    /// How many alternatives `{…}` may make of one pattern.
    static let mostAlternatives = 256
    /// How many folders are looked into at most, so that a pattern at the root of a disk ends.
    static let mostFolders = 100_000
    private let alternatives: [[[Unicode.Scalar]]]
    private let isAbsolute: Bool

    /// The pattern that a text writes.
    package init(_ pattern: String) {
        isAbsolute = pattern.hasPrefix("/")
        alternatives = Self.expanded(Array(pattern.unicodeScalars)).map { scalars in
            scalars.split(separator: "/").map(Array.init).filter { $0 != ["."] }
        }
    }

    /// The paths of the files that match, sorted by their bytes, relative to `folder` (absolute ones stay so).
    package func matches(in folder: String) -> [String] {
        var found: Set<String> = []
        var budget = Self.mostFolders
        for parts in alternatives {
            collect(parts[...], at: isAbsolute ? "/" : "", below: isAbsolute ? "" : folder, into: &found, &budget)
        }
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private func collect(
        _ parts: ArraySlice<[Unicode.Scalar]>, at path: String, below folder: String, into found: inout Set<String>,
        _ budget: inout Int, entered: [FileSystem.Identity] = []
    ) {
        guard let part = parts.first, budget > 0 else { return }
        let rest = parts.dropFirst()
        let full = Self.joined(folder, path)
        if part == ["*", "*"] {
            // `**` stands for no folder, or for one and then itself again.
            collect(rest.isEmpty ? [["*"]] : rest, at: path, below: folder, into: &found, &budget, entered: entered)
            budget -= 1
            guard let here = FileSystem.kind(of: full.isEmpty ? "." : full), here.kind == .folder,
                !entered.contains(here.identity)
            else { return }
            for name in FileSystem.names(in: full) ?? [] where !name.hasPrefix(".") {
                let next = Self.joined(path, name)
                if FileSystem.kind(of: Self.joined(folder, next))?.kind == .folder {
                    collect(
                        parts, at: next, below: folder, into: &found, &budget, entered: entered + [here.identity])
                }
            }
            return
        }
        var names: [String] = []
        if part.contains(where: { $0 == "*" || $0 == "?" || $0 == "[" }) {
            budget -= 1
            names = (FileSystem.names(in: full) ?? []).filter { name in
                (part.first == "." || !name.hasPrefix(".")) && Self.matches(Array(name.unicodeScalars), part)
            }
        } else {
            var name = String.UnicodeScalarView()
            name.append(contentsOf: part)
            names = [String(name)]
        }
        for name in names {
            let next = Self.joined(path, name)
            let kind = FileSystem.kind(of: Self.joined(folder, next))?.kind
            if rest.isEmpty, kind == .file { found.insert(next) }
            if !rest.isEmpty, kind == .folder {
                collect(rest, at: next, below: folder, into: &found, &budget, entered: entered)
            }
        }
    }

    /// Whether a name is what a pattern of one name says.
    ///
    /// It goes back to the last star only, so it never explodes.
    private static func matches(_ name: [Unicode.Scalar], _ pattern: [Unicode.Scalar]) -> Bool {
        var at = 0
        var patternAt = 0
        var star: (pattern: Int, name: Int)?
        while at < name.count {
            if patternAt < pattern.count, pattern[patternAt] == "*" {
                star = (patternAt, at)
                patternAt += 1
            } else if let length = matchOne(name[at], pattern[min(patternAt, pattern.count)...]) {
                at += 1
                patternAt += length
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                at = last.name + 1
                patternAt = last.pattern + 1
            } else {
                return false
            }
        }
        return pattern[min(patternAt, pattern.count)...].allSatisfy { $0 == "*" }
    }

    /// How much of the pattern one character uses up; nil where it does not match.
    private static func matchOne(_ scalar: Unicode.Scalar, _ pattern: ArraySlice<Unicode.Scalar>) -> Int? {
        guard let first = pattern.first else { return nil }
        if first == "?" { return 1 }
        guard first == "[", let end = pattern.dropFirst(2).firstIndex(of: "]") else { return first == scalar ? 1 : nil }
        var set = pattern[(pattern.startIndex + 1)..<end]
        let isNegated = set.first == "!" || set.first == "^"
        if isNegated { set = set.dropFirst() }
        var isMember = false
        while let low = set.first {
            set = set.dropFirst()
            var high = low
            if set.first == "-", let last = set.dropFirst().first {
                high = last
                set = set.dropFirst(2)
            }
            if low.value <= scalar.value, scalar.value <= high.value { isMember = true }
        }
        return isMember == isNegated ? nil : end - pattern.startIndex + 1
    }

    /// The patterns that `{a,b}` stands for.
    private static func expanded(_ pattern: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
        var done: [[Unicode.Scalar]] = []
        var waiting = [pattern]
        while let next = waiting.popLast() {
            guard done.count + waiting.count < mostAlternatives, let open = next.lastIndex(of: "{"),
                let close = next[open...].firstIndex(of: "}")
            else {
                done.append(next)
                continue
            }
            for choice in next[(open + 1)..<close].split(separator: ",", omittingEmptySubsequences: false) {
                waiting.append(Array(next[..<open]) + Array(choice) + Array(next[(close + 1)...]))
            }
        }
        return done
    }

    private static func joined(_ folder: String, _ name: String) -> String {
        if folder.isEmpty || name.isEmpty { return folder + name }
        return folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }
}
