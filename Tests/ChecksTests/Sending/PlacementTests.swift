import Checks
import FaultLab
import Findings
import Foundation
import MailTransport
import Scenarios
import Support
import Testing

@Suite("placement", .timeLimit(.minutes(10)))
struct PlacementTests {
    private static let seeds = """
        seeds:
          - { address: ana@a.example, mailbox: { lab: mx } }
          - { address: ben@a.example, mailbox: { lab: mx } }
        """

    private func load(
        _ text: String, seeds: String = seeds
    ) throws -> (rows: [Row<PlacementSpecification>], findings: [Finding]) {
        let folder = try FixtureFolder(["seeds.yaml": seeds])
        let loading = Loading(directory: folder.path)
        let (section, _) = YAMLDocument.node(
            of: SourceText(file: "lab.yaml", text: "smtp: { mx: { domains: [a.example] } }"))
        if let section, let lab = loading.decode(LabSpecification.self, from: section) {
            loading.provide(lab, of: LabSection.self)
        }
        let (node, problems) = YAMLDocument.node(of: SourceText(file: "a.yaml", text: text))
        #expect(problems.isEmpty)
        guard let specification = loading.decode(PlacementSpecification.self, from: try #require(node)) else {
            return ([], loading.findings)
        }
        return (PlacementCheck.rows(specification, loading: loading), loading.findings)
    }

    /// Looks into a lab that something has sent mail to.
    private func look(_ text: String, sentTo recipients: [String], times: Int = 1) async throws -> CaseOutcome {
        let (rows, findings) = try load(text)
        try #require(findings.isEmpty, "\(findings)")
        let lab = try await Lab.start(
            LabConfiguration(servers: [.init(name: "mx", domains: nil, receiver: .accepting)], seed: 1))
        let url = try #require(lab.smtp["mx"]?.url)
        let endpoint = try #require(SMTPEndpoint(url: url))
        let sender = SMTPSender(to: endpoint)
        let mail = "From: news@example.com\r\nMessage-ID: <7@example.com>\r\nSubject: hi\r\n\r\nHello\r\n"
        for recipient in recipients {
            for _ in 0..<times {
                let envelope = try SMTPEnvelope(sender: "news@example.com", recipients: [recipient])
                _ = try await sender.send(OutgoingMail(envelope, message: Array(mail.utf8)))
            }
        }
        await sender.close()
        var resources = Resources()
        resources[LabKey.self] = lab
        let context = CheckContext(
            resources: resources, references: RuntimeReferences(), run: RunIdentity(id: "r1", seed: 1),
            caseName: "placement", deadline: .now + .seconds(60), cleanups: Cleanups())
        let outcome = await PlacementCheck.run(try #require(rows.first), in: context)
        _ = await lab.stop()
        return outcome
    }

    @Test("mail that something else sent is found by its Message-ID, with or without brackets")
    func found() async throws {
        for id in ["7@example.com", "<7@example.com>"] {
            let outcome = try await look(
                "{ seeds: seeds.yaml, message_id: '\(id)', within: 5s, inbox: 100%, missing: 0 }",
                sentTo: ["ana@a.example", "ben@a.example"])
            #expect(outcome.verdict == .passed, "\(outcome.findings)")
            #expect(outcome.output.contains { $0.hasPrefix("ana@a.example: inbox") }, "\(outcome.output)")
            #expect(outcome.output.contains("a.example      2   100%    0%       0%     0%"), "\(outcome.output)")
        }
    }

    @Test("a seed without the mail misses it, and is named")
    func missing() async throws {
        let outcome = try await look(
            "{ seeds: seeds.yaml, message_id: 7@example.com, within: 1s, missing: 0 }", sentTo: ["ana@a.example"])
        #expect(outcome.verdict == .failed)
        #expect(outcome.findings.first?.notes.first?.text == "ben@a.example: missing")
    }

    @Test("a mail that came twice is no mail in the inbox")
    func duplicate() async throws {
        let outcome = try await look(
            "{ seeds: seeds.yaml, message_id: 7@example.com, within: 5s, inbox: 100% }",
            sentTo: ["ana@a.example", "ben@a.example"], times: 2)
        #expect(outcome.verdict == .failed)
        #expect(outcome.output.first == "ana@a.example: 2 times: INBOX, INBOX")
    }

    @Test(
        "what cannot be looked for is told",
        arguments: [
            ("{ seeds: seeds.yaml, within: 1s, missing: 0 }", seeds, "it is not said which mail is looked for"),
            ("{ seeds: seeds.yaml, token: a, within: 1s }", seeds, "nothing is expected of where the mail arrives"),
            ("{ seeds: seeds.yaml, token: a, message_id: b }", seeds, "by its message_id or by its token"),
            (
                "{ seeds: seeds.yaml, token: a, inbox: 100% }", "seeds: [{ address: a@a.example }]",
                "the mailbox of a@a.example is not known"
            ),
            (
                "{ seeds: seeds.yaml, token: a, inbox: 100% }",
                "seeds: [{ address: a@a.example, mailbox: { imap: 'imaps://a.example' } }]", "nothing logs in"
            ),
            (
                "{ seeds: seeds.yaml, token: a, inbox: 100% }",
                "seeds: [{ address: a@a.example, mailbox: { imap: 'http://a.example', password: x } }]",
                "no URL of an IMAP server"
            ),
            (
                "{ seeds: seeds.yaml, token: a, authentication: { dkim: pass } }",
                "seeds: [{ address: a@a.example, mailbox: { imap: 'imaps://a.example', password: x } }]",
                "whose Authentication-Results"
            ),
        ])
    func refused(_ text: String, _ seeds: String, _ words: String) throws {
        let findings = try load(text, seeds: seeds).findings
        #expect(findings.contains { $0.message.contains(words) }, "\(findings.map(\.message))")
    }

    @Test("it has the time that it may look for")
    func time() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(Self.seeds, to: "seeds.yaml")
        let text = """
            mailproof: 1
            name: t
            lab: { smtp: { mx: { domains: [a.example] } } }
            checks:
              - placement: { seeds: seeds.yaml, token: a, within: 3m, inbox: 100% }

            """
        let source = SourceText(file: folder.url.appending(path: "s.yaml").path, text: text)
        let catalog = Catalog(checks: [PlacementCheck.self], sections: [LabSection.self])
        let loaded = ScenarioLoader(catalog: catalog).load(source)
        #expect(loaded.findings.isEmpty, "\(loaded.findings)")
        #expect(try #require(loaded.scenario).checks.map(\.timeout).allSatisfy { $0 > .seconds(180) })
    }

    @Test("a mailbox beyond loopback needs leave")
    func needs() throws {
        let seeds = "seeds: [{ address: a@a.example, mailbox: { imap: 'imaps://imap.a.example', password: x } }]"
        let rows = try load("{ seeds: seeds.yaml, token: a, inbox: 100% }", seeds: seeds).rows
        let needs = PlacementCheck.needs(try #require(rows.first).specification)
        #expect(needs.map(\.permission) == [.network] && needs.map(\.host) == ["imap.a.example"])
    }
}
