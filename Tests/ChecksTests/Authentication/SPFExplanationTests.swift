import Checks
import Findings
import MailAuth
import Testing

struct SPFExplanationTests {
    @Test(
        "every rule about SPF, parked domains and logos is explained",
        arguments: SPFReview.rules + ["spf/parked", "mx/parked", "bimi/not-shown"])
    func explained(_ rule: RuleID) throws {
        let text = try #require(RuleExplanations.text(for: rule))
        let first = try #require(text.split(separator: "\n").first)
        #expect(first.hasSuffix("."), "the first line is a sentence: \(first)")
        #expect(RuleExplanations.rules.contains(rule))
    }
}
