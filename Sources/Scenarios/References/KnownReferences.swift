import Findings

/// The references that the values of a file may use.
package struct KnownReferences: Sendable {
    /// The values of `vars.…`, `env.…` and, within a check, `matrix.…`.
    var loadValues: [String: Node] = [:]
    /// The names that a run will know: `lab.smtp.mx.url`, `run.id`, `secrets.NAME`.
    var runtimeNames: Set<String> = ["run.id", "run.seed"]
    /// Names whose declaration is wrong and was reported: their use is not reported once more.
    var brokenNames: Set<String> = []
    /// The sections that the file has, so that an unknown `lab.…` can be told from a missing `lab`.
    var sectionKeys: Set<String> = []
    /// The sections that there may be.
    var possibleSectionKeys: Set<String> = []

    /// The references of every file: `run.id` and `run.seed`.
    package init() {}

    /// References with values at load and names at run, besides those of every file.
    package init(loadValues: [String: Node], runtimeNames: Set<String>) {
        self.loadValues = loadValues
        self.runtimeNames.formUnion(runtimeNames)
    }
}

/// The scopes of references whose values are known at load.
enum LoadScope: String, CaseIterable {
    case vars, env, matrix

    /// The scope of a reference's name; nil where it is known only later, or nowhere.
    init?(of name: String) {
        guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
        switch name[..<dot] {
        case "vars": self = .vars
        case "env": self = .env
        case "matrix": self = .matrix
        default: return nil
        }
    }
}
