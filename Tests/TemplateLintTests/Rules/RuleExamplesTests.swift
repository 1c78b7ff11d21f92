import Findings
import Support
import TemplateLint
import Testing

@Suite struct RuleExamplesTests {
    private static let examples = LintRules.all.flatMap(RuleExample.examples)

    @Test("every rule shows what it fires on, and what it leaves alone though it looks alike")
    func each() {
        for rule in LintRules.all {
            let examples = RuleExample.examples(of: rule)
            #expect(examples.contains { $0.fires }, "\(rule.id) has no example that fires")
            #expect(examples.contains { !$0.fires }, "\(rule.id) has no example that it leaves alone")
        }
    }

    @Test("an example in a rule's documentation is as it says", arguments: examples)
    func holds(example: RuleExample) throws {
        let trial = RuleTrial(example.rule, example.mailClass, settings: .example)
        let parts = example.text.split(separator: "\n---\n", maxSplits: 1)
        let report: LintReport
        switch example.kind {
        case "html": report = trial.html(example.text)
        case "text": report = trial.text(example.text)
        case "template": report = trial.anyTemplate(example.text)
        case "eml": report = trial.message(example.text)
        case "mustache" where parts.count == 2:
            report = try trial.rendered(String(parts[0]) + "\n", try #require(TemplateValue(json: String(parts[1]))))
        case "mustache": report = trial.template(example.text)
        case "stencil" where parts.count == 2:
            report = try trial.stencil(String(parts[0]) + "\n", try #require(TemplateValue(json: String(parts[1]))))
        case "stencil": report = trial.stencil(example.text)
        default:
            Issue.record("an example is html, text, eml, mustache, stencil or template, not \(example.kind)")
            return
        }
        #expect(report.skipped.isEmpty)
        #expect(report.findings.isEmpty == !example.fires, "\(report.findings.map(\.message))")
    }
}
