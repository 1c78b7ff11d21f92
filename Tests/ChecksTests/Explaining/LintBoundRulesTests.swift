import Checks
import Findings
import Testing

@Suite struct LintBoundRulesTests {
    @Test(
        "what lint adds to the findings of its rules is explained",
        arguments: [
            "lint/errors", "lint/warnings", "lint/score", "lint/spamassassin", "lint/rspamd",
            "lint/spamassassin-unreachable", "lint/rspamd-unreachable", "template/render-failed",
            "template/not-rendered",
        ])
    func explained(_ rule: String) throws {
        let text = try #require(RuleExplanations.text(for: RuleID(rawValue: rule)))
        #expect(text.split(separator: "\n").first?.hasSuffix(".") == true)
    }
}
