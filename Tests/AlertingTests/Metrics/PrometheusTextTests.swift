import Alerting
import Findings
import Testing

@Suite("metrics for Prometheus")
struct PrometheusTextTests {
    let time = Timeline()

    @Test("a family has its help and kind once, labels are escaped, numbers are Go's")
    func text() {
        var text = PrometheusText()
        text.add("a_total", .counter, "Back\\slash\nfeed.", [("x", "say \"hi\"\\\n"), ("empty", "")], 12)
        text.add("b", .gauge, "B.", [], .infinity)
        text.add("a_total", .counter, "Other.", [("x", "1")], 0.25)
        text.add("b", .gauge, "B.", [("l", "n")], .nan)
        #expect(
            text.text == #"""
                # HELP a_total Back\\slash\nfeed.
                # TYPE a_total counter
                a_total{x="1"} 0.25
                a_total{x="say \"hi\"\\\n"} 12
                # HELP b B.
                # TYPE b gauge
                b +Inf
                b{l="n"} NaN

                """#)
    }

    @Test("samples are bounded, and what was left out is said")
    func bounded() {
        var text = PrometheusText()
        for number in 0..<(PrometheusText.sampleLimit + 7) { text.add("a", .gauge, "A.", [("n", String(number))], 1) }
        #expect(text.text.hasSuffix("\nmailproof_monitor_samples_dropped 7\n"))
    }

    @Test("events, measures, alerts and refusals are exposed")
    func monitor() {
        var rules = RuleSet(
            [
                .deferrals,
                AlertRule(
                    "QueueStuck", measure: Measure(.percentile(95), of: .queueAge, window: .seconds(60)),
                    condition: .above(600)),
            ], origin: time.origin)
        for step in 0..<20 { rules.record(time.reply(step < 5 ? 451 : 250, at: step)) }
        rules.record(DeliveryEvent(.quantity(.init(.queueAge, 1200)), at: time.at(5), observedBy: .log))
        rules.record(DeliveryEvent(.quantity(.init(.queueAge, .nan)), at: time.at(5), observedBy: .log))
        _ = rules.evaluate(at: time.at(100))
        let lines = rules.exposition(at: time.at(100)).text.split(separator: "\n")
        for line in [
            #"mailproof_smtp_replies_total{class="4xx",observed_by="lab",recipient_domain="slow.example"} 5"#,
            #"mailproof_smtp_replies_total{class="2xx",observed_by="lab",recipient_domain="slow.example"} 15"#,
            #"mailproof_smtp_replies_ratio{window="2s",class="4xx",recipient_domain="slow.example"} 0.25"#,
            #"mailproof_queue_age_seconds_observations_total{observed_by="log"} 1"#,
            #"mailproof_queue_age_seconds_quantile{window="60s",quantile="0.95"} 1200"#,
            #"mailproof_alerts{alertname="QueueStuck",alertstate="firing"} 1"#,
            #"mailproof_monitor_events_refused_total{reason="bad_number"} 1"#,
            "mailproof_monitor_series 2", "# TYPE mailproof_smtp_replies_total counter",
        ] {
            #expect(lines.contains(Substring(line)))
        }
    }

    @Test("totals are bounded, whatever labels come")
    func totals() {
        var rules = RuleSet([], origin: time.origin)
        for number in 0..<5000 { rules.record(time.reply(250, to: "d\(number).example", at: 0)) }
        let lines = rules.exposition(at: time.at(1)).text.split(separator: "\n").filter {
            $0.hasPrefix("mailproof_smtp")
        }
        #expect(lines.count == WindowedMeasure.seriesLimit + 1)
        #expect(lines.contains { $0.contains(#"recipient_domain="(other)""#) && $0.hasSuffix("} 3000") })
    }
}
