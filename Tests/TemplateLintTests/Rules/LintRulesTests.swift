import Findings
import TemplateLint
import Testing

@Suite struct LintRulesTests {
    @Test("every rule has a name of its own in a group, and a documentation")
    func catalogue() {
        let ids = LintRules.all.map { $0.id.rawValue }
        #expect(Set(ids).count == ids.count)
        for rule in LintRules.all {
            #expect(rule.id.rawValue.split(separator: "/").count == 2)
            #expect(!rule.documentation.isEmpty, "\(rule.id)")
            #expect(!rule.classes.isEmpty)
        }
    }

    @Test("a rule that is there is not planned any more")
    func planned() {
        #expect(LintRules.all.allSatisfy { !LintRules.planned.contains($0.id.rawValue) })
    }

    @Test("each group has two rules")
    func groups() {
        let groups = Dictionary(grouping: LintRules.all) { String($0.id.group) }
        #expect(groups.count == 13)
        #expect(groups.allSatisfy { $0.value.count >= 2 }, "\(groups.filter { $0.value.count < 2 }.keys)")
    }

    @Test("a misspelt name finds the one that was meant")
    func nearest() {
        #expect(LintRules.nearest(to: "links/insecure-htpp") == "links/insecure-http")
        #expect(LintRules.nearest(to: "gmail-clip") == "size/gmail-clip")
        #expect(LintRules.nearest(to: "nothing/like-this-at-all") == nil)
    }
}
