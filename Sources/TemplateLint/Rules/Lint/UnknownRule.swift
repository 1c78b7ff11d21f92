import Findings

/// A comment that disables a rule names one that there is.
///
/// Fires on `mailproof-disable`, `mailproof-disable-next-line`, `mailproof-disable-file` and `mailproof-enable` with the
/// name of a rule that is not known, or without a name: such a comment does nothing, and whoever wrote it believes that
/// it does. Names of rules of a later version are known.
///
/// Fires:
/// ```html
/// <!-- mailproof-disable-next-line links/insecure-htpp -- the intranet has no certificate -->
/// <a href="http://example.org/">Example</a>
/// ```
///
/// Left alone:
/// ```html
/// <!-- mailproof-disable-next-line links/insecure-http -- the intranet has no certificate -->
/// <a href="http://example.org/">Example</a>
/// ```
struct UnknownRule: LintRule {
    static let id: RuleID = "lint/unknown-rule"
    static let severity = Severity.warning
    static let needs = LintNeed.source

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let (file, directives) = findings.control.written else { return }
        for directive in directives {
            if directive.names.isEmpty {
                let place = file.place(atByte: directive.range.lowerBound, length: directive.range.count)
                findings.report(
                    "name the rule behind mailproof-\(directive.reach.rawValue)", label: "no rule",
                    at: place.excerpt)
            }
            for name in directive.names where !LintRules.isKnown(name.rule) {
                let place = file.place(atByte: name.range.lowerBound, length: name.range.count)
                findings.report(
                    LintRules.nearest(to: name.rule.rawValue).map { "replace \(name.rule) with \($0)" }
                        ?? "name a rule that there is in place of \(name.rule)",
                    label: "no such rule", at: place.excerpt)
            }
        }
    }
}
