package import Findings
import TemplateLint

/// What is written about rules, for `mailproof explain`.
package enum RuleExplanations {
    /// The rules that have an explanation here, sorted.
    package static var rules: [RuleID] {
        (LintRules.all.map { $0.id } + records.keys).sorted()
    }

    /// What a rule is about, why, and where that is from; nil for a rule that is not known here.
    package static func text(for rule: RuleID) -> String? {
        if let text = records[rule] { return text }
        guard let found = LintRules.all.first(where: { $0.id == rule }) else { return nil }
        return found.documentation.isEmpty ? nil : found.documentation
    }

    /// The rules about DNS records and where they come from.
    private static let records = [
        SPFRules.documentation, ParkedRules.documentation, DKIMRules.documentation, DMARCRules.documentation,
        DNSRules.documentation, LintBoundRules.documentation,
    ].reduce(into: [RuleID: String]()) { $0.merge($1) { first, _ in first } }
}
