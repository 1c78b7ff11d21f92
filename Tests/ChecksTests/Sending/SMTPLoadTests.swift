import Checks
import FaultLab
import Findings
import MailTransport
import Scenarios
import Testing

@Suite("smtp_load", .timeLimit(.minutes(10)))
struct SMTPLoadTests {
    private func load(_ text: String) throws -> (rows: [Row<SMTPLoadSpecification>], findings: [Finding]) {
        let loading = Loading(
            directory: "", references: KnownReferences(loadValues: [:], runtimeNames: ["lab.smtp.mx.url"]))
        let (node, problems) = YAMLDocument.node(of: SourceText(file: "a.yaml", text: text))
        #expect(problems.isEmpty)
        guard let specification = loading.decode(SMTPLoadSpecification.self, from: try #require(node)) else {
            return ([], loading.findings)
        }
        return (SMTPLoadCheck.rows(specification, loading: loading), loading.findings)
    }

    private func specification(_ text: String) throws -> SMTPLoadSpecification {
        let (rows, findings) = try load(text)
        try #require(findings.isEmpty, "\(findings)")
        return try #require(rows.first).specification
    }

    /// Runs a load against a lab of one server.
    private func run(_ text: String, faults: [SMTPFault] = []) async throws -> (outcome: CaseOutcome, received: Int) {
        let (rows, findings) = try load(text)
        try #require(findings.isEmpty, "\(findings)")
        let lab = try await Lab.start(
            LabConfiguration(servers: [.init(name: "mx", domains: nil, receiver: .accepting)], seed: 1))
        for fault in faults { _ = try lab.arm(fault, lease: .seconds(60)) }
        var resources = Resources()
        resources[LabKey.self] = lab
        var references = RuntimeReferences()
        references["lab.smtp.mx.url"] = lab.smtp["mx"]?.url
        let context = CheckContext(
            resources: resources, references: references, run: RunIdentity(id: "r1", seed: 1), caseName: "load",
            deadline: .now + .seconds(90), cleanups: Cleanups())
        let outcome = await SMTPLoadCheck.run(try #require(rows.first), in: context)
        let received = lab.smtp["mx"]?.mailboxes.received ?? 0
        _ = await lab.stop()
        return (outcome, received)
    }

    private func property(_ name: String, _ outcome: CaseOutcome) -> String? {
        outcome.properties.first { $0.name == name }?.value
    }

    @Test("every message that was due arrives, and replies and times are told")
    func passes() async throws {
        let (outcome, received) = try await run(
            "{ via: $(lab.smtp.mx.url), rate: 100/s, duration: 1s, connections: 4, size: 2KiB, to: 'u$(n)@a.example' }")
        #expect(received == 100)
        #expect(property("load.accepted", outcome) == "100")
        #expect(property("load.p99", outcome)?.hasSuffix("s") == true)
        #expect(outcome.output.contains { $0.hasPrefix("100 messages due, 100 taken") }, "\(outcome.output)")
    }

    @Test("refusals fail it, and are told by class")
    func refusals() async throws {
        let fault = try SMTPFault(
            at: .rcpt, reply: "450 4.7.1 Greylisted, try again later", cadence: FaultCadence(every: 2))
        let (outcome, _) = try await run(
            "{ via: $(lab.smtp.mx.url), rate: 40/s, duration: 1s, accepted: { min: 99.9% } }", faults: [fault])
        #expect(outcome.verdict == .failed)
        let finding = try #require(outcome.findings.first)
        #expect(finding.message.contains("got 50% (20 of 40)"), "\(finding.message)")
        #expect(finding.notes.contains { $0.text.hasPrefix("20 × 450 greylist: 450 4.7.1") }, "\(finding.notes)")
    }

    @Test("a message that waited for those before it has waited: a stalled server is seen in full")
    func coordinatedOmission() throws {
        // One connection, ten a second, and each message takes a second: the last of ten waits for the nine before it.
        let load = try specification("{ via: $(lab.smtp.mx.url), rate: 10/s, duration: 1s, connections: 1 }")
        var record = SMTPLoadRecord()
        record.due = 10
        for number in 0..<10 {
            record.add(
                SMTPReply(250), due: load.due(number), begun: .seconds(number), end: .seconds(number + 1),
                inTime: load.duration.value * 1.01)
        }
        let longest = try #require(record.percentile(100))
        #expect(abs(longest / .seconds(1) - 9.1) < 0.1)
        let outcome = SMTPLoadJudgement(specification: load, record: record).outcome
        #expect(outcome.verdict == .failed)
        #expect(outcome.findings.first?.message == "expected 10/s for 1s, got 2 of 10 messages begun in time")
    }

    @Test("a bound on the time is judged at its place")
    func latency() throws {
        let load = try specification(
            "{ via: $(lab.smtp.mx.url), rate: 10/s, duration: 1s, latency: { p99: { max: 250ms } } }")
        var record = SMTPLoadRecord()
        record.due = 10
        for number in 0..<10 {
            record.add(
                SMTPReply(250), due: load.due(number), begun: load.due(number),
                end: load.due(number) + .milliseconds(number == 9 ? 400 : 20), inTime: .seconds(1))
        }
        let outcome = SMTPLoadJudgement(specification: load, record: record).outcome
        #expect(outcome.verdict == .failed)
        #expect(outcome.findings.count == 1)
        #expect(
            outcome.findings.first?.message.hasPrefix("expected at most 250ms as p99") == true, "\(outcome.findings)")
        #expect(outcome.findings.first?.excerpt?.span.line == 1)
    }

    @Test("what the server never answered is not known, and no refusal")
    func unanswered() throws {
        let load = try specification("{ via: $(lab.smtp.mx.url), rate: 2/s, duration: 1s }")
        var record = SMTPLoadRecord()
        record.due = 2
        record.add(SMTPReply(250), due: .zero, begun: .zero, end: .milliseconds(3), inTime: .seconds(1))
        record.add(
            TransportError(.timeout, endpoint: "mx:25", while: "send the message"), begun: .zero, inTime: .seconds(1))
        let outcome = SMTPLoadJudgement(specification: load, record: record).outcome
        #expect(outcome.verdict == .undetermined)
        #expect(outcome.type == "mailproof.timeout")
    }

    @Test(
        "what cannot be a load is told at its place",
        arguments: [
            ("{ via: 'smtp://127.0.0.1:25', rate: 1/h, duration: 1s }", "makes 0 messages"),
            ("{ via: 'smtp://127.0.0.1:25', rate: 1000000/s, duration: 100h }", "makes 2000000 messages"),
            (
                "{ via: 'smtp://127.0.0.1:25', rate: 1/s, duration: 1s, connections: 0 }",
                "expected 1 to 1000 connections"
            ),
            ("{ via: 'http://a.example', rate: 1/s, duration: 1s }", "no URL of an SMTP server"),
            ("{ via: 'smtp://127.0.0.1:25', rate: 1/s, duration: 1s, to: 'nobody' }", "expected an address"),
            ("{ via: 'smtp://127.0.0.1:25', rate: 1/s, duration: 1s, size: 1GiB }", "no large provider"),
        ])
    func refused(_ text: String, _ words: String) throws {
        let findings = try load(text).findings
        #expect(findings.contains { $0.message.contains(words) }, "\(findings.map(\.message))")
    }

    @Test("a server beyond loopback needs leave, the lab does not")
    func needs() throws {
        let beyond = try specification("{ via: 'smtp://mx.a.example', rate: 1/s, duration: 1s }")
        #expect(SMTPLoadCheck.needs(beyond).map(\.host) == ["mx.a.example"])
        let lab = try specification("{ via: $(lab.smtp.mx.url), rate: 1/s, duration: 1s }")
        #expect(SMTPLoadCheck.needs(lab).isEmpty)
    }

    @Test("people who could exist need a policy, wherever mail leaves this machine")
    func strangers() throws {
        let real = try specification("{ via: 'smtp://mx.a.example', rate: 2/s, duration: 3s, to: 'u$(n)@Mail.com' }")
        #expect(SMTPLoadCheck.needs(real).map(\.permission) == [.smtp, .recipient])
        #expect(SMTPLoadCheck.needs(real).map(\.host) == ["mx.a.example", "mail.com"])
        #expect(SMTPLoadCheck.mail(real).map(\.count) == [6])
        #expect(SMTPLoadCheck.mail(real).map(\.perSecond) == [2])
        let here = try specification("{ via: 'smtp://127.0.0.1', rate: 1/s, duration: 1s, to: 'u$(n)@mail.com' }")
        #expect(SMTPLoadCheck.needs(here).isEmpty)
    }
}
