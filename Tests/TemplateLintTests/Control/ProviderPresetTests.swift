import Findings
import TemplateLint
import Testing

@Suite struct ProviderPresetTests {
    private func severity(_ rule: RuleID, of message: String, _ policy: LintPolicy) -> Severity? {
        let text = SourceText(file: "a.eml", text: message.replacing("\n", with: "\r\n"))
        return Linter(.marketing, policy: policy).lint(message: text).findings.first { $0.rule == rule }?.severity
    }

    private let mailto = "From: a@b.io\nSubject: x\nList-Unsubscribe: <mailto:leave@b.io>\n\nHello\n"
    private let none = "From: a@b.io\nSubject: x\n\nHello\n"

    @Test("a preset knows the rules that it names")
    func names() {
        for preset in ProviderPreset.all {
            #expect(preset.levels.keys.allSatisfy(LintRules.isKnown), "\(preset.name)")
            #expect(ProviderPreset(named: preset.name) == preset)
        }
        #expect(ProviderPreset(named: "aol") == nil)
    }

    @Test("an address by mail will do for Yahoo, and not where Gmail is asked too")
    func mailtoUnsubscribe() {
        let rule: RuleID = "headers/one-click-invalid"
        #expect(severity(rule, of: mailto, LintPolicy()) == .error)
        #expect(severity(rule, of: mailto, LintPolicy(presets: [.yahoo])) == nil)
        #expect(severity(rule, of: mailto, LintPolicy(presets: [.yahoo, .gmail])) == .error)
    }

    @Test("a preset raises a rule over the profile, never lowers it, and yields to the user")
    func levels() {
        let rule: RuleID = "headers/list-unsubscribe-missing"
        #expect(severity(rule, of: none, LintPolicy(profile: .relaxed, presets: [.gmail])) == .error)
        #expect(severity(rule, of: none, LintPolicy(profile: .strict, presets: [.outlook])) == .error)
        #expect(severity(rule, of: none, LintPolicy(levels: [rule: .info], presets: [.gmail])) == .info)
    }
}
