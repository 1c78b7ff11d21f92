package import Findings
package import Scenarios
import TemplateLint

/// Lints templates and messages; each file is a row.
package enum LintCheck: CheckKind {
    package static let key = "lint"
    package static let summary = "Templates and messages hold nothing that readers, mail programs or filters object to."
    package static let isolation = Isolation.looks

    package static func subject(_ specification: LintSpecification) -> String {
        specification.templates.values.map(\.text).joined(separator: " ")
    }

    package static func rows(_ specification: LintSpecification, loading: Loading) -> [Row<LintSpecification>] {
        var known: Set<String> = []
        let paths = specification.templates.values.flatMap { loading.glob($0) }.filter {
            known.insert($0.text).inserted
        }
        var specification = specification
        specification.known = specification.baseline.flatMap { KnownFindings($0, loading: loading) }
        return paths.map { path in
            var narrowed = specification
            narrowed.file = LintFile(path, specification: specification, loading: loading)
            return Row(path.text, at: path.place, narrowed)
        }
    }

    package static func run(_ row: Row<LintSpecification>, in context: CheckContext) async -> CaseOutcome {
        guard let file = row.specification.file else {
            // The scenario is invalid then, and nothing runs.
            return .skipped("the template could not be read")
        }
        do throws(LintFile.Changed) {
            return await LintRun(row, try file.subject(row.specification)).outcome()
        } catch {
            return .undetermined(error.findings, type: "mailproof.file")
        }
    }

    package static func needs(_ specification: LintSpecification) -> [Need] {
        var needs = specification.engines.compactMap(\.need)
        // A program may do anything, on this machine and beyond.
        if let command = specification.render?.command { needs.append(Need(.exec, host: nil, at: command.place)) }
        return needs
    }
}
