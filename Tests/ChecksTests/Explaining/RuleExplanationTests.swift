import Checks
import Findings
import MailAuth
import Testing

struct RuleExplanationTests {
    private static let rules =
        DKIMKeyLint.rules + DKIMSignatureRule.allCases.map(\.id) + DMARCRecordLint.rules + [
            "dkim/long-name", "dmarc/no-suffix-list",
        ]

    @Test("every rule about keys, signatures and policies is explained, with what it is from", arguments: rules)
    func explained(_ rule: RuleID) throws {
        let text = try #require(RuleExplanations.text(for: rule))
        #expect(text.contains("RFC") || text.contains("discovery: tree_walk"))
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // A sentence, an empty line, and what to do.
        #expect(lines.first?.hasSuffix(".") == true || lines.dropFirst().first?.isEmpty == false)
        #expect(lines.contains("") && lines.allSatisfy { $0.count <= 120 })
    }

    @Test("nothing is explained under these names that no rule says")
    func known() {
        let explained = RuleExplanations.rules.filter { ["dkim", "dmarc"].contains(String($0.group)) }
        #expect(Set(explained) == Set(Self.rules))
    }
}
