import Alerting
import MailTransport
import Testing

@Suite("events counted for Prometheus")
struct EventCountersTests {
    let time = Timeline()

    @Test("a counter is shown at 0 once, then as it is")
    func counting() {
        let counters = EventCounters()
        #expect(!counters.exposition.contains("smtp_replies_total{"))
        counters.record(time.reply(451, to: "Slow.example", at: 0))
        counters.record(time.reply(451, at: 1))
        let labels = #"{class="4xx",code="451",observed_by="lab",recipient_domain="slow.example"}"#
        #expect(counters.exposition.contains("\nsmtp_replies_total\(labels) 0\n"))
        counters.record(time.reply(451, at: 2))
        #expect(counters.exposition.contains("\nsmtp_replies_total\(labels) 3\n"))
    }

    @Test("values are escaped as the text format wants it")
    func escaping() {
        let counters = EventCounters()
        counters.record(
            DeliveryEvent(
                .authenticationResult(.init(method: "dkim", result: "pass", signingDomain: "a\"b\\c\nd")),
                at: time.origin))
        #expect(counters.exposition.contains(#"signing_domain="a\"b\\c\nd""#))
    }

    @Test("as many counters are kept as the limit says, and the rest is counted")
    func bounded() {
        let counters = EventCounters()
        for number in 0..<EventCounters.seriesLimit + 5 {
            counters.record(time.reply(250, to: "d\(number).example", at: 0))
        }
        #expect(counters.exposition.hasSuffix("mailproof_dropped_events_total 5\n"))
    }

    @Test("a queue is a gauge, and times are a histogram")
    func numbers() {
        let counters = EventCounters()
        for number in [3.0, 7] {
            for kind in [EventKind.queueLength, .queueAge] {
                counters.record(
                    DeliveryEvent(
                        .quantity(.init(kind, number, recipientDomain: "a.example")), at: time.origin, observedBy: .log)
                )
            }
        }
        let labels = #"observed_by="log",recipient_domain="a.example""#
        #expect(counters.exposition.contains("# TYPE queue_messages gauge\nqueue_messages{\(labels)} 7.0\n"))
        let text = counters.exposition
        #expect(text.contains("# TYPE queue_age_seconds histogram\n"))
        #expect(text.contains("queue_age_seconds_bucket{\(labels),le=\"2.0\"} 0\n"))
        #expect(text.contains("queue_age_seconds_bucket{\(labels),le=\"5.0\"} 1\n"))
        #expect(text.contains("queue_age_seconds_bucket{\(labels),le=\"+Inf\"} 2\n"))
        #expect(text.contains("queue_age_seconds_sum{\(labels)} 10.0\nqueue_age_seconds_count{\(labels)} 2\n"))
    }

    @Test("is scraped over HTTP")
    func endpoint() async throws {
        let endpoint = try await MetricsEndpoint.start { "up 1\n" }
        let answer = try await HTTPClient().send(HTTPRequest("GET", "http://\(endpoint.address)/metrics"))
        #expect(answer.text == "up 1\n")
        #expect(answer.field("content-type")?.hasPrefix("text/plain; version=0.0.4") == true)
        #expect(try await HTTPClient().send(HTTPRequest("GET", "http://\(endpoint.address)/")).status == 404)
        #expect(await endpoint.stop())
    }
}
