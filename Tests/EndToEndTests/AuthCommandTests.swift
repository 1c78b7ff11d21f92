import Findings
import Foundation
import Support
import Testing

@Suite("mailproof auth")
struct AuthCommandTests {
    private static let zones =
        ["example.com", "vendor.example"].flatMap { ["--zone", "Scenarios/authentication/dns/\($0).zone"] }
        + ["--snapshot", "Scenarios/authentication/dns/registry.snapshot"]

    private func auth(_ arguments: [String]) async throws -> MailproofProcess {
        let scenario = try ShippedScenario("authentication")
        defer { scenario.folder.remove() }
        return try await MailproofProcess.run(["auth"] + arguments, in: scenario.folder.url)
    }

    @Test("a domain that is right fits a screen, says its facts and exits with 0")
    func right() async throws {
        let run = try await auth(
            ["example.com", "--selector", "s2026a", "--selector", "ed2026a", "--ip", "192.0.2.10"] + Self.zones)
        #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
        #expect(run.errors.isEmpty)
        #expect(run.output.split(separator: "\n", omittingEmptySubsequences: false).count <= 40)
        #expect(!run.output.contains("\u{1B}"))
        for words in [
            "example.com\n", "SPF    passed", "2 of 10", "192.0.2.10", "DKIM   passed", "rsa, 2048 bits",
            "DMARC  passed",
            "95 of 100",
        ] {
            #expect(run.output.contains(words), "\(run.output)")
        }
    }

    @Test("what is wrong is said with its record, its place and what to do, and exits with 1")
    func wrong() async throws {
        let run = try await auth(["example.com", "--selector", "s9", "--ip", "203.0.113.99"] + Self.zones)
        #expect(run.exitCode == 1)
        for words in [
            "203.0.113.99: expected pass, got fail", "Scenarios/authentication/dns/example.com.zone:9:",
            "s9._domainkey.example.com", "help: ",
        ] {
            #expect(run.output.contains(words), "\(run.output)")
        }
    }

    @Test("what no source answers for is undetermined and exits with 2")
    func undetermined() async throws {
        let run = try await auth(["example.com", "--zone", "Scenarios/authentication/dns/example.com.zone"])
        #expect(run.exitCode == 2, "\(run.output)\(run.errors)")
        #expect(run.output.contains("SPF    undetermined"), "\(run.output)")
        #expect(run.output.contains("_spf.vendor.example TXT"), "\(run.output)")
        #expect(run.output.contains("--server"), "\(run.output)")
    }

    @Test("the scenario that it stands for is printed, and is a scenario that runs")
    func printed() async throws {
        let printed = try await auth(
            ["example.com", "--selector", "s2026a", "--ip", "2001:db8:25::10", "--print-scenario"] + Self.zones)
        #expect(printed.exitCode == 0)
        let scenario = try ShippedScenario("authentication")
        defer { scenario.folder.remove() }
        try scenario.folder.write(printed.output, to: "printed.yaml")
        let run = try await MailproofProcess.run(["run", "printed.yaml"], in: scenario.folder.url)
        #expect(run.exitCode == 0, "\(printed.output)\(run.output)\(run.errors)")
        #expect(
            run.cases.map(\.name) == [
                "audit example.com [spf]", "audit example.com [dkim]", "audit example.com [dmarc]",
                "auth_score example.com",
            ])
    }

    @Test(
        "arguments that make no sense exit with 64 and say what was expected",
        arguments: [
            (["exa mple..com"], "a domain name"), (["ana@example.com"], "a domain name"),
            (["https://example.com"], "a domain name"), (["192.0.2.1"], "a domain name"),
            (["example.com", "--ip", "300.1.2.3"], "--ip: expected an IP address"),
            (["example.com", "--server", "nowhere!"], "--server"), ([], "domain"),
            (["example.com", "--parked", "--selector", "s1"], "parked"),
        ])
    func usage(_ arguments: [String], _ words: String) async throws {
        let run = try await auth(arguments)
        #expect(run.exitCode == 64, "\(run.output)\(run.errors)")
        #expect(run.errors.contains(words), "\(run.errors)")
    }

    @Test("a file that does not exist exits with 66 and is named", arguments: ["--zone", "--snapshot"])
    func missingFile(option: String) async throws {
        let missing = try await auth(["example.com", option, "gone.zone"])
        #expect(missing.exitCode == 66)
        #expect(missing.errors == "error: gone.zone does not exist\n   = help: correct the path\n")
    }
}
