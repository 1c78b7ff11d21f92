import Findings
package import Scenarios

/// A program of the user's that a drill runs, with its arguments; no shell stands between.
package struct DrillProgram: Sendable {
    /// The program and its arguments.
    package var words: [Templated]
    /// How long it may take.
    package var timeout: Duration
    /// The folder of the scenario, in which it runs.
    package var folder = ""

    /// A program.
    package init(_ words: [Templated], timeout: Duration) {
        self.words = words
        self.timeout = timeout
    }

    /// The last part of the program's path: the name that it is known by.
    package var name: String { words.first.map { $0.filled([:]).lastPathPart } ?? "" }

    /// The program, references filled in.
    func filled(with references: RuntimeReferences) throws(UnresolvedReference) -> UserProgram {
        var arguments: [String] = []
        for word in words { arguments.append(try word.filled([:], with: references)) }
        return UserProgram(arguments: arguments, folder: folder, timeout: timeout)
    }
}

extension Fields {
    /// Whether a secret is among the arguments of a program, after a finding was added.
    func reportSecretArgument(of words: [Templated]) -> Bool {
        for word in words {
            guard let secret = word.text.names.first(where: { $0.hasPrefix("secrets.") }) else { continue }
            report(
                "drill/secret-argument", "every user of this machine sees the arguments of a program",
                label: "$(\(secret)) would be seen", at: word.place,
                remedy: "let the program read it from the environment variable that holds it")
            return true
        }
        return false
    }
}

extension String {
    /// What stands behind the last slash.
    var lastPathPart: String { String(self[(lastIndex(of: "/").map { index(after: $0) } ?? startIndex)...]) }
}
