import Alerting
import Checks
import Findings
import Foundation
import Scenarios
import Support
import Testing

@Suite("the numbers of a drill")
struct DrillMetricTests {
    @Test("a queue has a length and ages")
    func queue() throws {
        let length = DecodedText<DrillMetric>(
            "{ value: { of: queue_messages, where: { recipient_domain: a.example } }, max: 0 }")
        #expect(length.said == [])
        #expect(
            length.value?.subject
                == .measure(
                    Measure(
                        .value, of: .queueLength, where: [.recipientDomain: ["a.example"]], window: .seconds(300))))
        let age = DecodedText<DrillMetric>("{ percentile: { of: queue_age_seconds, p: 95, window: 10s }, max: 20m }")
        #expect(age.said == [])
        #expect(age.value?.most?.value == 1200)
    }

    @Test(
        "what cannot be meant is said",
        arguments: [
            ("{ value: { of: queue_messages, p: 95 }, max: 0 }", "a value is the last number, of no percentile"),
            ("{ percentile: { of: queue_age_seconds }, max: 20m }", "a percentile says which"),
            (
                "{ percentile: { of: queue_age_seconds, p: 95 }, max: 20 }",
                "a percentile of times is compared with a time, found 20"
            ),
            (
                "{ value: { of: queue_messages, by: [recipient_domain] }, max: 0 }",
                "a metric is one number of all label sets together"
            ),
            (
                "{ value: { of: queue_messages }, count: { of: smtp_replies, window: 2s }, max: 0 }",
                "a metric is one measure: count, rate, share, percentile, value or promql"
            ),
        ])
    func mistakes(_ text: String, _ said: String) {
        #expect(DecodedText<DrillMetric>(text).findings.map(\.message) == [said])
    }

    /// What is wrong with a drill that expects something of a log's events.
    private func findings(expect: String, events: Bool) throws -> [String] {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(
            "rules: [{ alert: Waiting, value: { of: queue_messages }, above: 5 }]\n", to: "alerts.yaml")
        let loading = Loading(directory: folder.url.path)
        var lab = try #require(
            DecodedText<LabSection.Specification>(
                "smtp: { mx: { domains: [slow.example] } }\nmonitor: { rules: alerts.yaml }"
            ).value)
        LabSection.load(&lab, loading: loading)
        loading.provide(lab, of: LabSection.self)
        if events {
            let events = try #require(DecodedText<EventsSection.Specification>("[{ postfix_log: mail.log }]").value)
            loading.provide(events, of: EventsSection.self)
        }
        let alerts = try #require(DecodedText<AlertsSection.Specification>("lab").value)
        loading.provide(alerts, of: AlertsSection.self)
        let drill = DecodedText<DrillSpecification>(
            "faults: [{ smtp: { at: rcpt, reply: \"451 4.7.1 Later\" } }]\nexpect: [{ \(expect) }]")
        #expect(drill.said == [])
        _ = DrillCheck.rows(try #require(drill.value), loading: loading)
        return loading.findings.map(\.message)
    }

    @Test("what a log tells must have a log")
    func noLog() throws {
        let alert = "alert: Waiting, within: 9s"
        let metric = "metric: { value: { of: queue_messages }, min: 5, within: 9s }"
        #expect(try findings(expect: alert, events: true) == [])
        #expect(try findings(expect: metric, events: true) == [])
        #expect(
            try findings(expect: alert, events: false) == ["Waiting is about what a log tells, and none is followed"])
        #expect(
            try findings(expect: metric, events: false)
                == ["the queue_messages that are measured come from a log, and none is followed"])
    }
}
