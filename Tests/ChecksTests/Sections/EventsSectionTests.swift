import Alerting
import Checks
import Findings
import Foundation
import Scenarios
import Support
import Testing

@Suite("the section events", .timeLimit(.minutes(10)))
struct EventsSectionTests {
    private static let line =
        "Nov 27 21:25:24 mta postfix/smtp[1]: 0A1B2C3D4E: to=<a@slow.example>, relay=x, delay=90, dsn=4.7.1, "
        + "status=deferred (host x said: 451 4.7.1 later)\n"

    /// The sections of a scenario with these lines, loaded from a folder.
    private func load(_ text: String, in folder: TemporaryFolder) throws -> LoadedFile {
        try folder.write("rules: [{ alert: Waiting, value: { of: queue_messages }, above: 5 }]\n", to: "alerts.yaml")
        let source = SourceText(
            file: folder.url.path + "/s.yaml",
            text: "mailproof: 1\nname: t\n\(text)\n"
                + "checks: [{ dns_record: { name: a.example, type: TXT, expect: [] } }]\n")
        return ScenarioLoader(catalog: .standard).load(source)
    }

    @Test("what a log tells is counted by the lab's monitor, as seen in a log")
    func counted() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(Self.line, to: "mail.log")
        let loaded = try load(
            """
            dns: { server: none }
            lab:
              smtp: { mx: { domains: [slow.example] } }
              monitor: { rules: alerts.yaml }
            events: [{ postfix_log: mail.log }]
            alerts: lab
            """, in: folder)
        #expect(loaded.findings.map(\.message) == [])
        let sections = try #require(loaded.scenario).sections
        #expect(sections.map(\.key) == ["dns", "lab", "events", "alerts"])
        var resources = Resources()
        var running: [any RunningSection] = []
        for section in sections {
            let context = SectionContext(
                resources: resources, references: RuntimeReferences(), run: RunIdentity(id: "t", seed: 1))
            let started = try await section.start(context)
            resources.merge(started.resources)
            running.append(started)
        }
        let monitor = try #require(resources[LabMonitorKey.self]).observer.monitor
        let replies = Measure(
            .count, of: .smtpReplies, where: [.observedBy: ["log"], .class: ["4xx"]], by: [.recipientDomain],
            window: .seconds(600))
        monitor.watch(replies)
        let handle = try FileHandle(forWritingTo: folder.url.appending(path: "mail.log"))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(Self.line.utf8))
        try handle.close()
        let length = Measure(.value, of: .queueLength, window: .seconds(300))
        let deadline = ContinuousClock.now.advanced(by: .seconds(120))
        while monitor.readings(of: length).isEmpty, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(monitor.readings(of: length).map(\.value) == [1])
        // The line that was there before was not read.
        #expect(monitor.readings(of: replies).map(\.value) == [1])
        #expect(monitor.readings(of: replies).map(\.labels) == [["recipient_domain": "slow.example"]])
        for section in running.reversed() { #expect(await section.stop() == []) }
    }

    @Test("a log that is not there keeps the checks from running")
    func missing() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let loaded = try load("dns: { server: none }\nevents: [{ kumomta_log: none.log }]", in: folder)
        let section = try #require(loaded.scenario?.sections.first { $0.key == "events" })
        do {
            _ = try await section.start(
                SectionContext(
                    resources: Resources(), references: RuntimeReferences(), run: RunIdentity(id: "t", seed: 1)))
            Issue.record("it started")
        } catch {
            #expect(error.finding.message.hasPrefix("kumomta_log none.log cannot be followed: No such file"))
            #expect(error.finding.excerpt?.span.line == 4)
            #expect(error.type == "mailproof.connection")
        }
    }

    @Test(
        "what cannot be meant is said where it stands",
        arguments: [
            ("[]", "1:1 events names no log (write events: [{ postfix_log: /var/log/mail.log }])"),
            ("[{}]", "1:2 no log is named (write { postfix_log: /var/log/mail.log })"),
            (
                "[{ postfix_log: a, json_lines: b }]",
                "1:20 an entry names one log, not 2 (write an entry for each)"
            ),
            ("[{ postfix_logs: a }]", #"1:4 unknown key "postfix_logs" (did you mean 'postfix_log'?)"#),
        ])
    func mistakes(_ text: String, _ said: String) {
        #expect(
            DecodedText<EventsSpecification>(text).said.contains(said), "\(DecodedText<EventsSpecification>(text).said)"
        )
    }

    @Test("a log that is named twice would be counted twice")
    func twice() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let loaded = try load(
            "dns: { server: none }\nevents: [{ json_lines: \"-\" }, { postfix_log: a }, { json_lines: \"-\" }]",
            in: folder)
        #expect(loaded.findings.map(\.message) == ["json_lines - is named twice, and would be counted twice"])
    }
}
