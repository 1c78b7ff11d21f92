import Findings
import Support
import TemplateLint
import Testing

@Suite struct UnbalancedBlockTests {
    let trial = RuleTrial("personalization/unbalanced-block")

    @Test(
        "blocks that are not closed, and what closes none, are found",
        arguments: [
            "<p>1️⃣{{#if a}}x</p>", "<p>x1️⃣{{/if}}</p>", "1️⃣{% if a %}<p>", "<p>1️⃣{%- endfor -%}",
            "{% for a in b %}1️⃣{% if a %}{% endfor %}", "{{#each a}}1️⃣{{#if b}}{{/each}}", "<p>1️⃣{% raw %}{% if %}",
            "{{#if a}}x{{/if}}1️⃣{{/if}}", "{% if a %}x1️⃣{% endunless %}{% endif %}",
        ] as [MarkedText])
    func found(_ template: MarkedText) {
        #expect(trial.anyTemplate(template.text).places == template.all)
        #expect(trial.anyTemplate(template.text).severities == [.error])
    }

    @Test(
        "whole blocks, raw blocks, comments and other languages are left alone",
        arguments: [
            "{{#if a}}{{else if b}}{{^}}{{/if}}<p>", "{{~#each a as |b|~}}x{{~/each~}}<p>", "{{^a}}x{{/a}}<p>",
            "{% if a %}{% elsif b %}{% else %}{% endif %}<p>", "{%- for a in b -%}{%- endfor -%}<p>",
            "{% raw %}{% if %}{{#if}}{% endraw %}<p>", "{# {% if %} {{/x}} #}<p>", "{{!-- {{#if}} {{/each}} --}}<p>",
            "{% set a = 1 %}{% include 'x' %}{% block a %}<p>", "{{if .X}}{{range .Y}}{{end}}{{end}}<p>",
            "<% if x { %><% } %><p>", "{{{body}}}{{> footer}}<p>", "{{#if a}}{% if b %}{{/if}}{% endif %}<p>",
        ])
    func spared(_ template: String) {
        let report = trial.anyTemplate(template)
        #expect(report.findings.isEmpty, "\(report.messages)")
    }

    @Test("a Mustache template and a finished mail are not looked at")
    func others() {
        #expect(trial.template("<p>{{#a}}x").findings.isEmpty)
        #expect(trial.html("<p>{{#a}}x").findings.isEmpty)
    }

    @Test("whatever the bytes, each tag is told once at most, in order")
    func mutations() {
        let inputs = [
            "{{#if a}}{{else}}{{/if}}{{!-- {{#x}} --}}", "{% if a %}{# {% #}{% raw %}{% endraw %}{% endif %}",
        ]
        for octets in Mutations(of: inputs, seed: 44) {
            let source = SourceText(file: "a.html", bytes: octets)
            let holes = MaskedTemplate(guessing: source).holes
            var blocks = TemplateBlocks(LintText(source, origin: .whole(source), holes: holes))
            let starts = blocks.problems().map(\.range.lowerBound)
            #expect(starts == Array(Set(starts)).sorted() && starts.count <= holes.count)
        }
    }
}
