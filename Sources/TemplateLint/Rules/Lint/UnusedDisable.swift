import Findings

/// A comment that disables a rule is removed when there is nothing to disable any more.
///
/// Fires on a rule in `mailproof-disable…` that found nothing where the comment reaches, and on `mailproof-enable` where
/// the rule was not disabled. Such a comment hides the next finding that comes to stand there. A rule that cannot look at
/// this file at all (it needs a whole message, or is for mail of another kind) is left alone.
///
/// Fires:
/// ```html
/// <!-- mailproof-disable-next-line links/insecure-http -- the intranet has no certificate -->
/// <a href="https://example.org/">Example</a>
/// ```
///
/// Left alone:
/// ```html
/// <!-- mailproof-disable-file headers/one-click-invalid -- the platform adds the field -->
/// <a href="https://example.org/">Example</a>
/// ```
struct UnusedDisable: LintRule {
    static let id: RuleID = "lint/unused-disable"
    static let severity = Severity.warning
    static let needs = LintNeed.source

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let (file, _) = findings.control.written else { return }
        let idle = findings.idle
        for name in findings.control.unused where LintRules.rule(name.rule) != nil && !idle.contains(name.rule) {
            let place = file.place(atByte: name.range.lowerBound, length: name.range.count)
            findings.report(
                "remove \(name.rule) from this comment", label: "nothing to disable", at: place.excerpt)
        }
    }
}
