import Checks
import Findings
import Foundation
import Scenarios
import Support
import Testing

@Suite("rules and routes of the user's own, before anything runs")
struct RunPrometheusTests {
    static let rules = """
        groups:
          - name: mail
            interval: 30s
            rules:
              - record: x:rate
                expr: rate(x[5m])
              - alert: Deferrals
                expr: x:rate > 5
                for: 5m
                labels: { severity: critical }
        """
    static let routes = """
        global: { smtp_smarthost: "mail.example.com:25" }
        route:
          receiver: chat
          routes: [{ matchers: ['severity = critical'], receiver: pager, group_wait: 1m }]
        inhibit_rules: [{ source_matchers: [a = b], target_matchers: [c = d], equal: [e] }]
        templates: ["*.tmpl"]
        receivers:
          - { name: chat, slack_configs: [{ channel: "#x" }] }
          - { name: pager, pagerduty_configs: [{ routing_key: k }] }
          - { name: nobody }
        """

    /// What is wrong with a drill that watches these.
    private func findings(
        rules: String = rules, routes: String = routes, run: String = "", expect: String, lab: Bool = true,
        recover: String = ""
    ) throws -> [Finding] {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(rules, to: "mail.rules.yaml")
        try folder.write(routes, to: "am.yaml")
        let known = KnownReferences(loadValues: [:], runtimeNames: ["lab.smtp.mx.url"])
        let loading = Loading(directory: folder.url.path, references: known)
        if lab {
            var section = try #require(
                DecodedText<LabSection.Specification>("smtp: { mx: { domains: [slow.example] } }").value)
            LabSection.load(&section, loading: loading)
            loading.provide(section, of: LabSection.self)
        }
        let text = "run_prometheus: { rules: [\"*.rules.yaml\"], alertmanager_config: am.yaml\(run) }"
        let decoded = DecodedText<AlertsSection.Specification>(text)
        #expect(decoded.said == [])
        var alerts = try #require(decoded.value)
        AlertsSection.load(&alerts, loading: loading)
        loading.provide(alerts, of: AlertsSection.self)
        let drill = DecodedText<DrillSpecification>(
            """
            faults: [{ smtp: { at: rcpt, reply: "451 4.7.1 Later" } }]
            traffic: [{ via: $(lab.smtp.mx.url), from: a@example.com, to: u@slow.example }]
            expect: [{ \(expect) }]
            \(recover)
            """, references: known)
        #expect(drill.said == [])
        _ = DrillCheck.rows(try #require(drill.value), loading: loading)
        return loading.findings
    }

    @Test("nothing where all is well")
    func well() throws {
        #expect(try findings(expect: "alert: Deferrals, within: 630200ms").isEmpty)
        #expect(try findings(expect: "alert: Deferrals, within: 12m, delivered: { to: pager }").isEmpty)
        let told = "alert: Deferrals, within: 11700ms, delivered: { to: pager }"
        #expect(try findings(run: ", speed: 60x", expect: told).isEmpty)
        #expect(try findings(expect: "metric: { promql: \"sum(x)\", min: 5, within: 2s }").isEmpty)
    }

    @Test("a budget that is shorter than its stages together, with the sum")
    func budget() throws {
        let found = try findings(expect: "alert: Deferrals, within: 5m, delivered: { to: pager }")
        #expect(
            found.map(\.message) == [
                "Deferrals may not fire and be told to pager within 5m: "
                    + "scrape 200ms + window 5m + evaluation 30s + for 5m + group_wait 1m is 690.200s"
            ])
        #expect(found.first?.notes.first?.excerpt?.span.line == 7)
        // The window is that of the recorded series.
        let fast = try findings(run: ", speed: 60x", expect: "alert: Deferrals, within: 10699ms")
        #expect(
            fast.map(\.message) == [
                "Deferrals may not fire within 10699ms: scrape 200ms + window 5s + evaluation 500ms + for 5s is 10.700s, "
                    + "each but the scrape divided by 60"
            ])
    }

    @Test(
        "the shortest range of the expression, keep_firing_for and group_interval count where they hold things up",
        arguments: [
            (
                "within: 40s", "1h",
                [
                    "Deferrals may not fire within 40s: scrape 1s + window 10s + evaluation 30s is 41s"
                ]
            ),
            ("within: 41s", "1h", []),
            (
                "within: 1m", "1m",
                [
                    "Deferrals may not be resolved within 1m: scrape 1s + window 10s + evaluation 30s + keep_firing_for 20s is 61s"
                ]
            ),
            ("within: 1m", "61s", []),
            (
                "within: 2m, delivered: { to: pager }", "6m",
                [
                    "Deferrals may not be resolved within 6m: "
                        + "scrape 1s + window 10s + evaluation 30s + keep_firing_for 20s + group_interval 5m is 361s"
                ]
            ),
        ])
    func stages(_ expect: String, _ resolved: String, _ messages: [String]) throws {
        let rules = Self.rules.replacing("for: 5m", with: "keep_firing_for: 20s")
            .replacing("expr: x:rate > 5", with: "expr: rate(x[10s]) > 3 * rate(x[1h:5m] offset 1s)")
        let found = try findings(
            rules: rules, run: ", interval: 1s", expect: "alert: Deferrals, \(expect)",
            recover: "recover: { alerts_resolved_within: \(resolved) }")
        // Whole seconds are written without their thousandths where a message is compared.
        #expect(found.map { $0.message.replacing(".000s", with: "s") } == messages)
    }

    @Test("an alert that no rule raises, and receivers that are not there or are never told")
    func names() throws {
        #expect(try findings(expect: "alert: Deferal, within: 9m").map(\.remedy) == ["did you mean 'Deferrals'?"])
        #expect(
            try findings(expect: "alert: Deferrals, within: 9m, delivered: { to: pagr }").map(\.remedy)
                == ["did you mean 'pager'?"])
        #expect(
            try findings(expect: "alert: Deferrals, within: 9m, delivered: { to: nobody }").map(\.rule)
                == ["drill/unrouted-receiver"])
    }

    @Test("a count without a monitor, a lab that is not there, files that are no such files")
    func missing() throws {
        #expect(
            try findings(expect: "metric: { count: { of: smtp_replies, window: 2s }, min: 5, within: 2s }").map(\.rule)
                == ["drill/no-monitor"])
        #expect(try findings(expect: "alert: Deferrals, within: 9m", lab: false).first?.rule == "alerts/no-lab")
        #expect(
            try findings(rules: "rules: []", expect: "alert: Deferrals, within: 9m").map(\.rule)
                == ["alerts/no-rule-file"])
        #expect(
            try findings(routes: "route: {}", expect: "alert: Deferrals, within: 9m").map(\.rule)
                == ["alerts/no-alertmanager-config"])
    }

    @Test("what is written wrongly is said at its place")
    func words() {
        func said(_ text: String) -> [String] {
            let run = "run_prometheus: { rules: [a], alertmanager_config: b, \(text) }"
            return DecodedText<AlertsSection.Specification>(run).said
        }
        #expect(said("speed: 20").count == 1)
        #expect(said("speed: 0.5x").count == 1)
        #expect(said("interval: 1ms").count == 1)
        #expect(said("scrape: [labb]").count == 1)
        #expect(said("scrape: [\"http://u:p@h/metrics\"]").count == 1)
        #expect(said("history: x").count == 1)
        #expect(said("scrape: [lab, \"http://127.0.0.1:9154/metrics\"], speed: 1.5x, interval: 1s").isEmpty)
    }

    @Test("the programs that are started need leave, and exporters beyond loopback")
    func needs() throws {
        let alerts = DecodedText<AlertsSection.Specification>(
            """
            run_prometheus:
              rules: [a]
              alertmanager_config: b
              scrape: [lab, "http://127.0.0.1:1/m", "http://exporter.example.com:9154"]
            """)
        #expect(alerts.value.map(AlertsSection.needs)?.map(\.host) == [nil, "exporter.example.com:9154"])
        #expect(alerts.value.map(AlertsSection.needs)?.map(\.permission) == [.exec, .network])
    }
}
