import Findings
import Support
import Testing

@Suite("a run under a policy")
struct PolicyRunTests {
    private static let load = """
        mailproof: 1
        name: load
        lab: { smtp: { mx: { domains: [recipient.example] } } }
        checks:
          - smtp_load: { via: $(lab.smtp.mx.url), rate: 20/s, duration: 250ms, accepted: 100% }

        """
    private static let beyond = """
        mailproof: 1
        name: beyond
        checks:
          - smtp_load: { via: "smtp://mx.staging.test:25", rate: 1/s, duration: 1s, to: "u$(n)@mail.com" }

        """

    private func mailproof(
        _ arguments: [String], files: [String: String], environment: [String: String] = [:]
    ) async throws -> MailproofProcess {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for (path, text) in files { try folder.write(text, to: path) }
        return try await MailproofProcess.run(arguments, in: folder.url, environment: environment)
    }

    @Test("within its caps a load runs, beyond them nothing is started", .timeLimit(.minutes(10)))
    func caps() async throws {
        let wide = try await mailproof(
            ["run", "a.yaml", "--policy", "p.yaml"],
            files: ["a.yaml": Self.load, "p.yaml": "policy: 1\nrate: 20/s\ntotal: 5\n"])
        #expect(wide.exitCode == 0, "\(wide.output)\(wide.errors)")
        let slow = try await mailproof(
            ["run", "a.yaml", "--policy", "p.yaml"], files: ["a.yaml": Self.load, "p.yaml": "policy: 1\nrate: 4/s\n"])
        #expect(slow.exitCode == 64)
        #expect(slow.cases.isEmpty)
        for words in ["a.yaml:5", "p.yaml:2:7", "the policy allows 4/s", "nothing was started"] {
            #expect(slow.errors.contains(words), "\(words) is not in:\n\(slow.errors)")
        }
        let few = try await mailproof(
            ["run", "a.yaml"], files: ["a.yaml": Self.load, "p.yaml": "policy: 1\ntotal: 4\n"],
            environment: ["MAILPROOF_POLICY": "p.yaml"])
        #expect(few.exitCode == 64)
        #expect(few.errors.contains("up to 5 messages"), "\(few.errors)")
    }

    @Test("a command line cannot loosen it: file, need, host and the policy's line are named", .timeLimit(.minutes(10)))
    func bounded() async throws {
        let files = [
            "a.yaml": Self.beyond,
            "p.yaml": "policy: 1\nallow: [smtp=smtp.staging.test]\nrecipients: [staging.test]\n",
        ]
        let run = try await mailproof(["run", "a.yaml", "--allow", "smtp", "--policy", "p.yaml"], files: files)
        #expect(run.exitCode == 64)
        #expect(run.cases.isEmpty)
        for words in [
            "a.yaml needs sending mail to mx.staging.test", "a.yaml needs writing to people at mail.com", "p.yaml:2:",
            "p.yaml:3:",
        ] {
            #expect(run.errors.contains(words), "\(words) is not in:\n\(run.errors)")
        }
        let validated = try await mailproof(["validate", "a.yaml", "--policy", "p.yaml"], files: files)
        #expect(validated.exitCode == 64, "\(validated.output)")
        let without = try await mailproof(["validate", "a.yaml"], files: files)
        #expect(without.exitCode == 0)
        #expect(without.output.contains("--policy with recipients: [mail.com]"), "\(without.output)")
    }

    @Test("a policy that is missing or wrong starts nothing", .timeLimit(.minutes(10)))
    func broken() async throws {
        let missing = try await mailproof(["run", "a.yaml", "--policy", "p.yaml"], files: ["a.yaml": Self.load])
        #expect(missing.exitCode == 66)
        #expect(missing.errors.contains("p.yaml does not exist"))
        let wrong = try await mailproof(
            ["run", "a.yaml", "--policy", "p.yaml"], files: ["a.yaml": Self.load, "p.yaml": "policy: 1\ntotals: 4\n"])
        #expect(wrong.exitCode == 64)
        #expect(wrong.errors.contains("p.yaml:2:1"), "\(wrong.errors)")
    }
}
