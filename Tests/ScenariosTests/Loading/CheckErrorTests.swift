import Findings
import Scenarios
import Testing

@Suite("Wrong checks")
struct CheckErrorTests {
    private let head = "mailproof: 1\nname: S\nchecks:\n"

    @Test("a check has exactly one kind")
    func kinds() {
        expectFindings(head + "  - ⟦n⟧ame: A\n", [Expected("the check has no kind", "add one of probe, act")])
        expectFindings(
            head + "  - probe: { domain: d }\n    ⟦act⟧: {}\n",
            [Expected("a check has one kind, found probe and act", "make two checks of it")])
        expectFindings(
            head + "  - ⟦prob⟧: { domain: d }\n", [Expected("unknown key \"prob\"", "did you mean 'probe'?")])
        expectFindings(
            head + "  - ⟦foretell⟧: {}\n",
            [Expected("foretell is known, but not in this version", "remove it until a version has it")])
        expectFindings(
            head + "  - ⟦probe⟧\n", [Expected("expected a check: a mapping with one kind, found a single value")])
        expectFindings(
            "mailproof: 1\nname: S\nchecks: ⟦[⟧]\n",
            [Expected("the list of checks is empty", "write at least one check")])
        expectFindings(
            "mailproof: 1\nname: S\nchecks: ⟦5⟧\n",
            [Expected("expected a list, found a single value", "put it in brackets: [ … ]")])
    }

    @Test("everything that is wrong in a check is reported at once, in order")
    func atOnce() {
        expectFindings(
            head + """
                  - name: A
                    warn: ⟦yes⟧
                    timeout: ⟦10⟧
                    quarantine: { until: ⟦2026-02-30⟧, reason: x }
                    probe:
                      domain: d
                """,
            [
                Expected("expected true or false, found \"yes\"", "write true"),
                Expected(
                    "expected a duration such as 10s or 2m, longer than nothing, found \"10\"",
                    "add its unit: 10s for seconds, 10ms for milliseconds"),
                Expected("expected a day such as 2026-12-31, found \"2026-02-30\""),
            ])
    }

    @Test(
        "scalars of the wrong type",
        arguments: [
            ("flag: ⟦on⟧", "expected true or false, found \"on\"", "write true"),
            ("flag: ⟦\"true\"⟧", "expected true or false, found a quoted text", "remove the quotes"),
            ("number: ⟦010⟧", "expected a whole number, found \"010\"", nil),
            ("number: ⟦1:30⟧", "expected a whole number, found \"1:30\"", nil),
            ("number: ⟦[⟧1]", "expected a whole number, found a list", nil),
            (
                "wait: ⟦5⟧", "expected a duration such as 250ms, 2s, 2m or 1h, found \"5\"",
                "add its unit: 5s for seconds, 5ms for milliseconds"
            ),
            ("wait: ⟦5 sec⟧", "expected a duration such as 250ms, 2s, 2m or 1h, found \"5 sec\"", "write 5s"),
            ("share: ⟦95⟧", "expected a share such as 95% or 99.9%, found \"95\"", "add the percent sign: 95%"),
            (
                "size: ⟦102⟧", "expected a size such as 512B, 102KiB or 10MB, found \"102\"",
                "add its unit: 102B for bytes, 102KiB for 1024 bytes each"
            ),
            ("expect: ⟦rde⟧", "expected red, green or blue, found \"rde\"", "did you mean 'red'?"),
            ("expect: [red, ⟦[⟧]]", "expected red, green or blue, found a list", nil),
            ("hosts: ⟦a⟧", "expected a list, found a single value", "put it in brackets: [ … ]"),
            ("hosts: ⟦{⟧}", "expected a list, found a mapping", nil),
            ("labels: ⟦x⟧", "expected a mapping, found a single value", nil),
            ("second: ⟦{⟧ wait: 1s }", "the key name is missing", "add name: Its name."),
            ("second: { name: a, ⟦wiat⟧: 1s }", "unknown key \"wiat\"", "did you mean 'wait'?"),
            ("⟦later⟧: 1", "later is known, but not in this version", "remove it until a version has it"),
            ("count: ⟦{⟧}", "expected min, max or both, found neither", nil),
        ])
    func types(_ field: String, _ message: String, _ remedy: String?) {
        expectFindings(head + "  - probe: { domain: d, \(field) }\n", [Expected(message, remedy)])
    }

    @Test("an empty value")
    func empty() {
        expectFindings(
            head + "  - probe:\n      domain:⟦ ⟧\n",
            [Expected("no value is written here, expected a text", "write a text, or remove the key")])
        expectFindings(head + "  - probe:⟦ ⟧\n", [Expected("no value is written here, expected a mapping")])
    }

    @Test("a name is used once, and both places are shown")
    func duplicateNames() {
        let text = head + "  - name: A\n    probe: { domain: d }\n  - name: ⟦A⟧\n    probe: { domain: e }\n"
        expectFindings(text, [Expected("\"A\" is the name of two cases", "give one of them another name:")])
        let marked = MarkedText(text, file: "a.yaml")
        #expect(load(marked.text).findings.first?.notes.first?.excerpt?.span.description == "a.yaml:4:11")
        expectFindings(
            head + "  - probe: { domain: d }\n  - ⟦probe⟧: { domain: d }\n",
            [
                Expected(
                    "\"probe d\" is the name of two cases",
                    "add name: to one of them; without it a check is named after its kind and subject")
            ])
        expectFindings(
            head
                + "  - name: \"A [x]\"\n    probe: { domain: d }\n  - name: A\n    probe: { domain: d, hosts: [⟦x⟧] }\n",
            [Expected("\"A [x]\" is the name of two cases")])
        expectFindings(
            head + "  - probe: { domain: d, hosts: [x, ⟦x⟧] }\n", [Expected("\"probe d [x]\" is the name of two cases")]
        )
    }

    @Test("an id is used once")
    func duplicateIDs() {
        expectFindings(
            head + "  - id: a\n    probe: { domain: d }\n  - id: ⟦a⟧\n    probe: { domain: e }\n",
            [Expected("the id a is used twice", "choose another")])
    }

    @Test("the timeout of a check that acts is not shorter than its own budgets")
    func timeouts() {
        expectFindings(
            head + "  - timeout: ⟦1m⟧\n    act: { takes: 90s }\n",
            [
                Expected(
                    "the timeout is shorter than the check's own budgets, 90s in all", "write 90s or more, or remove it"
                )
            ])
    }

    @Test(
        "the day of a quarantine exists",
        arguments: ["2026-13-01", "2026-00-10", "2025-02-29", "26-1-1", "tomorrow", "2026-1-01"])
    func days(_ day: String) {
        expectFindings(
            head + "  - quarantine: { until: ⟦\(day)⟧, reason: r }\n    probe: { domain: d }\n",
            [Expected("expected a day such as 2026-12-31, found \"\(day)\"")])
    }

    @Test("more findings than anyone mends at once are counted")
    func manyFindings() {
        let text = head + (0..<150).map { "  - name: n\($0)\n    probe: { domain: d, wait: \($0) }\n" }.joined()
        let findings = load(text).findings
        #expect(findings.count == 101)
        #expect(findings.last?.message == "50 more findings are not shown")
    }
}
