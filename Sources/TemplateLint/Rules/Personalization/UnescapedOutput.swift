import Findings

/// Values are escaped where they are printed into HTML.
///
/// Fires on `{{{name}}}` and `{{&name}}` in HTML templates: whatever is in the value becomes markup, so that a customer
/// named `<b>` changes the mail, and one who means harm writes links into it. Where the value is HTML that you made,
/// ignore the rule for the template.
///
/// Left alone: templates of plain text, in which nothing need be escaped. Source: Mustache specification,
/// "interpolation"; OWASP, "Cross Site Scripting Prevention".
///
/// Fires:
/// ```mustache
/// <p>Hi {{{name}}}</p>
/// ```
///
/// Left alone:
/// ```mustache
/// <p>Hi {{name}} {{! not {{{name}}} }}</p>
/// ```
struct UnescapedOutput: LintRule {
    static let id: RuleID = "personalization/unescaped-output"
    static let severity = Severity.warning
    static let needs = LintNeed.source

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard let template = mail.template, mail.html != nil else { return }
        for tag in template.tags where tag.kind == .unescapedVariable {
            findings.report(
                "escape the value: write {{\(tag.name)}}", label: "not escaped", at: template.excerpt(of: tag))
        }
    }
}
