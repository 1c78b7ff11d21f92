import DNS
package import Findings
import MailAuth
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
        return paths.map { path in
            var narrowed = specification
            narrowed.subject = LintSubject(path, specification: specification, loading: loading)
            return Row(path.text, at: path.place, narrowed)
        }
    }

    package static func run(_ row: Row<LintSpecification>, in context: CheckContext) async -> CaseOutcome {
        guard let subject = row.specification.subject else {
            // The scenario is invalid then, and nothing runs.
            return .skipped("the template could not be read")
        }
        let specification = row.specification
        let linter = Linter(specification.mailClass, policy: specification.policy, settings: settings)
        let report =
            switch subject {
            case .mustache(let source): linter.lint(template: source)
            case .template(let text): linter.lint(template: text)
            case .rendered(let rendered, let source): linter.lint(rendered, of: source)
            case .final(let text): linter.lint(final: text)
            case .message(let text): linter.lint(message: text)
            }
        return LintOutcome(report, of: row).outcome
    }

    /// What the rules are told: who owns a domain, by the public suffix list.
    static var settings: LintSettings {
        var settings = LintSettings()
        if let suffixes = PublicSuffixes() {
            settings.registrableDomain = { host in
                DomainName(host).flatMap { suffixes.registrableDomain(of: $0) }?.description
            }
        }
        return settings
    }
}
