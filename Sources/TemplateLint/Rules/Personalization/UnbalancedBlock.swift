import Findings

/// Every block of a template is closed, once.
///
/// Fires on blocks that are not closed and on closing tags without a block. In a Mustache template the reader of the
/// template says so before anything is linted; in one of a language that is not read any further, this looks at
/// Handlebars (`{{#if}}` … `{{/if}}`), Jinja, Liquid and Twig (`{% if %}` … `{% endif %}`). Engines refuse such templates,
/// or print half of them.
///
/// Left alone: tags that some of the languages close and others do not (`{% set %}`), comments and raw blocks, `<% %>`,
/// and templates of Go, whose blocks all end in `{{end}}`. Source: the manuals of these languages.
///
/// Fires:
/// ```template
/// <p>{% if name %}Hi {{ name }}{% endfor %}</p>
/// ```
///
/// Left alone:
/// ```template
/// {% set x = 1 %}{% if a %}{% elif b %}{% else %}{% endif %}{# {% if %} #}{{#each items}}{{else}}{{/each}}
/// ```
struct UnbalancedBlock: LintRule {
    static let id: RuleID = "personalization/unbalanced-block"
    static let severity = Severity.error
    static let needs = LintNeed.source

    func check(_ mail: LintedMail, into findings: inout FindingSink) {
        guard mail.source == nil, !mail.isFinal else { return }
        for text in [mail.html?.text, mail.plain].compactMap(\.self) {
            var blocks = TemplateBlocks(text)
            for problem in blocks.problems() {
                findings.report(problem.message, label: problem.label, in: text, at: problem.range)
            }
        }
    }
}
