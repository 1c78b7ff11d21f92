import Findings
import Foundation
import Support
import Testing

@Suite("the command line")
struct CommandLineTests {
    static let scenario = """
        mailproof: 1
        name: zone
        vars: { text: hello }
        dns: { zones: [a.zone], server: none }
        checks:
          - name: first
            tags: [quick]
            dns_record: { name: example.com, type: TXT, expect: $(vars.text) }
          - name: second
            dns_record: { name: example.com, type: TXT, expect: hello }

        """

    @Test("a flag wins over the environment, the environment over mailproof.yaml")
    func layers() async throws {
        let file = ["mailproof.yaml": "tags: quick\nfail_fast: true\n"]
        #expect(try await mailproof(["run", "."], files: file).cases.map(\.name) == ["first"])
        let variable = ["MAILPROOF_TAGS": "not quick"]
        #expect(try await mailproof(["run", "."], files: file, environment: variable).cases.map(\.name) == ["second"])
        let flag = try await mailproof(
            ["run", ".", "--tags", "quick or not quick"], files: file, environment: variable)
        #expect(flag.cases.map(\.name) == ["first", "second"])
    }

    @Test(
        "what is asked for wrongly exits with 64 and says what to write",
        arguments: [
            (["run", "--tags", "a b"], "put 'and' or 'or' before it"), (["run", "--shard", "3/2"], "no shard 3/2"),
            (["run", "--allow", "net"], "the permissions are network"), (["run", "-j", "0"], "from 1 to 1024"),
            (["run", "--report", "sarif=x"], "not in this version"), (["run", "--timeout", "10"], "such as 90s"),
            (["run", "--var", "texd=x"], "--var texd"), (["run", "--var", "text"], "expected key=value"),
            (["run", "--color", "red"], "auto, always or never"), (["run", "-q", "-v"], "exclude each other"),
            (["run", "--fail-on", "warning"], "known, but not in this version"),
            (["report", "x"], "not in this version"),
            (["rum"], "did you mean 'run'?"), (["help", "rum"], "did you mean 'run'?"),
            (["compile"], "its commands are run, validate"),
            (["dns", "recrod"], "mailproof dns has no command 'recrod'\n   = help: did you mean 'record'?"),
            (["run", "--seed", "x"], "see 'mailproof run --help'"),
            (["dns", "record", ".", "--allow", "net"], "see 'mailproof dns record --help'"),
            (["undo", "--lab", "lab.example"], "--lab: expected a URL such as https://"),
            (["explain", "headers/nothing-like-it"], "headers/one-click-invalid"),
            (["explain", "headers/one-clik-invalid"], "did you mean headers/one-click-invalid?"),
            (["explain", "one-click-invalid"], "did you mean headers/one-click-invalid?"),
            (["explain", "no-such-group/x"], "'mailproof explain' lists those it can explain"),
        ])
    func usage(_ arguments: [String], _ words: String) async throws {
        let run = try await mailproof(arguments + (arguments[0] == "run" ? ["."] : []))
        #expect(run.exitCode == 64, "\(run.output)\(run.errors)")
        #expect(run.errors.contains(words), "\(run.errors)")
    }

    @Test("a bad setting in mailproof.yaml is shown where it stands")
    func badSetting() async throws {
        let run = try await mailproof(["run", "."], files: ["mailproof.yaml": "# ours\ntags: (quick\n"])
        #expect(run.exitCode == 64)
        #expect(run.errors.contains("mailproof.yaml:2:7"), "\(run.errors)")
        let unknown = try await mailproof(["run", "."], files: ["mailproof.yaml": "allow: network\n"])
        #expect(unknown.exitCode == 64)
        #expect(unknown.errors.contains("mailproof.yaml:1:1"), "\(unknown.errors)")
    }

    @Test("a host that is not allowed is refused before anything starts, or skipped in the open")
    func permissions() async throws {
        let file = [
            "live.yaml":
                "mailproof: 1\nname: live\ndns: { server: 192.0.2.53 }\nchecks:\n  - dns_record: { name: a.example, type: TXT, expect: x }\n"
        ]
        let refused = try await mailproof(["run", "live.yaml"], files: file)
        #expect(refused.exitCode == 64)
        for words in ["live.yaml", "network", "192.0.2.53", "--allow"] { #expect(refused.errors.contains(words)) }
        #expect(refused.cases.isEmpty)
        let skipped = try await mailproof(["run", "live.yaml", "--skip-unallowed"], files: file)
        #expect(skipped.exitCode == 0)
        #expect(skipped.cases.map(\.report.outcome.type) == ["mailproof.permission"])
        let validated = try await mailproof(["validate", "live.yaml"], files: file)
        #expect(validated.exitCode == 0)
        #expect(validated.output.contains("--allow network=192.0.2.53"))
    }

    @Test("a line of a file is one check, --case a name, --var another value")
    func selection() async throws {
        #expect(try await mailproof(["run", "a.yaml:10"]).cases.map(\.name) == ["second"])
        #expect(try await mailproof(["run", ".", "--case", "fir*"]).cases.map(\.name) == ["first"])
        let other = try await mailproof(["run", ".", "--var", "text=bye"])
        #expect(other.cases.map(\.report.outcome.verdict) == [.failed, .passed])
        #expect(other.exitCode == 1)
        #expect(try await mailproof(["run", ".", "--tags", "none"]).exitCode == 3)
    }

    @Test(
        "what selects nothing exits with 3 and says what there is",
        arguments: [
            (["a.yaml:2"], "checks begin at a.yaml:6, a.yaml:9"), (["a.yaml:99"], "checks begin at a.yaml:6, a.yaml:9"),
            ([".", "--case", "frist"], "'mailproof list' shows the names"),
        ])
    func nothingSelected(_ arguments: [String], _ words: String) async throws {
        let run = try await mailproof(["run"] + arguments)
        #expect(run.exitCode == 3, "\(run.output)")
        #expect(run.errors.contains(words), "\(run.errors)")
    }

    @Test("without a path and without the folder Scenarios, it is said what to name")
    func noFolder() async throws {
        let run = try await mailproof(["run"])
        #expect(run.exitCode == 66)
        #expect(run.errors.contains("name a scenario file, or a folder that holds some"), "\(run.errors)")
    }

    @Test("a reply is explained with quotes and without")
    func reply() async throws {
        let quoted = try await mailproof(["explain", "reply", "451 4.7.1 Try again later"])
        let bare = try await mailproof(["explain", "reply", "451", "4.7.1", "Try", "again", "later"])
        #expect(quoted.exitCode == 0)
        #expect(bare.output == quoted.output)
    }

    @Test("validate, list, schema and explain print and start nothing")
    func others() async throws {
        #expect(try await mailproof(["validate", "."]).output == "1 file with 2 cases can be run\n")
        let list = try await mailproof(["list", ".", "--json", "--resolved"])
        let suites = try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [[String: Any]]
        let cases = try #require(suites?.first?["cases"] as? [[String: Any]])
        #expect(cases.map { $0["name"] as? String } == ["first", "second"])
        #expect(try await mailproof(["list", "."]).output.contains("./a.yaml:6  first  (quick)\n"))
        #expect(try await mailproof(["run", ".", "--dry-run"]).output.contains("./a.yaml:6  first  (quick)\n"))
        let schema = try await mailproof(["schema"])
        #expect(try JSONSerialization.jsonObject(with: Data(schema.output.utf8)) is [String: Any])
        #expect(try await mailproof(["explain", "run/timeout"]).output.contains("undetermined"))
        #expect(try await mailproof(["explain"]).output.contains("headers/one-click-invalid\n"))
        let group = try await mailproof(["explain", "spf"])
        #expect(group.exitCode == 0)
        #expect(group.output.split(separator: "\n").allSatisfy { $0.hasPrefix("spf/") }, "\(group.output)")
        #expect(try await mailproof(["--version"]).output.split(separator: ".").count == 3)
        #expect(try await mailproof(["run", "--help"]).output.contains("MAILPROOF_TAGS"))
    }

    @Test("each command is listed once")
    func commandList() async throws {
        let help = try await mailproof(["--help"])
        let commands = help.output.components(separatedBy: "SUBCOMMANDS:\n").dropFirst().joined()
            .split(separator: "\n").compactMap { $0.hasPrefix("  ") ? $0.dropFirst(2).prefix { $0 != " " } : nil }
            .filter { !$0.isEmpty && $0 != "See" }
        #expect(commands.contains("undo"))
        #expect(Set(commands).count == commands.count, "\(help.output)")
    }

    private func mailproof(
        _ arguments: [String], files: [String: String] = [:], environment: [String: String] = [:]
    ) async throws -> MailproofProcess {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        if !files.keys.contains("live.yaml") { try folder.write(Self.scenario, to: "a.yaml") }
        try folder.write("$ORIGIN example.com.\n$TTL 1h\n@ SOA ns1 h 1 2h 15m 2w 10m\n@ TXT hello\n", to: "a.zone")
        for (path, text) in files { try folder.write(text, to: path) }
        return try await MailproofProcess.run(arguments, in: folder.url, environment: environment)
    }
}
