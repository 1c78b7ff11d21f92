/// Every kind of check and section that a scenario may use.
package struct Catalog: Sendable {
    /// The kinds of checks, in the order of the manual.
    package var checks: [any CheckKind.Type]
    /// The kinds of sections, in the order of the manual.
    package var sections: [any SectionKind.Type]
    /// Keys of checks that the format knows and this version does not have.
    package var notInThisVersion: Set<String>
    /// Keys of sections that the format knows and this version does not have.
    package var plannedSections: Set<String>

    /// A catalog.
    package init(
        checks: [any CheckKind.Type], sections: [any SectionKind.Type], notInThisVersion: Set<String> = [],
        plannedSections: Set<String> = []
    ) {
        self.checks = checks
        self.sections = sections
        self.notInThisVersion = notInThisVersion
        self.plannedSections = plannedSections
    }
}
