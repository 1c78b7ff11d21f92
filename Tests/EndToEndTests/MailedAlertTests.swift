import Findings
import Support
import Testing

@Suite(
    "alerts by mail",
    .enabled(if: Program.isExpected("smtp-sink"), "smtp-sink is not installed: apt-get install postfix"),
    .timeLimit(.minutes(10)))
struct MailedAlertTests {
    @Test("who is named under mail gets the page and its end, and the password is nowhere to be read")
    func mailed() async throws {
        let sink = try SMTPSink(#require(Program("smtp-sink")), port: SMTPSink.freePort())
        try await sink.waitUntilReady()
        let scenario = try ShippedScenario("drills/recipient-4xx")
        defer { scenario.folder.remove() }
        try scenario.replace(
            "notify: { pager: {} } ",
            with: """
                notify:
                      pager: {}
                      oncall:
                        mail:
                          via: smtp://127.0.0.1:\(sink.port)
                          login: { user: alerts, password: $(secrets.ONCALL_PASSWORD) }
                          from: Alerts <alerts@example.com>
                          to: [ana@example.org, ben@example.org]

                """, in: "drill.yaml")
        try scenario.replace(
            "\nlab:\n", with: "\nsecrets: { ONCALL_PASSWORD: { env: ONCALL_PASSWORD } }\n\nlab:\n", in: "drill.yaml")
        let run = try await MailproofProcess.run(
            ["run", "Scenarios/drills/recipient-4xx"], in: scenario.folder.url,
            environment: ["ONCALL_PASSWORD": "correct horse battery staple"])
        let messages = try sink.messages()
        await sink.stop()

        #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
        #expect(!"\(run.output)\(run.errors)\(run.events)".contains("correct horse"))
        #expect(messages.count == 2, "\(messages)\(run.cases.flatMap(\.report.outcome.output))")
        let firing = try #require(messages.first { $0.contains("\nSubject: [FIRING] RecipientDomainDeferrals: ") })
        for words in ["slow.example defers 100%", "runbook: https://runbooks.example/deferrals", "severity: critical"] {
            #expect(firing.contains(words), "\(firing)")
        }
        #expect(messages.contains { $0.contains("\nSubject: [RESOLVED] RecipientDomainDeferrals: ") })
    }

    @Test("what goes to a mailbox cannot be counted, and validate says so")
    func unreadable() async throws {
        let scenario = try ShippedScenario("drills/recipient-4xx")
        defer { scenario.folder.remove() }
        try scenario.replace(
            "pager: {} }",
            with: "pager: { mail: { via: \"smtp://127.0.0.1:2525\", from: a@example.com, to: b@example.org } } }",
            in: "drill.yaml")
        let run = try await scenario.run()
        #expect(run.exitCode == 65)
        #expect(run.errors.contains("what pager is told cannot be read, for it is told by mail"), "\(run.errors)")
        #expect(run.errors.contains("drill.yaml:33"), "\(run.errors)")
    }
}
