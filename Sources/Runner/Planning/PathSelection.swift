/// A `PATH` of the command line, which may end in the line of a check: `Scenarios/auth.yaml:14`.
package struct PathSelection: Sendable, Hashable {
    /// The file or folder.
    package var path: String
    /// The line whose check, or row, is selected; nil for all of them.
    package var line: Int?

    /// Reads an argument; one that exists as it stands is no line.
    package init(parsing argument: String, exists: (String) -> Bool) {
        path = argument
        guard !exists(argument), let colon = argument.lastIndex(of: ":"), colon > argument.startIndex,
            let line = Int(argument[argument.index(after: colon)...]), line > 0
        else { return }
        path = String(argument[..<colon])
        self.line = line
    }

    /// A path, and a line of it.
    package init(path: String, line: Int? = nil) {
        self.path = path
        self.line = line
    }
}
