package import Findings
package import Scenarios

/// The cases of a run, chosen and in order, before anything is started.
package struct Plan: Sendable {
    /// The files that have a case to run, in the order in which they were loaded.
    package var suites: [Suite]
    /// What the run's policy grants while it runs.
    package var grants = PolicyGrants()

    /// A file and those of its cases that were chosen.
    package struct Suite: Sendable {
        /// The whole scenario.
        package var scenario: Scenario
        /// The chosen cases, in file order.
        package var cases: [Case]
    }

    /// One chosen case.
    package struct Case: Sendable {
        /// The number of its check in the scenario.
        package var check: Int
        /// The number of the case in its check.
        package var row: Int
        /// Why it is not run, where a permission is missing and `--skip-unallowed` lets it be skipped.
        package var skipped: CaseOutcome?
    }

    /// How many cases there are.
    package var caseCount: Int {
        suites.reduce(0) { $0 + $1.cases.count }
    }

    /// The plan as reports are told it.
    package var descriptions: [RunEvent.SuiteDescription] {
        suites.map { suite in
            RunEvent.SuiteDescription(
                name: suite.scenario.name, file: suite.scenario.file,
                cases: suite.cases.map { one in
                    let check = suite.scenario.checks[one.check]
                    return RunEvent.CaseDescription(
                        name: check.cases[one.row].name, span: check.place.span, tags: check.tags, kind: check.kind)
                })
        }
    }
}

/// Why nothing is started.
package enum PlanRefusal: Error, Sendable {
    /// Something is needed that the run does not allow: exit code 64.
    case notAllowed([Finding])
    /// No case is selected: exit code 3.
    case nothingSelected(Finding)
}
