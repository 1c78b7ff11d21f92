import Checks
import FaultLab
import Findings
import Support
import Testing

/// Mail is sent to a Postfix that relays to the lab, and that tries deferred mail again after a quarter of an hour.
@Suite(
    "a drill through Postfix", .serialized, .timeLimit(.minutes(10)),
    .enabled(if: Postfix.isExpected, "it needs root and Postfix: apt-get install postfix"))
struct DrillThroughPostfixTests {
    /// RELAY is Postfix, and FOLDER where its main.cf lies.
    private static let words = """
        steady: { no_alerts: { team: email } }
        faults:
          - smtp: { server: mx, at: rcpt, when: { recipient_domain: slow.example }, reply: "451 4.7.1 Try again later" }
        traffic:
          - { via: RELAY, from: drill@example.com, to: "user$(n)@slow.example", rate: 20/s, count: 60 }
          - { via: RELAY, from: drill@example.com, to: "user$(n)@healthy.example", rate: 20/s, count: 60 }
        canary: { within: 60s }
        expect:
          - { alert: Deferrals, within: 60s, labels: { recipient_domain: slow.example }, delivered: { to: pager, times: 1 } }
        forbid: [{ alert: any_other, labels: { team: email } }]
        recover:
          alerts_resolved_within: 60s
          flush: { command: [postqueue, -c, FOLDER, -f], every: 1s }
          remediation:
            metric: { count: { of: smtp_replies, where: { class: 2xx, recipient_domain: slow.example }, window: 5m }, min: 5 }
            within: 60s
        """

    /// The outcome of a drill, and what Postfix logged.
    private func outcome(_ words: String, parameters: [String: String] = [:]) async throws -> (CaseOutcome, String) {
        let program = try #require(Program("postfix"))
        var postfix: Postfix?
        let drill: RunningDrill
        do {
            drill = try await RunningDrill(
                words,
                route: { lab in
                    var settings = Postfix.Settings()
                    settings.parameters = [
                        "relayhost": "[127.0.0.1]:\(lab.smtp["mx"]?.port ?? 0)", "minimal_backoff_time": "900s",
                        "maximal_backoff_time": "900s", "queue_run_delay": "900s",
                    ].merging(parameters) { $1 }
                    let started = try Postfix(program, settings)
                    postfix = started
                    try await started.waitUntilReady()
                    return ["RELAY": "smtp://127.0.0.1:\(started.port)", "FOLDER": started.folder]
                })
        } catch {
            await postfix?.stop()
            throw error
        }
        let outcome = await drill.run()
        let log = postfix?.log ?? ""
        await postfix?.stop()
        await drill.stop()
        return (outcome, log)
    }

    @Test("passes: the canary arrives, the alert fires, the queue is flushed and drains, the alert is resolved")
    func passes() async throws {
        let (outcome, log) = try await outcome(Self.words)
        #expect(outcome.verdict == .passed, "\(outcome)\n\(log.suffix(4000))")
        let story = [
            "canary to user0@slow.example arrived", "armed smtp mx", "firing Deferrals", "disarmed smtp mx",
            "flushed: postqueue", "(at least 5)", "resolved Deferrals",
        ]
        for words in story {
            #expect(outcome.output.contains { $0.contains(words) }, "\(words) is not in \(outcome.output)")
        }
    }

    @Test("fails where the queue is not flushed: it does not drain, whatever the alert does")
    func unflushed() async throws {
        let (outcome, log) = try await outcome(
            Self.words.replacing("  flush: { command: [postqueue, -c, FOLDER, -f], every: 1s }\n", with: "")
                // Enough that what is sent while the drill recovers does not make it up.
                .replacing("min: 5 }\n    within: 60s", with: "min: 61 }\n    within: 10s"))
        #expect(outcome.verdict == .failed, "\(outcome)\n\(log.suffix(4000))")
        #expect(outcome.findings.map(\.rule) == ["drill/not-remedied"], "\(outcome)")
    }

    @Test("injects nothing where Postfix leads mail elsewhere")
    func lost() async throws {
        let (outcome, _) = try await outcome(
            Self.words.replacing("canary: { within: 60s }", with: "canary: { within: 3s }"),
            parameters: ["default_transport": "discard", "relayhost": "", "relay_transport": "discard"])
        #expect(outcome.verdict == .undetermined, "\(outcome)")
        #expect(outcome.findings.map(\.label) == ["did not arrive", "did not arrive"])
        #expect(!outcome.output.contains { $0.contains("armed ") }, "\(outcome.output)")
    }
}
