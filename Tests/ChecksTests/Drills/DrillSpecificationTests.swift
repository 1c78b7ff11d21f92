import Alerting
import Checks
import FaultLab
import Findings
import Scenarios
import Testing

@Suite("the words of a drill")
struct DrillSpecificationTests {
    /// A drill in which one part is replaced.
    private func drill(
        steady: String = "no_alerts: { team: email }",
        fault: String = #"smtp: { server: mx, at: rcpt, reply: "451 4.7.1 Try again later" }"#,
        traffic: String = "via: smtp://127.0.0.1:25, from: a@example.com, to: u$(n)@slow.example, rate: 20/s",
        expect: String = "alert: X, within: 6s", forbid: String = "alert: any_other",
        recover: String = "alerts_resolved_within: 6s"
    ) -> DecodedText<DrillSpecification> {
        DecodedText(
            """
            steady: { \(steady) }
            faults: [{ \(fault) }]
            traffic: [{ \(traffic) }]
            expect: [{ \(expect) }]
            forbid: [{ \(forbid) }]
            recover: { \(recover) }
            """)
    }

    @Test("everything of it is read")
    func everything() throws {
        let decoded = drill(
            expect: """
                alert: X, within: 6s, labels: { severity: critical }, annotations: { runbook_url: "re:^https://" }, \
                delivered: { to: pager, times: 1 }
                """)
        #expect(decoded.said == [])
        let specification = try #require(decoded.value)
        guard case .alert(let part) = try #require(specification.expectations.first).kind else {
            Issue.record("an alert is expected")
            return
        }
        #expect(
            part.expectation
                == AlertExpectation(
                    AlertPattern(name: "X", labels: ["severity": TextPattern(equals: "critical")]), within: .seconds(6),
                    annotations: ["runbook_url": try TextPattern("re:^https://")],
                    delivery: .init(to: "pager", times: 1...1)))
        #expect(specification.traffic.first?.recipientDomain == "slow.example")
        #expect(specification.traffic.first?.count == DrillTraffic.standardCount)
        // The canary, the alert, the recovery.
        #expect(DrillCheck.budget(specification) == .seconds(42) + DrillCheck.margin)
    }

    @Test("a metric is a measure with bounds and a time")
    func metric() throws {
        let decoded = drill(
            expect: "metric: { count: { of: smtp_replies, where: { class: 4xx }, window: 2s }, min: 10, within: 4s }")
        #expect(decoded.said == [])
        guard case .metric(let part)? = decoded.value?.expectations.first?.kind else {
            Issue.record("a metric is expected")
            return
        }
        #expect(
            part.expectation
                == MetricExpectation(
                    .measure(Measure(.count, of: .smtpReplies, where: [.class: ["4xx"]], window: .seconds(2))),
                    least: 10,
                    within: .seconds(4)))
    }

    @Test("attempts have a recipient, a number, a spacing and a time")
    func attempts() throws {
        let decoded = drill(
            expect: "attempts: { of: User@slow.example, min: 3, spacing: { min: 5s }, within: 60s }")
        #expect(decoded.said == [])
        guard case .attempts(let part)? = decoded.value?.expectations.first?.kind else {
            Issue.record("attempts are expected")
            return
        }
        #expect(
            part.expectation
                == AttemptExpectation(
                    of: "user@slow.example", least: 3, leastSpacing: .seconds(5), within: .seconds(60)))
        #expect(DrillCheck.budget(try #require(decoded.value)) == .seconds(96) + DrillCheck.margin)
    }

    @Test(
        "what is wrong with attempts is said where it stands",
        arguments: [
            ("of: u@slow.example, within: 6s", "4:22 attempts want min, max or spacing (add min)"),
            ("of: u@slow.example, min: 0, within: 6s", "4:49 min is no number of attempts (raise it)"),
            ("of: u@slow.example, min: 3, max: 2, within: 6s", "4:49 min is more than max: 3 > 2 (exchange them)"),
            (
                "of: u@slow.example, spacing: 5s, within: 6s",
                "4:53 the time between attempts is never exactly one (write { min: …, max: … })"
            ),
        ])
    func wrongAttempts(words: String, said: String) {
        #expect(drill(expect: "attempts: { \(words) }").said == [said])
    }

    @Test("what is wrong with an expectation is said where it stands")
    func expectations() {
        #expect(
            drill(expect: "alert: X").said == [
                "4:10 the key within is missing (add within: how soon the alert must fire, such as 60s)"
            ])
        let expression = drill(expect: #"alert: X, within: 6s, annotations: { a: "re:(" }"#).said
        #expect(expression.count == 1)
        #expect(expression.allSatisfy { $0.contains("this is no regular expression") })
        #expect(
            drill(
                expect: "metric: { count: { of: smtp_replies, by: [class], window: 2s }, min: 1, within: 1s }"
            ).said == [
                "4:54 a metric is one number of all label sets together (remove by, and select with where)"
            ])
        #expect(
            drill(expect: "metric: { count: { of: smtp_replies, window: 2s }, min: 1%, within: 1s }").said == [
                "4:68 a count is compared with a plain number, found 1% (write a number such as 20)"
            ])
    }

    @Test("what is wrong with traffic is said where it stands")
    func traffic() {
        #expect(
            drill(traffic: "via: http://x, from: a@example.com, to: u@x.example").said == [
                "3:18 expected an smtp or smtps URL, found http://x "
                    + "(write smtp://HOST:PORT, or $(lab.smtp.NAME.url) for a server of the lab)"
            ])
        #expect(
            drill(traffic: "via: smtp://127.0.0.1:25, from: nobody, to: u@x.example").said == [
                "3:45 expected an address such as Example <news@example.com>, found \"nobody\""
            ])
        #expect(
            drill(traffic: "via: smtp://127.0.0.1:25, from: a@example.com, to: u$(n)").said == [
                "3:64 expected an address, found u1 (write user$(n)@example.com)"
            ])
        #expect(
            drill(traffic: "via: smtp://127.0.0.1:25, from: a@example.com, to: u@x.example, rate: 20").said == [
                "3:83 expected a rate such as 20/s, 100/m or 10/h, found \"20\" "
                    + "(add its unit: 20/s for so many a second, 20/m for so many a minute)"
            ])
    }
}
