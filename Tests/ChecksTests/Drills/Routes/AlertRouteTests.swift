import Alerting
import Checks
import Findings
import Scenarios
import Support
import Testing

@Suite("the routes of an Alertmanager", .timeLimit(.minutes(10)))
struct AlertRouteTests {
    private static let configuration = """
        global: { slack_api_url: <secret> }
        route:
          receiver: default
          group_wait: 30s
          routes:
            - matchers: ['team="email"', 'severity=~"critical|page.*"']
              receiver: pager
              continue: true
              mute_time_intervals: [weekends, nights]
            - match: { team: email }
              receiver: chat
              group_wait: 5s
            - match_re: { team: "db-.+" }
              receiver: dba
            - matchers: ['{team!="email",region!~"eu"}']
              routes: [{ matchers: [zone = a], receiver: zone-a }]
        receivers: [{ name: default }]
        """

    private func told(_ labels: [String: String], _ text: String = configuration) throws -> [String] {
        try AlertRoute(configuration: text).told(of: KnownLabels(values: labels)).map {
            $0.receiver + ($0.isCertain ? "" : "?")
        }
    }

    @Test(
        "an alert goes where the first route leads that takes it, and on where that says continue",
        arguments: [
            (["team": "email", "severity": "critical"], ["pager", "chat"]),
            (["team": "email", "severity": "pages"], ["pager", "chat"]),
            (["team": "email", "severity": "warning"], ["chat"]),
            (["team": "email", "severity": "critical-ish"], ["chat"]),
            (["team": "db-eu", "severity": "x", "region": "eu"], ["dba"]),
            (["team": "web", "severity": "x", "region": "us", "zone": "a"], ["zone-a"]),
            (["team": "web", "severity": "x", "region": "us", "zone": "b"], ["default"]),
            (["team": "web", "severity": "x", "region": "eu", "zone": "a"], ["default"]),
        ])
    func routes(_ labels: [String: String], _ receivers: [String]) throws {
        #expect(try told(labels) == receivers)
    }

    @Test("a label that is not known may lead everywhere that it could")
    func unknown() throws {
        #expect(try told(["team": "email"]) == ["pager?", "chat"])
        #expect(try Set(told([:])) == ["pager?", "chat?", "dba?", "zone-a?", "default?"])
    }

    @Test("what is not understood of a matcher may match")
    func undecided() throws {
        for matcher in ["'team=~\"(a+)+b\"'", "'{{'", "'team=~\"e[mn]ail\"'", "7", "[a]"] {
            let text = "route: { receiver: default, routes: [{ matchers: [\(matcher)], receiver: pager }] }"
            #expect(try told(["team": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"], text) == ["pager?", "default?"])
        }
    }

    @Test("times are told as they hold for the receiver, intervals where they are named")
    func times() throws {
        let route = try AlertRoute(configuration: Self.configuration)
        let told = route.told(of: KnownLabels(values: ["team": "email", "severity": "critical"]))
        #expect(
            told.map(\.times) == ["group_wait 30s, mute_time_intervals weekends and nights", "group_wait 5s"])
    }

    @Test(
        "a configuration that is none is not taken for one that tells nobody",
        arguments: [
            "", "route", "route: []", "route: {}", "receivers: []", "route: { routes: [{ receiver: a }] }", "{",
            "\u{0}",
            "route: { receiver: a, routes: [b] }",
            "route: " + String(repeating: "{ receiver: a, routes: [", count: 70) + "{ receiver: a }"
                + String(repeating: "] }", count: 70),
        ])
    func unreadable(_ text: String) {
        #expect(throws: AlertRoute.Unreadable.self) { _ = try AlertRoute(configuration: text) }
    }

    /// The outcome of the guard before an Alertmanager which answers that; nil where the drill may begin.
    private func outcome(
        _ answer: ScriptedHTTPServer.Answer, labels: String = "{ team: email, severity: warning }",
        receivers: [String] = [], file: String? = "policy.yaml"
    ) async throws -> CaseOutcome? {
        let server = try ScriptedHTTPServer { _ in answer }
        defer { server.stop() }
        var drill = try #require(
            DecodedText<DrillSpecification>(
                """
                faults: [{ smtp: { at: rcpt, reply: "451 4.7.1 Later" } }]
                expect: [{ alert: Deferrals, within: 6s, labels: \(labels) }]
                """
            ).value)
        drill.watchesAlertmanager = true
        let grants = PolicyGrants(file: file, drillReceivers: receivers)
        let observer = JoinedObserver(AlertmanagerObserver(url: server.url, timeout: .seconds(2)))
        return try await LiveRouteGuard(specification: drill, grants: grants).problem(with: observer)
    }

    private static func status(_ configuration: String) -> ScriptedHTTPServer.Answer {
        let text = configuration.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
            "\n", with: "\\n")
        return .reply(200, #"{"config":{"original":"\#(text)"},"versionInfo":{},"cluster":{"status":"x"}}"#)
    }

    @Test("a receiver that the policy does not give to drills is named, with what to add")
    func refused() async throws {
        let outcome = try #require(try await outcome(Self.status(Self.configuration), receivers: ["pager"]))
        #expect(outcome.verdict == .failed)
        #expect(
            outcome.findings.map(\.message) == [
                "nothing was injected: the receiver chat would be told of Deferrals (group_wait 5s), and the policy "
                    + "policy.yaml does not give it to drills"
            ])
        #expect(outcome.findings.first?.remedy == "have chat added to drill_receivers of policy.yaml")
        #expect(outcome.findings.first?.excerpt?.span.line == 2)
        let none = try await self.outcome(Self.status(Self.configuration), file: nil)
        #expect(none?.findings.first?.remedy == "run with a --policy that has chat in drill_receivers")
        #expect(try await self.outcome(Self.status(Self.configuration), receivers: ["chat"]) == nil)
    }

    @Test("labels that are not written out count for every value")
    func uncertain() async throws {
        let outcome = try await outcome(
            Self.status(Self.configuration), labels: "{ team: email, severity: \"re:crit\" }", receivers: ["chat"])
        #expect(outcome?.findings.map { $0.message.contains("pager may be told") } == [true])
    }

    @Test(
        "an answer that cannot be read is not known, and nothing is injected",
        arguments: [
            .reply(500, "down"), .reply(404, "no"), .reply(200, "{}"), .reply(200, "<html>"), .reply(200, ""),
            .reply(200, #"{"config":{"original":7}}"#), .reply(200, #"{"config":{"original":"route: ["}}"#),
            .reply(200, #"{"config":{"original":"a: &a [1]\nb: [*a,*a]\n"}}"#),
        ] as [ScriptedHTTPServer.Answer])
    func hostile(_ answer: ScriptedHTTPServer.Answer) async throws {
        await #expect(throws: ObserverFailure.self) {
            _ = try await outcome(answer, receivers: ["pager", "chat", "default"])
        }
    }
}
