import Findings
import TemplateLint
import Testing

@Suite struct LintOptionTests {
    private func option(_ rule: String, _ name: String) throws -> LintOption {
        let rule = try #require(LintRules.all.first { $0.id.rawValue == rule })
        return try #require(rule.options.first { $0.name == name })
    }

    @Test("a value of the right kind changes what the rule does")
    func put() throws {
        var settings = LintSettings()
        try option("subject/too-long", "length").put(.integer(20), into: &settings)
        try option("links/non-production-host", "hosts").put(.texts(["staging.acme.io"]), into: &settings)
        try option("compliance/postal-address-missing", "address").put(.text("1 Main St"), into: &settings)
        try option("size/gmail-clip", "addedBytes").put(.integer(5000), into: &settings)
        #expect(settings.subjectLength == 20)
        #expect(settings.nonProductionHosts == ["staging.acme.io"])
        #expect(settings.postalAddress == "1 Main St")
        #expect(settings.addedBytes == 5000)
        let trial = RuleTrial("subject/too-long", settings: settings)
        #expect(
            trial.message("Subject: twenty-one characters\n\nx").messages == [
                "shorten the subject to 20 characters, the telling ones first"
            ])
    }

    @Test("what a sender must say and does not want to say can be told")
    func words() throws {
        var settings = LintSettings()
        try option("text/spam-phrase", "phrases").put(.texts(["cheap"]), into: &settings)
        try option("text/spam-phrase", "common").put(.boolean(true), into: &settings)
        try option("compliance/sender-identity-missing", "names").put(.texts(["ACME GmbH"]), into: &settings)
        let unwanted = RuleTrial("text/spam-phrase", settings: settings).text("A cheap thing: act now!")
        #expect(unwanted.findings.count == 2)
        let sender = RuleTrial("compliance/sender-identity-missing", settings: settings)
        #expect(sender.text("From Acme").findings.count == 1)
        #expect(sender.text("From ACME GmbH").findings.isEmpty)
    }

    @Test(
        "a value of another kind or out of bounds is refused with what to write",
        arguments: [
            ("subject/too-long", "length", LintOption.Value.integer(5), "write a whole number from 10 to 200"),
            ("subject/too-long", "length", .text("70"), "write a whole number from 10 to 200"),
            ("size/gmail-clip", "addedBytes", .integer(-1), "write a number of bytes"),
            ("compliance/postal-address-missing", "address", .text(""), "write a text that is not empty"),
            ("links/text-href-mismatch", "trackingHosts", .texts([""]), "write a list of texts, none of them empty"),
        ])
    func refused(rule: String, name: String, value: LintOption.Value, message: String) throws {
        var settings = LintSettings()
        let option = try option(rule, name)
        let refusal = #expect(throws: LintOption.Refusal.self) { try option.put(value, into: &settings) }
        #expect(refusal?.message == message)
    }

    @Test("every option says what it is for, under a name of its own")
    func documented() {
        for rule in LintRules.all {
            #expect(rule.options.allSatisfy { $0.help.hasSuffix(".") && !$0.name.isEmpty })
            #expect(Set(rule.options.map(\.name)).count == rule.options.count)
        }
    }
}
