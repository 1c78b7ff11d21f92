import Findings
import Runner
import Scenarios
import Testing

@Suite("policies")
struct PolicyTests {
    static let text = """
        policy: 1
        allow: [network, smtp=smtp.staging.example.com]
        recipients: [staging.example.com]
        rate: 5/s
        total: 10
        """

    static func policy(_ text: String = PolicyTests.text) throws -> RunPolicy {
        let (policy, findings) = decoded(text)
        try #require(findings.isEmpty, "\(findings)")
        return try #require(policy)
    }

    private static func decoded(_ text: String) -> (RunPolicy?, [Finding]) {
        let (node, problems) = YAMLDocument.node(of: SourceText(file: "policy.yaml", text: text))
        let decoding = Decoding(references: KnownReferences())
        problems.forEach(decoding.report)
        let policy = node.flatMap { RunPolicy.decode($0, in: decoding) }
        return (policy, decoding.findings)
    }

    /// The findings that refuse a check with these keys; none where it is planned.
    private func refusals(
        _ keys: String, policy: String = PolicyTests.text, allow: String? = nil
    ) throws -> [Finding] {
        let scenarios = try RunHarness().load(["checks:\n  - act: { do: a, \(keys) }"])
        let permissions = try allow.map { try Permissions(parsing: $0) } ?? .none
        return Self.refusals(
            scenarios, PlanOptions(permissions: permissions, policy: try Self.policy(policy)))
    }

    private static func refusals(_ scenarios: [Scenario], _ options: PlanOptions) -> [Finding] {
        do {
            _ = try Plan(scenarios, options: options)
        } catch PlanRefusal.notAllowed(let findings) {
            return findings
        } catch {}
        return []
    }

    @Test("a policy allows by itself what it names, and nothing beyond it")
    func allows() throws {
        #expect(try refusals("reaches: smtp.staging.example.com").isEmpty)
        let refused = try refusals("reaches: mx.example.org")
        #expect(
            refused.map(\.message) == [
                "0.yaml needs sending mail to mx.example.org, which the policy policy.yaml does not allow"
            ])
        #expect(refused.first?.excerpt?.span.line == 4)
        #expect(refused.first?.notes.first?.excerpt?.span.description == "policy.yaml:2:18")
        #expect(refused.first?.remedy == "have smtp=mx.example.org added to allow of policy.yaml")
    }

    @Test("what --allow grants beyond the policy is refused, and what it leaves out as well")
    func intersection() throws {
        #expect(try refusals("reaches: mx.example.org", allow: "smtp").map(\.rule) == ["run/not-allowed"])
        #expect(try refusals("reaches: mx.example.org", allow: "smtp=mx.example.org").count == 1)
        #expect(try refusals("reaches: smtp.staging.example.com", allow: "smtp").isEmpty)
        let narrower = try refusals("reaches: smtp.staging.example.com", allow: "network")
        #expect(narrower.first?.remedy?.contains("add --allow smtp=smtp.staging.example.com") == true)
    }

    @Test(
        "mail goes to the policy's domains and those below them",
        arguments: [
            ("staging.example.com", true), ("EU.Staging.Example.COM.", true), ("example.com", false),
            ("otherstaging.example.com", false),
        ])
    func recipients(_ domain: String, _ isAllowed: Bool) throws {
        let refused = try refusals("writes_to: \(domain)")
        #expect(refused.isEmpty == isAllowed, "\(refused)")
        if !isAllowed { #expect(refused.first?.notes.first?.excerpt?.span.line == 3) }
    }

    @Test("without a policy nobody is written to who could exist, whatever --allow says")
    func noPolicy() throws {
        let scenarios = try RunHarness().load(["checks: [{ act: { do: a, writes_to: mail.com } }]"])
        let options = PlanOptions(permissions: try Permissions(parsing: "network,smtp,exec,inject,notify"))
        #expect(Self.refusals(scenarios, options).map(\.rule) == ["run/not-allowed"])
        #expect(throws: Permissions.Failure.self) { _ = try Permissions(parsing: "recipient=mail.com") }
    }

    @Test(
        "a send that is faster or larger than the policy's caps is refused",
        arguments: [
            ("mails: 5", nil), ("mails: 6, rate: 5/s", nil), ("mails: 10, rate: 300/m", nil),
            ("mails: 6", "0.yaml needs sending 6 messages a second, and the policy allows 5/s"),
            (
                "mails: 6, rate: 5.5/s",
                "0.yaml needs sending 5.5 messages a second, and the policy allows 5/s"
            ),
            (
                "mails: 11, rate: 1/s",
                "0.yaml needs sending up to 11 messages, and the policy allows 10 in a run"
            ),
            (
                "mails: 999999999999999, rate: 1/s",
                "0.yaml needs sending up to 999999999999999 messages, and the policy allows 10 in a run"
            ),
        ] as [(String, String?)])
    func caps(_ keys: String, _ message: String?) throws {
        let refused = try refusals(keys)
        #expect(refused.map(\.message) == [message].compactMap(\.self))
        if message != nil { #expect(refused.first?.notes.first?.excerpt?.span.file == "policy.yaml") }
    }

    @Test("the total counts every check of every file, and each repetition")
    func total() throws {
        let checks = "checks: [{ act: { do: a, mails: 4 } }]"
        let files = try RunHarness().load([checks, checks, checks])
        let options = PlanOptions(policy: try Self.policy())
        #expect(
            Self.refusals(files, options).map(\.message) == [
                "2.yaml needs sending up to 4 messages after 8 of earlier checks, and the policy allows 10 in a run"
            ])
        #expect(try Plan(Array(files.prefix(2)), options: options).caseCount == 2)
        let repeated = try RunHarness().load([
            "checks: [{ act: { do: a, mails: 4 }, retry: { attempts: 3, when: [timeout] } }]"
        ])
        #expect(Self.refusals(repeated, options).map(\.rule) == ["run/over-policy"])
    }

    @Test("what a policy refuses can be left out in the open, and the rest still fits")
    func skipped() throws {
        let files = try RunHarness().load([
            "checks: [{ act: { do: a, mails: 11, rate: 1/s } }, { act: { do: b, mails: 5 } }, { act: { do: c, reaches: x.example } }]"
        ])
        let plan = try Plan(files, options: PlanOptions(policy: try Self.policy(), skipsUnallowed: true))
        #expect(plan.suites[0].cases.map { $0.skipped == nil } == [false, true, false])
        #expect(plan.suites[0].cases[2].skipped?.reason?.contains("policy.yaml") == true)
    }

    @Test("what the policy grants reaches the checks that find out only while they run")
    func grants() async throws {
        var harness = RunHarness()
        harness.stage.acts["a"] = { context, _ in
            let isGranted = context.grants.allowsMail(to: "x.staging.example.com")
            return isGranted && context.grants.file == "policy.yaml" ? .passed() : .failed([])
        }
        let told = try await harness.run(
            "checks: [{ act: { do: a } }]", plan: PlanOptions(policy: try Self.policy()))
        #expect(told.summary.exitCode == 0)
    }

    @Test(
        "what is no policy is told at its place",
        arguments: [
            ("allow: [exec]", "policy"), ("policy: 2", "reads version 1"), ("policy: 1\nalow: [exec]", "alow"),
            ("policy: 1\nallow: [net]", "there is no permission 'net'"),
            ("policy: 1\nallow: [exec=ls]", "exec takes no host"), ("policy: 1\nrate: fast", "a rate such as 20/s"),
            ("policy: 1\ntotal: -1", "expected a number of messages"), ("policy: 1\ntotal: many", "whole number"),
            ("policy: 1\nrecipients: [a b]", "expected a domain"),
            ("policy: 1\nrecipients: [ana@mail.com]", "a domain"),
            ("policy: 1\ndrill_receivers: [\"\"]", "has a name"), ("policy: 1\npolicy: 1", "policy"),
        ])
    func wrong(_ text: String, _ words: String) {
        let (_, findings) = Self.decoded(text)
        #expect(findings.contains { $0.message.contains(words) && $0.excerpt != nil }, "\(findings)")
    }
}
