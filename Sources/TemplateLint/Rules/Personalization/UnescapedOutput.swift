import Findings

/// Values are escaped where they are printed into HTML.
///
/// Fires on `{{{name}}}` and `{{&name}}` in HTML templates: whatever is in the value becomes markup, so that a customer
/// named `<b>` changes the mail, and one who means harm writes links into it. Stencil escapes nothing and has no filter for it: there it fires on each value that is printed
/// without `|escape` or `|e`, which your program registers. Where the value is HTML that you made,
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
        guard let source = mail.source, mail.html != nil else { return }
        for tag in source.unescaped {
            let place = source.text.place(atByte: tag.range.lowerBound, length: tag.range.count)
            findings.report(
                "escape the value: write \(tag.escaped)", label: "not escaped", at: place.excerpt,
                remedy: tag.isStencil ? "register a filter of that name in your program: Stencil has none" : nil)
        }
    }
}
