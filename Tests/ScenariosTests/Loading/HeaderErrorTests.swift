import Findings
import Scenarios
import Testing

@Suite("Wrong keys at the top of a scenario")
struct HeaderErrorTests {
    private let check = "checks:\n  - probe: { domain: d }\n"

    @Test("the version")
    func version() {
        expectFindings(
            "⟦n⟧ame: S\n\(check)",
            [Expected("the version of the format is missing", "begin the file with mailproof: 1")])
        expectFindings(
            "name: S\n⟦mailproof⟧: 1\n\(check)",
            [Expected("mailproof is not the first key", "begin the file with mailproof: 1")])
        expectFindings(
            "mailproof: ⟦2⟧\nname: S\n\(check)",
            [Expected("expected the version of the format, 1, found \"2\"", "write 1, or use a later mailproof")])
        expectFindings(
            "mailproof: ⟦\"1\"⟧\nname: S\n\(check)",
            [Expected("expected the version of the format, 1, found a quoted text", "remove the quotes")])
    }

    @Test("keys that are missing, unknown, twice, or of a later version")
    func keys() {
        expectFindings(
            "⟦m⟧ailproof: 1\n\(check)", [Expected("the key name is missing", "add name: The name of the suite.")])
        expectFindings(
            "⟦m⟧ailproof: 1\nname: S\n",
            [Expected("the key checks is missing", "add checks: the list of what is checked")])
        expectFindings(
            "mailproof: 1\nname: S\n⟦desciption⟧: x\n\(check)",
            [Expected("unknown key \"desciption\"", "did you mean 'description'?")])
        expectFindings(
            "mailproof: 1\nname: S\n⟦flux⟧: x\n\(check)",
            [
                Expected(
                    "unknown key \"flux\"",
                    "known here: mailproof, name, description, tags, vars, env, secrets, defaults, light, stage, checks"
                )
            ])
        expectFindings(
            "mailproof: 1\nname: S\n⟦name⟧: T\n\(check)",
            [Expected("the key \"name\" is written twice", "keep one of them")])
        expectFindings(
            "mailproof: 1\nname: S\n⟦weather⟧: x\n\(check)",
            [Expected("weather is known, but not in this version", "remove it until a version has it")])
    }

    @Test("a file that is no scenario at all")
    func shape() {
        expectFindings(
            "⟦-⟧ a\n- b\n", [Expected("expected a scenario, found a list", "begin the file with mailproof: 1")])
        expectFindings("⟦⟧", [Expected("the file is empty")])
    }

    @Test("names are one line and not empty")
    func names() {
        expectFindings("mailproof: 1\nname: ⟦\"\"⟧\n\(check)", [Expected("expected a name of one line, found \"\"")])
        expectFindings(
            "mailproof: 1\nname: ⟦\"a\\nb\"⟧\n\(check)", [Expected("expected a name of one line, found \"a\\nb\"")])
        expectFindings(
            "mailproof: 1\nname:⟦ ⟧\n\(check)",
            [
                Expected(
                    "no value is written here, expected a name of one line",
                    "write a name of one line, or remove the key")
            ])
        expectFindings(
            "mailproof: 1\nname: ⟦null⟧\n\(check)", [Expected("null is not a value, expected a name of one line")])
    }

    @Test("tags are words that --tags can name")
    func tags() {
        expectFindings(
            "mailproof: 1\nname: S\ntags: [ok, ⟦not⟧, ⟦a b⟧]\n\(check)",
            [
                Expected(
                    "expected a word of letters, digits and . _ : / -, found \"not\"",
                    "choose another word: not has a meaning in --tags"),
                Expected("expected a word of letters, digits and . _ : / -, found \"a b\""),
            ])
    }

    @Test("defaults")
    func defaults() {
        expectFindings(
            "mailproof: 1\nname: S\ndefaults: { timeout: ⟦10⟧, retry: { attempts: ⟦20⟧, when: [⟦timeot⟧] }, ⟦warn⟧: true }\n\(check)",
            [
                Expected(
                    "expected a duration such as 10s or 2m, longer than nothing, found \"10\"",
                    "add its unit: 10s for seconds, 10ms for milliseconds"),
                Expected("expected a whole number from 1 to 10, found \"20\""),
                Expected("expected timeout, connection or server_failure, found \"timeot\"", "did you mean 'timeout'?"),
                Expected("unknown key \"warn\"", "known here: timeout, retry"),
            ])
    }
}
