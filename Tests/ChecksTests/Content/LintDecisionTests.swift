import Checks
import Findings
import Scenarios
import TemplateLint
import Testing

@Suite("what is decided about lint rules")
struct LintDecisionTests {
    private let message = """
        From: Example <news@example.com>\r
        To: reader@example.net\r
        Subject: A subject of some length that goes on\r
        Date: Mon, 02 Nov 2026 10:00:00 +0000\r
        Message-ID: <1@example.com>\r
        \r
        Dear reader, a letter for you.\r

        """

    @Test("an option changes what a rule looks for, with or without a severity")
    func options() async throws {
        let long = try await LintTrial(
            "{ templates: a.eml, class: transactional, rules: { subject/too-long: { severity: error, length: 30 } } }",
            ["a.eml": message]
        ).outcome()
        #expect(long.findings.contains { $0.rule == "subject/too-long" && $0.severity == .error }, "\(long.findings)")
        let short = try await LintTrial("{ templates: a.eml, class: transactional }", ["a.eml": message]).outcome()
        #expect(!short.findings.contains { $0.rule == "subject/too-long" })
    }

    @Test(
        "what a rule cannot be told is reported at its place",
        arguments: [
            ("{ subject/too-long: { lenght: 30 } }", "scenario/unknown-key", "length"),
            ("{ subject/too-long: { length: 3 } }", "scenario/bad-value", "10 to 200"),
            ("{ subject/too-long: loud }", "scenario/bad-value", "error"),
            ("{ links/broken: error }", "scenario/not-in-this-version", "until"),
            ("{ too-long: error }", "scenario/unknown-rule", "subject/too-long"),
        ])
    func refused(_ rules: String, _ rule: String, _ words: String) throws {
        let trial = try LintTrial(
            "{ templates: a.txt, class: transactional, rules: \(rules) }", ["a.txt": "Hello"])
        let finding = try #require(trial.findings.first)
        #expect(finding.rule.rawValue == rule, "\(finding)")
        #expect("\(finding.remedy ?? "")\(finding.label ?? "")\(finding.message)".contains(words), "\(finding)")
    }

    @Test("a provider's rules are kept")
    func providers() async throws {
        let lint = "templates: a.eml\nclass: marketing\nrules: { headers/one-click-invalid: error }\nprofile: relaxed\n"
        let bulk = message.replacing("Subject:", with: "List-Unsubscribe: <mailto:u@example.com>\r\nSubject:")
        let yahoo = try await LintTrial(lint + "providers: yahoo\n", ["a.eml": bulk]).outcome()
        #expect(!yahoo.findings.contains { $0.rule == "headers/one-click-invalid" })
        let gmail = try await LintTrial(lint + "providers: [yahoo, gmail]\n", ["a.eml": bulk]).outcome()
        #expect(gmail.findings.contains { $0.rule == "headers/one-click-invalid" })
    }

    @Test("a comment with a reason disables a rule, and the case says so")
    func disabled() async throws {
        let page = """
            <!doctype html><html lang=en><title>t</title><body>
            <p>Dear reader, a letter for you and for everybody.</p>
            <!-- mailproof-disable-next-line links/insecure-http -- the old shop has no certificate -->
            <p><a href="http://acme.io/">our shop</a></p>
            </body></html>
            """
        let outcome = try await LintTrial(
            "{ templates: a.html, class: transactional, render: { engine: none }, warnings: 0 }", ["a.html": page]
        ).outcome()
        #expect(!outcome.findings.contains { $0.rule == "links/insecure-http" }, "\(outcome.findings)")
        #expect(
            outcome.output.contains { $0.contains("disabled at") && $0.contains("the old shop") }, "\(outcome.output)")
    }

    @Test("a Stencil template is filled, and a value that is not there is found at its tag")
    func stencil() async throws {
        let page = """
            <!doctype html><html lang=en><title>t</title><body>
            {% for item in items %}<p>Dear {{ item.nmae }}, a letter for you.</p>{% endfor %}
            </body></html>
            """
        let outcome = try await LintTrial(
            "{ templates: a.stencil, class: transactional, render: { engine: stencil, data: d.json } }",
            ["a.stencil": page, "d.json": "{\"items\": [{\"name\": \"Ana\"}]}"]
        ).outcome()
        let finding = try #require(
            outcome.findings.first { $0.rule == "personalization/undefined-variable" }, "\(outcome.findings)")
        #expect(finding.excerpt?.span.line == 2)
    }

    @Test("a Stencil template of another file extends it")
    func inheritance() async throws {
        let outcome = try await LintTrial(
            "{ templates: a.stencil, class: transactional, render: { engine: stencil, data: d.json } }",
            [
                "a.stencil":
                    "{% extends \"base.stencil\" %}{% block body %}<p>Dear {{ name|escape }}, hello to you.</p>{% endblock %}",
                "base.stencil":
                    "<!doctype html><html lang=en><title>t</title><body>{% block body %}{% endblock %}</body></html>",
                "d.json": "{\"name\": \"Ana\"}",
            ]
        ).outcome()
        #expect(outcome.verdict == .passed, "\(outcome.findings)")
    }
}
