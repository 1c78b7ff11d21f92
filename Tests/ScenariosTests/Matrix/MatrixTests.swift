import Findings
import Scenarios
import Testing

@Suite("The rows of a matrix")
struct MatrixTests {
    private func text(_ matrix: String, _ specification: String = "{ domain: d }") -> String {
        "mailproof: 1\nname: S\nvars: { l: [p, q] }\nchecks:\n  - name: A\n    matrix: \(matrix)\n    probe: \(specification)\n"
    }

    @Test("axes multiply in their order, the last one fastest; values may be lists and mappings")
    func product() throws {
        #expect(
            try scenario(text("{ a: [1, 2], b: [x, y] }")).caseNames == [
                "A [1, x]", "A [1, y]", "A [2, x]", "A [2, y]",
            ])
        #expect(try scenario(text("{ a: $(vars.l) }")).caseNames == ["A [p]", "A [q]"])
        #expect(try scenario(text("{ a: [[u, v], { k: w }] }")).caseNames == ["A [[u, v]]", "A [{k: w}]"])
        #expect(try scenario(text("{ a: [$(vars.l)] }")).caseNames == ["A [[p, q]]"])
    }

    @Test("each row decodes the check anew, in the type of its value")
    func types() throws {
        let scenario = try scenario(text("{ a: [{ h: [x] }, { h: [y, z] }] }", "{ domain: d, hosts: $(matrix.a.h) }"))
        #expect(scenario.checks.first?.cases.count == 3)
    }

    @Test("a wrong value of a row is shown where the row is written")
    func places() {
        expectFindings(
            text("{ a: [red, ⟦rde⟧] }", "{ domain: d, expect: $(matrix.a) }"),
            [Expected("expected red, green or blue, found \"rde\"", "did you mean 'red'?")])
    }

    @Test("what is wrong with the check itself is said once, not for each row")
    func once() {
        expectFindings(
            text("{ a: [1, 2, 3] }", "{ domain: d, ⟦nummer⟧: 1 }"),
            [Expected("unknown key \"nummer\"", "did you mean 'number'?")])
    }

    @Test(
        "what is no matrix",
        arguments: [
            ("⟦{⟧}", "expected axes, each with a list of values, found none"),
            ("⟦5⟧", "expected a mapping, found a single value"),
            ("{ a: ⟦5⟧ }", "expected a list, found a single value"),
            ("{ a: ⟦[⟧] }", "the axis a has no values"),
            ("{ ⟦a b⟧: [1] }", "\"a b\" cannot be a name"),
            ("{ rows: x.yaml, ⟦b⟧: [1] }", "rows of a file stand alone"),
            ("{ a: [\"⟦$(matrix.a)⟧\"] }", "$(matrix.a) is known within a check's kind alone"),
        ])
    func wrong(_ matrix: String, _ message: String) {
        expectFindings(text(matrix), [Expected(message)])
    }

    @Test("the same value twice in an axis")
    func duplicates() {
        let findings = load(text("{ a: [1, 1] }")).findings
        #expect(findings.map(\.message) == ["\"A [1]\" is the name of two cases"])
    }

    @Test("a matrix with more rows than a plan should have")
    func tooMany() {
        let axis = "[\((0..<100).map(String.init).joined(separator: ", "))]"
        let findings = load(text("{ a: \(axis), b: \(axis), c: \(axis) }")).findings
        #expect(findings.map(\.message) == ["the matrix has more than 100000 rows"])
    }

    @Test("the rows of a file are mappings, named by their values or by their label")
    func files() throws {
        let folder = try ScenarioFolder([
            "rows.yaml": "- { d: one, label: First }\n- { d: two, n: 3 }\n",
            "a.yaml": text("{ rows: rows.yaml }", "{ domain: $(matrix.d) }"),
        ])
        let loaded = ScenarioLoader(catalog: .test).load(file: folder.path + "/a.yaml")
        #expect(loaded.findings.isEmpty)
        #expect(loaded.scenario?.caseNames == ["A [First]", "A [two, 3]"])
        #expect(
            loaded.scenario?.checks.first?.cases.map(\.place.text.file)
                == Array(repeating: folder.path + "/rows.yaml", count: 2))
    }

    @Test("a wrong row is shown in its file")
    func wrongRows() throws {
        let folder = try ScenarioFolder([
            "rows.yaml": "- { c: rde }\n- 5\n- { d: red }\n", "none.yaml": "[]\n",
            "a.yaml": text("{ rows: rows.yaml }", "{ domain: d, expect: $(matrix.c) }"),
            "b.yaml": text("{ rows: none.yaml }"), "c.yaml": text("{ rows: absent.yaml }"),
        ])
        let loader = ScenarioLoader(catalog: .test)
        #expect(
            loader.load(file: folder.path + "/a.yaml").findings.map(\.message) == [
                "expected a row: a mapping of names to values, found a single value"
            ])
        #expect(loader.load(file: folder.path + "/b.yaml").findings.map(\.message) == ["the file has no rows"])
        #expect(
            loader.load(file: folder.path + "/c.yaml").findings.map(\.message) == [
                "\(folder.path)/absent.yaml cannot be read: no such file"
            ])
        try folder.write("rows.yaml", "- { c: rde }\n- { d: red }\n")
        let findings = loader.load(file: folder.path + "/a.yaml").findings
        #expect(findings.map(\.message) == ["the matrix has no c", "expected red, green or blue, found \"rde\""])
        #expect(findings.last?.excerpt?.span.description == "\(folder.path)/rows.yaml:1:8")
        #expect(findings.first?.notes.first?.excerpt?.span.line == 2)
    }
}
