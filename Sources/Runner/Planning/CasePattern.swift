/// `--case GLOB`: `*` stands for any text, `?` for one character; everything else, brackets too, for itself.
package struct CasePattern: Sendable, Hashable {
    /// The pattern as it was written.
    package let text: String
    private let pattern: [Unicode.Scalar]

    /// The pattern that a text writes.
    package init(_ text: String) {
        self.text = text
        pattern = Array(text.unicodeScalars)
    }

    /// Whether the whole of a name matches.
    ///
    /// It goes back to the last star only, so it never explodes.
    package func matches(_ name: String) -> Bool {
        let name = Array(name.unicodeScalars)
        var at = 0
        var patternAt = 0
        var star: (pattern: Int, name: Int)?
        while at < name.count {
            if patternAt < pattern.count, pattern[patternAt] == "*" {
                star = (patternAt, at)
                patternAt += 1
            } else if patternAt < pattern.count, pattern[patternAt] == "?" || pattern[patternAt] == name[at] {
                at += 1
                patternAt += 1
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                at = last.name + 1
                patternAt = last.pattern + 1
            } else {
                return false
            }
        }
        return pattern[patternAt...].allSatisfy { $0 == "*" }
    }
}
