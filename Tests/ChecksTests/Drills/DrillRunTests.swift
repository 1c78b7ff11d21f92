import Alerting
import Checks
import DNS
import FaultLab
import Findings
import MailTransport
import Scenarios
import Testing

/// A drill against a lab of its own, with its rules and its words.
struct RunningDrill {
    let lab: Lab
    let observer: LabObserver
    let context: CheckContext
    let specification: DrillSpecification
    private let feeding: Task<Void, Never>

    /// Deferrals of a domain, over three seconds, which is longer than a busy machine stops for.
    static let rules = """
        rules:
          - alert: Deferrals
            share: { of: smtp_replies, where: { class: 4xx }, by: [recipient_domain], window: 3s, at_least: 3 }
            above: 20%
            for: 50ms
            labels: { severity: critical, team: email }
            annotations: { runbook_url: https://runbooks.example/deferrals }
          - alert: Rejections
            share: { of: smtp_replies, where: { class: 5xx }, by: [recipient_domain], window: 3s, at_least: 3 }
            above: 20%
            labels: { severity: critical, team: email }
        """

    static let words = """
        steady: { no_alerts: { team: email } }
        faults:
          - smtp: { server: mx, at: rcpt, when: { recipient_domain: slow.example }, reply: "451 4.7.1 Try again later" }
        traffic:
          - { via: $(lab.smtp.mx.url), from: drill@example.com, to: "user$(n)@slow.example", rate: 50/s }
          - { via: $(lab.smtp.mx.url), from: drill@example.com, to: "user$(n)@healthy.example", rate: 50/s }
        expect:
          - alert: Deferrals
            within: 20s
            labels: { severity: critical, recipient_domain: slow.example }
            annotations: { runbook_url: "re:^https://" }
            delivered: { to: pager, times: 1 }
          - metric: { count: { of: smtp_replies, where: { class: 4xx }, window: 3s }, min: 5, within: 20s }
        forbid: [{ alert: any_other, labels: { team: email } }]
        recover: { alerts_resolved_within: 20s }
        """

    /// Starts the lab and its monitor; `watched` is asked for somebody else who is watched, `route` for texts of the words
    /// that are known only once the lab runs.
    init(
        _ words: String = words, rules: String = rules, receivers: [LabObserver.Receiver] = [.init("pager")],
        watching watched: (Lab, LabObserver) -> (any AlertObserver)? = { _, _ in nil },
        route: (Lab) async throws -> [String: String] = { _ in [:] }
    ) async throws {
        lab = try await Lab.start(
            LabConfiguration(servers: [.init(name: "mx", domains: nil, tls: TLSOffer())], seed: 1))
        let read = DecodedText<LabMonitorRules>(rules, file: "alerts.yaml")
        #expect(read.said == [])
        observer = try await LabObserver.start(
            rules: read.value?.rules ?? [], receivers: receivers, transport: HTTPAlertTransport(),
            interval: .milliseconds(20))
        let events = lab.events()
        let monitor = observer.monitor
        feeding = Task {
            for await event in events {
                if let delivery = DeliveryEvent(event) { monitor.record(delivery) }
            }
        }
        let known = KnownReferences(loadValues: [:], runtimeNames: ["lab.smtp.mx.url"])
        let text = try await route(lab).reduce(words) { $0.replacing($1.key, with: $1.value) }
        let (node, _) = YAMLDocument.node(of: SourceText(file: "drill.yaml", text: text))
        let decoding = Decoding(references: known)
        let document = try #require(node)
        specification = try #require(DrillSpecification.decode(document, in: decoding))
        #expect(decoding.findings == [])
        var resources = Resources()
        resources[AlertObserverKey.self] = watched(lab, observer) ?? observer
        resources[LabKey.self] = lab
        var references = RuntimeReferences()
        references["lab.smtp.mx.url"] = lab.smtp["mx"]?.url
        context = CheckContext(
            resources: resources, references: references, run: RunIdentity(id: "abcdefghijkl", seed: 1),
            caseName: "drill", deadline: .now.advanced(by: .seconds(60)), cleanups: Cleanups())
    }

    /// Runs it.
    func run() async -> CaseOutcome {
        await DrillCheck.run(Row(at: specification.place, specification), in: context)
    }

    /// Stops the lab; nothing of the drill may be active any more.
    func stop() async {
        #expect(context.cleanups.active == [])
        feeding.cancel()
        #expect(await observer.stop())
        #expect(await lab.stop() == [])
    }
}

@Suite("a drill that is carried out")
struct DrillRunTests {
    /// Mail that TLS holds back, as the sender sees it.
    private static let heldBack = """
        rules:
          - alert: HeldBack
            share:
              of: smtp_replies
              where: { observed_by: sender, enhanced: 4.7.5 }
              by: [recipient_domain]
              window: 3s
              at_least: 3
            above: 20%
            labels: { severity: critical, team: email }
        """

    @Test("an expired certificate holds mail back, and its end lets it go")
    func certificate() async throws {
        let outcome = try await outcome(
            """
            faults: [{ tls: { server: mx, certificate: expired } }]
            traffic:
              - { via: $(lab.smtp.mx.url), from: d@example.com, to: "u$(n)@slow.example", rate: 50/s, tls: required }
            expect:
              - { alert: HeldBack, within: 20s, labels: { recipient_domain: slow.example } }
            recover: { alerts_resolved_within: 20s }
            """, rules: Self.heldBack)
        #expect(outcome.verdict == .passed, "\(outcome.findings) \(outcome.output)")
        #expect(outcome.output.contains { $0.hasPrefix("tls mx: certificate expired: ") })
        #expect(outcome.output.contains { $0.contains("the server's certificate has expired") })
    }

    private func outcome(_ words: String = RunningDrill.words, rules: String = RunningDrill.rules) async throws
        -> CaseOutcome
    {
        let drill = try await RunningDrill(words, rules: rules)
        let outcome = await drill.run()
        await drill.stop()
        return outcome
    }

    /// The drill's words with one text replaced.
    private func words(_ text: String, _ replacement: String) -> String {
        #expect(RunningDrill.words.contains(text))
        return RunningDrill.words.replacing(text, with: replacement)
    }

    @Test("passes where the alert fires, is delivered once and is resolved, and tells when")
    func passes() async throws {
        let outcome = try await outcome()
        #expect(outcome.verdict == .passed, "\(outcome)")
        #expect(outcome.findings == [])
        let story = [
            "armed smtp mx rcpt slow.example", "first hit of", "metric count of smtp_replies is", "pending Deferrals",
            "firing Deferrals", "told pager: firing Deferrals", "disarmed smtp mx rcpt slow.example",
            "resolved Deferrals", "told pager: resolved Deferrals", "traffic to 127.0.0.1",
            "matches struck: slow.example ",
        ]
        for words in story {
            #expect(outcome.output.contains { $0.contains(words) }, "\(words) is not in \(outcome.output)")
        }
        let names = Set(outcome.properties.map(\.name))
        #expect(
            names.isSuperset(of: [
                "drill.first_hit", "drill.metric", "drill.pending", "drill.firing", "drill.delivered", "drill.disarmed",
                "drill.resolved", "drill.hits",
            ]))
    }

    @Test("fails where the rule never fires, at the alert, with what its measure showed")
    func neverFires() async throws {
        let outcome = try await outcome(
            words("within: 20s\n    labels", "within: 5s\n    labels"),
            rules: RunningDrill.rules.replacing("above: 20%\n    for", with: "above: 100%\n    for"))
        #expect(outcome.verdict == .failed)
        let finding = try #require(outcome.findings.first)
        #expect(finding.label == "not firing after 5s (seen: nothing)")
        #expect(finding.excerpt?.span.description == "drill.yaml:8:12")
        #expect(finding.notes.contains { $0.text.contains("the most that its measure showed was 100% of") })
        #expect(finding.notes.contains { $0.excerpt?.span.description == "alerts.yaml:2:12" })
    }

    @Test("fails where the alert is pending for too long")
    func pending() async throws {
        let outcome = try await outcome(
            words("within: 20s\n    labels", "within: 5s\n    labels"),
            rules: RunningDrill.rules.replacing("for: 50ms", with: "for: 1h"))
        #expect(outcome.findings.map(\.label) == ["not firing after 5s (seen: pending)"])
    }

    @Test("fails at the label that is another")
    func label() async throws {
        let outcome = try await outcome(
            words("severity: critical, recipient", "severity: warning, recipient")
                .replacing("within: 20s\n    labels", with: "within: 5s\n    labels")
                .replacing("forbid: [{ alert: any_other, labels: { team: email } }]", with: ""))
        #expect(outcome.verdict == .failed)
        #expect(outcome.findings.map(\.label) == ["got critical"])
        #expect(outcome.findings.first?.excerpt?.span.description == "drill.yaml:10:25")
    }

    @Test("fails at the annotation that is not there")
    func annotation() async throws {
        let outcome = try await outcome(
            words("annotations: { runbook_url", "annotations: { runbook")
                .replacing("within: 20s\n    labels", with: "within: 5s\n    labels"))
        #expect(outcome.verdict == .failed)
        #expect(outcome.findings.map(\.label) == ["runbook is not there"])
        #expect(outcome.findings.first?.excerpt?.span.description == "drill.yaml:11:29")
    }

    @Test("fails where somebody else is woken")
    func noise() async throws {
        let outcome = try await outcome(
            rules: RunningDrill.rules.replacing("where: { class: 5xx }", with: "where: { class: 2xx }"))
        #expect(outcome.verdict == .failed)
        let labels = outcome.findings.compactMap(\.label)
        #expect(labels.contains { $0.hasPrefix("Rejections fired after") }, "\(labels)")
    }

    @Test("fails where the alert outlives the fault")
    func notResolved() async throws {
        let outcome = try await outcome(
            words("alerts_resolved_within: 20s", "alerts_resolved_within: 500ms"),
            rules: RunningDrill.rules.replacing(
                "by: [recipient_domain], window: 3s, at_least: 3 }\n    above: 20%\n    for",
                // Above nothing: however much mail gets through afterwards, one deferral in the window is enough.
                with: "by: [recipient_domain], window: 60s, at_least: 3 }\n    above: 0%\n    for"))
        #expect(outcome.verdict == .failed)
        #expect(outcome.findings.map(\.label) == ["Deferrals is not resolved"])
        #expect(outcome.findings.first?.excerpt?.span.line == 15)
    }

    @Test("fails where it is told to nobody, or too often")
    func deliveries() async throws {
        let outcome = try await outcome(words("times: 1", "times: 0"))
        #expect(outcome.findings.map(\.label) == ["got 1"])
        #expect(outcome.findings.first?.excerpt?.span.line == 12)
    }

    @Test("expects attempts, and says how many came")
    func attempts() async throws {
        let expected = "  - attempts: { of: user1@slow.example, min: 1, within: 20s }\n"
        let met = try await outcome(words("  - metric", expected + "  - metric"))
        #expect(met.verdict == .passed, "\(met)")
        #expect(met.output.contains { $0.hasSuffix("attempt 1 to deliver to user1@slow.example") })
        // Each recipient of the traffic is tried once, for nobody queues what the lab defers.
        let unmet = try await outcome(
            words("  - metric", expected.replacing("min: 1, within: 20s", with: "min: 2, within: 3s") + "  - metric"))
        #expect(unmet.verdict == .failed)
        #expect(unmet.findings.map(\.label) == ["got 1"])
    }

    @Test("is undetermined where no mail reached the fault")
    func nothingInjected() async throws {
        let outcome = try await outcome(
            words("within: 20s\n    labels", "within: 500ms\n    labels")
                .replacing("recipient_domain: slow.example }, reply", with: "recipient_domain: other.example }, reply")
                .replacing("min: 5, within: 20s", with: "min: 5, within: 500ms"))
        #expect(outcome.verdict == .undetermined)
        #expect(outcome.type == "mailproof.injection")
        #expect(outcome.findings.first?.label == "never hit")
    }

    @Test("is undetermined where a fault was never hit, whatever held")
    func untried() async throws {
        let other =
            "  - smtp: { server: mx, at: rcpt, when: { recipient_domain: other.example }, reply: \"550 5.1.1 no\" }\n"
        let outcome = try await outcome(words("traffic:", other + "traffic:"))
        #expect(outcome.verdict == .undetermined, "\(outcome)")
        #expect(outcome.findings.map(\.label) == ["never hit"])
    }

    @Test("is undetermined and injects nothing where an alert fires already")
    func notSteady() async throws {
        // A window that the refusals do not leave before the drill looks, however late that is.
        let drill = try await RunningDrill(rules: RunningDrill.rules.replacing("window: 3s", with: "window: 60s"))
        let observations = drill.observer.observations()
        for _ in 0..<5 {
            drill.observer.monitor.record(
                DeliveryEvent(.smtpReply(.init(code: 550, recipientDomain: "a.example")), at: .now()))
        }
        for await observation in observations where observation.transition.state == .firing { break }
        let outcome = await drill.run()
        #expect(outcome.verdict == .undetermined)
        #expect(outcome.findings.map(\.label) == ["not steady"])
        #expect(drill.lab.log.attempts.isEmpty)
        await drill.stop()
    }

    @Test("disarms its faults when it is cancelled")
    func cancelled() async throws {
        let drill = try await RunningDrill(
            words("within: 20s\n    labels", "within: 50s\n    labels"),
            rules: RunningDrill.rules.replacing("for: 50ms", with: "for: 1h"))
        let observations = drill.observer.observations()
        let running = Task { await drill.run() }
        for await observation in observations where observation.transition.state == .pending { break }
        running.cancel()
        let outcome = await running.value
        #expect(outcome.verdict == .undetermined)
        await drill.stop()
    }
}
