public import Findings

/// Decodes the nodes of one scenario: fills in what is known at load, and collects what is wrong.
///
/// Not Sendable: one file is decoded by one task.
package final class Decoding {
    /// What is wrong so far, in the order it was found.
    package private(set) var findings: [Finding] = []
    /// The values of `vars.…`, `env.…` and, within a check, `matrix.…`.
    var loadReferences: [String: Node]
    /// The names that a run will know: `lab.smtp.mx.url`, `run.id`, `secrets.NAME`.
    var runtimeNames: Set<String>
    private var localNames: Set<String> = []

    /// Decoding with the references that are known.
    package init(loadReferences: [String: Node] = [:], runtimeNames: Set<String> = []) {
        self.loadReferences = loadReferences
        self.runtimeNames = runtimeNames
    }

    /// Adds a finding.
    package func report(_ finding: Finding) {
        findings.append(finding)
    }

    /// Adds an error at a place.
    package func report(
        _ rule: RuleID, _ message: String, label: String? = nil, at place: Place, remedy: String? = nil
    ) {
        report(Finding(rule, .error, message, label: label, at: place.excerpt, remedy: remedy))
    }

    /// Runs `body` with more local references known.
    func withLocals<Result>(_ names: [String], _ body: () -> Result) -> Result {
        let outer = localNames
        localNames.formUnion(names)
        defer { localNames = outer }
        return body()
    }
}
