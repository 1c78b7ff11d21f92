import Checks
import Findings
import Foundation
import Scenarios
import Support
import Testing

@Suite("what is said about a drill before anything runs")
struct DrillValidationTests {
    private static let lab = """
        smtp: { mx: { domains: [slow.example] } }
        monitor: { rules: alerts.yaml, notify: { pager: {}, chat: { webhook: "https://chat.example/x" } } }
        """
    private static let rules = """
        rules:
          - alert: Deferrals
            share: { of: smtp_replies, where: { class: 4xx }, by: [recipient_domain], window: 2s, at_least: 10 }
            above: 20%
            for: 500ms
            labels: { severity: critical }
        """

    /// A drill in which one part is replaced; returns what is wrong with it.
    private func findings(
        lab: String = lab, via: String = "$(lab.smtp.mx.url)", to: String = "u$(n)@slow.example",
        fault: String = #"smtp: { server: mx, at: rcpt, reply: "451 4.7.1 Later" }"#,
        rate: String = "20/s", expect: String = "alert: Deferrals, within: 6s", forbid: String = "alert: any_other",
        alerts watched: String = "lab", more: String = ""
    ) throws -> [Finding] {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(Self.rules, to: "alerts.yaml")
        let known = KnownReferences(loadValues: [:], runtimeNames: ["lab.smtp.mx.url"])
        let loading = Loading(directory: folder.url.path, references: known)

        let labText = DecodedText<LabSection.Specification>(lab)
        #expect(labText.said == [])
        var section = try #require(labText.value)
        LabSection.load(&section, loading: loading)
        loading.provide(section, of: LabSection.self)
        var alerts = try #require(DecodedText<AlertsSection.Specification>(watched).value)
        AlertsSection.load(&alerts, loading: loading)
        loading.provide(alerts, of: AlertsSection.self)

        let text = """
            faults: [{ \(fault) }]
            traffic: [{ via: \(via), from: a@example.com, to: \(to), rate: \(rate) }]
            expect: [{ \(expect) }]
            forbid: [{ \(forbid) }]
            \(more)
            """
        let drill = DecodedText<DrillSpecification>(text, references: known)
        #expect(drill.said == [])
        _ = DrillCheck.rows(try #require(drill.value), loading: loading)
        return loading.findings
    }

    @Test("nothing where all is well")
    func well() throws {
        #expect(try findings().isEmpty)
    }

    @Test("a server, an alert, a label and a receiver that are not there, each with the nearest that is")
    func names() throws {
        let server = try findings(fault: #"smtp: { server: mxx, at: rcpt, reply: "451 4.7.1 Later" }"#)
        #expect(server.map(\.message) == ["lab.smtp has no server mxx"])
        #expect(server.map(\.remedy) == ["did you mean 'mx'?"])

        let alert = try findings(expect: "alert: Deferals, within: 6s")
        #expect(alert.map(\.message) == ["no rule raises Deferals"])
        #expect(alert.map(\.remedy) == ["did you mean 'Deferrals'?"])

        let forbidden = try findings(forbid: "alert: any_othr")
        #expect(forbidden.map(\.remedy) == ["did you mean 'any_other'?"])

        let label = try findings(expect: "alert: Deferrals, within: 6s, labels: { recipient_domian: slow.example }")
        #expect(label.map(\.message) == ["the alerts of Deferrals have no label recipient_domian"])
        #expect(label.map(\.remedy) == ["did you mean 'recipient_domain'?"])

        let receiver = try findings(expect: "alert: Deferrals, within: 6s, delivered: { to: pagr }")
        #expect(receiver.map(\.message) == ["lab.monitor notifies no pagr"])
        #expect(receiver.map(\.remedy) == ["did you mean 'pager'?"])
    }

    @Test("a receiver that has a webhook of its own cannot be read")
    func unreadable() throws {
        let found = try findings(expect: "alert: Deferrals, within: 6s, delivered: { to: chat }")
        #expect(found.map(\.rule) == ["drill/unreadable-receiver"])
    }

    @Test("notifications are counted where they are read, and alerts of others are not known beforehand")
    func watchedElsewhere() throws {
        let expect = "alert: Anything, within: 6s, delivered: { to: anybody }"
        let alertmanager = "alertmanager: \"http://127.0.0.1:9093\""
        #expect(
            try findings(expect: expect, alerts: "{ \(alertmanager) }").map(\.rule) == ["drill/unreadable-receiver"])
        #expect(try findings(expect: expect, alerts: "{ \(alertmanager), webhook: { listen: 127.0.0.1:0 } }").isEmpty)
        let query = "metric: { promql: \"sum(x)\", min: 1, within: 1s }"
        #expect(try findings(expect: query, alerts: "{ \(alertmanager) }").map(\.rule) == ["drill/no-prometheus"])
    }

    @Test("a DNS fault without a DNS server in the lab")
    func noDNS() throws {
        let found = try findings(fault: "dns: { name: a.example, type: TXT, answer: nxdomain }")
        #expect(found.map(\.rule) == ["drill/no-dns"])
    }

    @Test("a TLS fault of a server that does no TLS, or is not there")
    func noTLS() throws {
        let found = try findings(fault: "tls: { server: mx, certificate: expired }")
        #expect(found.map(\.message) == ["mx does no TLS that could be broken"])
        #expect(try findings(fault: "tls: { version: 1.0 }").map(\.rule) == ["drill/no-tls"])
        let unknown = try findings(fault: "tls: { server: mxx, certificate: expired }")
        #expect(unknown.map(\.remedy) == ["did you mean 'mx'?"])
        let lab = Self.lab.replacingOccurrences(of: "[slow.example]", with: "[slow.example], tls: {}")
        #expect(try findings(lab: lab, fault: "tls: { server: mx, certificate: expired }").isEmpty)
    }

    @Test("a budget that is smaller than what the rule needs, with the sum")
    func budget() throws {
        let found = try findings(expect: "alert: Deferrals, within: 800ms")
        #expect(
            found.map(\.message) == [
                "Deferrals cannot fire within 800ms: for 500ms + 0.450s until 10 events have come at 20/s is 0.950s"
            ])
        #expect(found.first?.label == "at least 0.950s are needed")
        #expect(try findings(expect: "alert: Deferrals, within: 950ms").isEmpty)
    }

    @Test("traffic that never fills what the rule wants")
    func tooLittle() throws {
        let found = try findings(rate: "3/s")
        #expect(found.map(\.rule) == ["drill/too-little-traffic"])
        #expect(
            found.map(\.message) == [
                "Deferrals can never fire: it wants 10 events within 2s, and the traffic makes 3/s"
            ])
    }

    @Test(
        "mail beyond loopback goes to names that are nobody's, and to others with a policy",
        arguments: [
            ("smtp://staging.example.com", "u$(n)@mail.com", ["mail.com"]),
            ("smtp://staging.example.com", "u$(n)@slow.example", []),
            ("smtp://staging.example.com", "u@d$(n).com", []), ("smtp://127.0.0.1:25", "u$(n)@mail.com", []),
        ])
    func recipients(_ via: String, _ to: String, _ domains: [String]) throws {
        let drill = DecodedText<DrillSpecification>(
            """
            faults: [{ smtp: { at: rcpt, reply: "451 4.7.1 Later" } }]
            traffic: [{ via: "\(via)", from: a@example.com, to: "\(to)" }]
            expect: [{ alert: X, within: 6s }]
            """)
        let needs = DrillCheck.needs(try #require(drill.value)).filter { $0.permission == .recipient }
        #expect(needs.compactMap(\.host) == domains)
        #expect(needs.count == (to.contains("d$(n)") ? 1 : domains.count))
    }

    @Test("mail through a server that is not the lab's wants a lab to arrive in")
    func canary() throws {
        let monitor = "monitor: { rules: alerts.yaml, notify: { pager: {} } }"
        let found = try findings(
            lab: monitor, via: "smtp://127.0.0.1:25", fault: "command: { arm: [a], disarm: [b] }")
        // That nothing starts in such a lab is said beside it.
        #expect(found.map(\.rule) == ["lab/empty", "drill/no-server"])
        #expect(found.last?.label == "leads nowhere")
    }

    @Test("receivers of a runbook that nobody notifies")
    func runbookReceivers() throws {
        let runbook = """
            remediate:
              receiver: pagr
              command: a
              metric: { count: { of: smtp_replies, window: 2s }, max: 1 }
              within: 1s
              escalation: { to: chat, within: 1s }
            """
        let found = try findings(more: runbook)
        #expect(found.map(\.rule) == ["drill/unknown-receiver", "drill/unreadable-receiver"])
    }

    @Test("mail, webhooks and loopback: what needs leave, and what does not")
    func needs() throws {
        let drill = DecodedText<DrillSpecification>(
            """
            faults: [{ smtp: { at: rcpt, reply: "451 4.7.1 Later" } }]
            traffic:
              - { via: smtp://127.0.0.1:2525, from: a@example.com, to: u@slow.example }
              - { via: smtp://staging.example.com, from: a@example.com, to: u@slow.example }
              - { via: $(secrets.RELAY), from: a@example.com, to: u@slow.example }
              - { via: $(lab.smtp.mx.url), from: a@example.com, to: u@slow.example }
            expect: [{ alert: X, within: 6s }]
            """, references: KnownReferences(loadValues: [:], runtimeNames: ["secrets.RELAY", "lab.smtp.mx.url"]))
        let specification = try #require(drill.value)
        #expect(DrillCheck.needs(specification).map(\.host) == ["staging.example.com", nil])
        #expect(DrillCheck.outsideSystems(specification) == ["127.0.0.1:2525", "staging.example.com:25"])
        let monitor = DecodedText<LabMonitorSpecification>(
            """
            rules: alerts.yaml
            notify:
              pager: {}
              here: { webhook: "http://127.0.0.1:9099/x" }
              there: { webhook: "https://hooks.example.com/x" }
            """)
        #expect(monitor.value?.needs.map(\.host) == ["hooks.example.com"])
        #expect(monitor.value?.needs.map(\.permission) == [.notify])
    }

    @Test("the section alerts: lab, or systems by their URLs")
    func alertsSection() {
        #expect(DecodedText<AlertsSection.Specification>("lab").said == [])
        #expect(
            DecodedText<AlertsSection.Specification>("labb").said == [
                "1:1 expected lab, found a single value (write alerts: lab)"
            ])
        #expect(
            DecodedText<AlertsSection.Specification>("{ alertmanager: am }").said == [
                "1:17 expected an http or https URL, found am (write http://HOST:PORT)"
            ])
        #expect(DecodedText<AlertsSection.Specification>("{}").said.first?.contains("names nobody") == true)
        let text = """
            { alertmanager: "http://127.0.0.1:9093/am", prometheus: "https://prometheus.example.com",
            webhook: { listen: 192.0.2.1:9099 } }
            """
        let alerts = DecodedText<AlertsSection.Specification>(text)
        #expect(alerts.said == [])
        let specification = alerts.value
        #expect(specification.map(AlertsSection.needs)?.map(\.host) == ["prometheus.example.com", "192.0.2.1:9099"])
        #expect(
            specification?.outsideSystems == [
                "http://127.0.0.1:9093/am", "https://prometheus.example.com", "192.0.2.1:9099",
            ])
    }
}
