import Checks
import Findings
import Scenarios
import Testing

@Suite("a program that renders templates", .timeLimit(.minutes(10)))
struct RenderCommandTests {
    private let page =
        "<!doctype html><html lang=en><title>t</title><body><p>Dear NAME, a letter for you and yours.</p></body></html>"

    private func trial(_ command: String, data: String = "", files: [String: String] = [:]) throws -> LintTrial {
        try LintTrial(
            "{ templates: [t/a.mjml], class: transactional, render: { command: \(command)\(data) } }",
            ["t/a.mjml": page, "d.yaml": "name: Ana\nsums: [1.50, true]\n"].merging(files) { $1 })
    }

    @Test("what it prints is linted, and it gets the template's path last")
    func prints() async throws {
        let outcome = try await trial("[sh, -c, 'sed s/NAME/null/ \"$0\"']").outcome()
        #expect(outcome.verdict == .failed)
        #expect(outcome.findings.first?.rule == "personalization/literal-null")
        #expect(try await trial("[cat]").outcome().verdict == .passed)
    }

    @Test("a reference puts the path elsewhere")
    func reference() async throws {
        #expect(try await trial("[sh, -c, 'cat t/$1.mjml', x, $(template.stem)]").outcome().verdict == .passed)
    }

    @Test("it gets the data as JSON on standard input")
    func data() async throws {
        let script = "read -r line; test \"$line\" = '{\"name\":\"Ana\",\"sums\":[1.50,true]}' && cat \"$0\""
        let outcome = try await LintTrial(
            """
            templates: [t/a.mjml]
            class: transactional
            render:
              data: d.yaml
              command:
                - sh
                - -c
                - >-
                  \(script)
            """, ["t/a.mjml": page, "d.yaml": "name: Ana\nsums: [1.50, true]\n"]
        ).outcome()
        #expect(outcome.verdict == .passed, "\(outcome.findings)")
    }

    @Test("without data it gets the template on standard input")
    func template() async throws {
        #expect(try await trial("[sh, -c, 'cat']").outcome().verdict == .passed)
    }

    @Test("a program that fails is told with what it complained of")
    func fails() async throws {
        let outcome = try await trial("[sh, -c, 'echo line 3: no such tag >&2; exit 2']").outcome()
        #expect(outcome.verdict == .failed)
        let finding = try #require(outcome.findings.first)
        #expect(finding.rule == "template/render-failed")
        #expect(finding.notes.map(\.text) == ["sh says: line 3: no such tag"])
        #expect(finding.excerpt?.span.line == 1)
    }

    @Test("a program that never ends is undetermined, and ended with all that it started")
    func endless() async throws {
        let began = ContinuousClock.now
        let outcome = try await trial("[sh, -c, 'sleep 300 & trap : TERM; while :; do sleep 60; done'], timeout: 300ms")
            .outcome()
        #expect(outcome.verdict == .undetermined)
        #expect(outcome.type == "mailproof.timeout")
        #expect(began.duration(to: .now) < .seconds(20))
    }

    @Test("a program that is not there is undetermined")
    func missing() async throws {
        let outcome = try await trial("[no-such-program-here]").outcome()
        #expect(outcome.verdict == .undetermined)
        #expect(outcome.findings.first?.message.contains("there is no program no-such-program-here") == true)
    }

    @Test("a program that prints without end is stopped")
    func flood() async throws {
        let outcome = try await trial("[sh, -c, 'yes']").outcome()
        #expect(outcome.verdict == .failed)
        #expect(outcome.findings.first?.message.contains("prints more than 8 MiB") == true)
    }

    @Test("a program that prints nothing renders nothing")
    func nothing() async throws {
        #expect(try await trial("['true']").outcome().findings.first?.rule == "template/render-failed")
    }

    @Test("to run a program wants leave")
    func need() throws {
        #expect(try trial("[cat]").needs.map(\.permission) == [.exec])
    }
}
