public import Findings

/// What a kind may use while its rows are made: the files beside the scenario, the other sections, and a place for
/// what is wrong.
///
/// Not Sendable: one file is loaded by one task.
package final class Loading {
    /// The folder of the scenario file, as the user would write it; empty for the current one.
    package let directory: String
    /// What is wrong so far.
    package private(set) var findings: [Finding] = []
    private var sections: [ObjectIdentifier: any Sendable] = [:]
    private var texts: [String: SourceText] = [:]

    /// Loading of a scenario in a folder.
    package init(directory: String) {
        self.directory = directory
    }

    /// Adds a finding: the scenario is invalid.
    package func report(_ finding: Finding) {
        findings.append(finding)
    }

    /// Adds an error at a place.
    package func report(
        _ rule: RuleID, _ message: String, label: String? = nil, at place: Place, remedy: String? = nil,
        notes: [Finding.Note] = []
    ) {
        report(Finding(rule, .error, message, label: label, at: place.excerpt, remedy: remedy, notes: notes))
    }

    /// The loaded specification of another section of the same scenario; nil where it has none.
    package func specification<Kind: SectionKind>(of kind: Kind.Type) -> Kind.Specification? {
        sections[ObjectIdentifier(kind)] as? Kind.Specification
    }

    func provide<Kind: SectionKind>(_ specification: Kind.Specification, of kind: Kind.Type) {
        sections[ObjectIdentifier(kind)] = specification
    }
}
