import Findings
import Scenarios
import Testing

@Suite("References at load")
struct ReferenceTests {
    private func probed(
        _ specification: String, above: String = "", environment: [String: String] = [:],
        variables: [String: String] = [:]
    ) async throws -> [String] {
        let scenario = try scenario(probe(specification, above: above), environment: environment, variables: variables)
        var references = RuntimeReferences()
        references["run.id"] = "r1"
        let context = CheckContext(
            resources: Resources(), references: references, run: RunIdentity(id: "r1", seed: 1), caseName: "c",
            deadline: .now, cleanups: Cleanups())
        return try await #require(scenario.checks.first?.cases.first).run(context).output
    }

    @Test("vars and env fill texts and stand for whole values")
    func loadScopes() async throws {
        let above = "vars: { d: example.com, list: [a, b], n: 3, map: { name: x } }\nenv: [SUB]\n"
        #expect(
            try await probed("{ domain: $(env.SUB).$(vars.d) }", above: above, environment: ["SUB": "www"]) == [
                "www.example.com"
            ])
        let hosts = try scenario(
            probe("{ domain: d, hosts: $(vars.list), number: $(vars.n), items: [$(vars.map)] }", above: above),
            environment: ["SUB": ""])
        #expect(hosts.caseNames == ["probe d [a]", "probe d [b]"])
    }

    @Test("a whole reference keeps the type of its value; quotes belong to the value")
    func types() {
        expectFindings(
            probe("{ domain: d, number: ⟦$(vars.n)⟧ }", above: "vars: { n: \"3\" }\n"),
            [Expected("expected a whole number, found a quoted text", "remove the quotes")])
    }

    @Test("keys of a mapping are reached with dots")
    func dots() async throws {
        #expect(
            try await probed("{ domain: \"$(vars.a.b.c)\" }", above: "vars: { a: { b: { c: deep } } }\n") == ["deep"])
        expectFindings(
            probe("{ domain: ⟦$(vars.a.x)⟧ }", above: "vars: { a: { b: 1 } }\n"),
            [Expected("the variable a is not declared", "did you mean $(vars.a)?")])
    }

    @Test("a variable may use those above it")
    func chain() async throws {
        #expect(try await probed("{ domain: $(vars.b) }", above: "vars: { a: x, b: $(vars.a).y }\n") == ["x.y"])
        expectFindings(
            probe("{ domain: $(vars.b) }", above: "vars: { b: ⟦$(vars.a)⟧, a: x }\n"),
            [
                Expected(
                    "the variable a is not declared above this one",
                    "move its declaration up; a variable may use those above it")
            ])
        expectFindings(
            probe("{ domain: $(vars.a) }", above: "vars: { a: \"x⟦$(vars.a)⟧\" }\n"),
            [Expected("the variable a is not declared above this one")])
    }

    @Test("$$( is the text $(, also within a variable")
    func escape() async throws {
        #expect(try await probed("{ domain: $$(x) }") == ["$(x)"])
        #expect(try await probed("{ domain: $(vars.a)! }", above: "vars: { a: $$(run.id) }\n") == ["$(run.id)!"])
    }

    @Test("values from outside the file hold no references")
    func outside() async throws {
        #expect(
            try await probed("{ domain: $(env.A) }", above: "env: [A]\n", environment: ["A": "$(vars.x) $$(y)"]) == [
                "$(vars.x) $$(y)"
            ])
        #expect(
            try await probed("{ domain: $(vars.a) }", above: "vars: { a: 1 }\n", variables: ["a": "$(run.id)"]) == [
                "$(run.id)"
            ])
    }

    @Test("--var replaces a variable")
    func variables() async throws {
        #expect(
            try await probed(
                "{ domain: $(vars.a) }", above: "vars: { a: one, b: $(vars.a) }\n",
                variables: ["a": "two", "other": "x"]) == ["two"])
        #expect(load(probe("{ domain: d }", above: "vars: { a: 1, b: 2 }\n")).declaredVariables == ["a", "b"])
    }

    @Test("references known at run are left for it, and only where they may be")
    func runtime() async throws {
        #expect(try await probed("{ domain: d, via: \"x-$(run.id)\" }") == ["d", "x-r1"])
        #expect(
            try await probed("{ domain: d, via: $(vars.v) }", above: "vars: { v: y-$(run.id) }\n") == ["d", "y-r1"])
        expectFindings(
            probe("{ domain: ⟦$(run.id)⟧ }"),
            [
                Expected(
                    "$(run.id) is known only when the run starts, and this value is needed before",
                    "write the value itself, or use vars or env")
            ])
    }

    @Test("a value that is missing at run says why")
    func missing() async throws {
        let text = probe("{ domain: d, via: $(secrets.P) }", above: "secrets: { P: { env: PASSWORD } }\n")
        let scenario = try scenario(text)
        #expect(scenario.secrets.map(\.environmentVariable) == ["PASSWORD"])
        var references = RuntimeReferences()
        references.explainMissing("secrets.P", "set the environment variable PASSWORD")
        let context = CheckContext(
            resources: Resources(), references: references, run: RunIdentity(id: "r", seed: 1), caseName: "c",
            deadline: .now, cleanups: Cleanups())
        let output = try await #require(scenario.checks.first?.cases.first).run(context).output
        #expect(output == ["d", "set the environment variable PASSWORD"])
    }

    @Test("what a key declares itself is known there and nowhere else")
    func locals() throws {
        _ = try scenario(probe("{ domain: d, path: \"x/$(template.stem).json\" }"))
        expectFindings(
            probe("{ domain: ⟦$(template.stem)⟧ }"),
            [Expected("$(template.stem) is not known here", "write $$( for the text $(")])
        expectFindings(
            probe("{ domain: d, path: \"x/⟦$(template.stern)⟧\" }"),
            [Expected("$(template.stern) is not known here", "did you mean $(template.stem)?")])
    }

    @Test("an unknown reference says how to declare it, at its place in the text")
    func unknown() {
        expectFindings(
            probe("{ domain: \"a.⟦$(vars.domian)⟧\" }", above: "vars: { domain: x }\n"),
            [Expected("the variable domian is not declared", "did you mean $(vars.domain)?")])
        expectFindings(
            probe("{ domain: ⟦$(vars.x)⟧ }"), [Expected("the variable x is not declared", "declare it: vars: { x: … }")]
        )
        expectFindings(
            probe("{ domain: ⟦$(env.HOME)⟧ }"),
            [Expected("the environment variable HOME is not declared", "declare it: env: [HOME]")],
            environment: ["HOME": "/"])
        expectFindings(
            probe("{ domain: d, via: ⟦$(secrets.X)⟧ }"),
            [Expected("the secret X is not declared", "declare it: secrets: { X: { env: X } }")])
        expectFindings(
            probe("{ domain: ⟦$(matrix.x)⟧ }"),
            [Expected("the matrix has no x", "give the check a matrix; its rows are known in its kind alone")])
        expectFindings(
            probe("{ domain: d, via: ⟦$(stage.a.url)⟧ }"),
            [
                Expected(
                    "$(stage.a.url) needs a section stage, and the file has none", "add stage: at the top of the file")
            ])
    }

    @Test("a reference that is not closed")
    func unclosed() {
        expectFindings(
            probe("{ domain: \"x⟦$(⟧vars.a\" }"),
            [Expected("$( is not closed", "close it, or write $$( for the text $(")])
    }

    @Test("references cannot be part of a key")
    func keys() {
        expectFindings(
            probe("{ domain: d, labels: { ⟦$(vars.a)⟧: x } }", above: "vars: { a: b }\n"),
            [Expected("a key cannot hold a reference", "write the key itself; references stand in values")])
        expectFindings(
            probe("{ domain: d, ⟦$(vars.a)⟧: x }", above: "vars: { a: b }\n"),
            [Expected("a key cannot hold a reference")])
    }

    @Test("a list in a text, and a text that grows without end")
    func shapes() {
        expectFindings(
            probe("{ domain: \"x⟦$(vars.l)⟧\" }", above: "vars: { l: [1] }\n"),
            [Expected("expected a text in $(vars.l), found a list")])
        var vars = "vars:\n  v0: xxxxxxxxxx\n"
        for level in 1...40 { vars += "  v\(level): $(vars.v\(level - 1))$(vars.v\(level - 1))\n" }
        let findings = load(probe("{ domain: $(vars.v40) }", above: vars)).findings
        #expect(findings.map(\.message) == ["the text grows beyond 1 MiB by its references"])
    }

    @Test("lists of references to lists of references end")
    func listsOfLists() {
        var vars = "vars:\n  v0: [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            let reference = "$(vars.v\(level - 1))"
            vars += "  v\(level): [\(Array(repeating: reference, count: 10).joined(separator: ", "))]\n"
        }
        let findings = load(probe("{ domain: d, items: $(vars.v12) }", above: vars)).findings
        #expect(!findings.isEmpty)
    }

    @Test("a declared environment variable that is not set")
    func unset() {
        expectFindings(
            probe("{ domain: $(env.RELEASE) }", above: "env: [⟦RELEASE⟧]\n"),
            [
                Expected(
                    "the environment variable RELEASE is not set", "set RELEASE, or remove it here and where it is used"
                )
            ])
    }

    @Test("a declaration that is wrong is reported once, not at every use")
    func broken() {
        expectFindings(
            probe(
                "{ domain: $(vars.a), via: $(secrets.S), hosts: [$(env.X)] }",
                above: "vars: ⟦5⟧\nenv: ⟦X⟧\nsecrets: { S: ⟦X⟧ }\n"),
            [
                Expected("expected a mapping, found a single value"),
                Expected("expected a list, found a single value", "put it in brackets: [ … ]"),
                Expected("expected a mapping, found a single value"),
            ])
    }

    @Test("names of variables")
    func names() {
        expectFindings(
            probe("{ domain: d }", above: "vars: { ⟦a.b⟧: 1 }\n"),
            [Expected("\"a.b\" cannot be a name", "use letters, digits, _ and -, and begin with a letter or _")])
    }
}
