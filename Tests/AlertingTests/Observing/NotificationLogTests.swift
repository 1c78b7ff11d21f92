import Alerting
import Findings
import Support
import Testing

@Suite("what a webhook is told")
struct NotificationLogTests {
    let time = Timeline()

    private func body(_ state: AlertState = .firing, at milliseconds: Int = 0, name: String = "X") -> [UInt8] {
        WebhookMessage(.of(["alertname": name], state, at: time.at(milliseconds)), receiver: "p", externalURL: "").json
    }

    @Test("the same change told twice is one change and two deliveries")
    func repetition() throws {
        var log = NotificationLog()
        #expect(try log.take(body(), for: "p", at: time.at(1)).observations.map(\.isRepeat) == [false])
        #expect(try log.take(body(), for: "p", at: time.at(2)).observations.map(\.isRepeat) == [true])
        // Another receiver, another status, another beginning: changes of their own.
        #expect(try log.take(body(), for: "q", at: time.at(3)).observations.map(\.isRepeat) == [false])
        #expect(try log.take(body(.resolved), for: "p", at: time.at(4)).observations.map(\.isRepeat) == [false])
        #expect(try log.take(body(at: 50), for: "p", at: time.at(5)).observations.map(\.isRepeat) == [false])
    }

    @Test("a body of Alertmanager itself is understood, newer members and offsets too")
    func alertmanager() throws {
        var log = NotificationLog()
        let body = """
            {"version":"4","groupKey":"{}:{alertname=\\"X\\"}","truncatedAlerts":0,"status":"firing","receiver":"hook",
            "groupLabels":{"alertname":"X"},"commonLabels":{"alertname":"X"},"commonAnnotations":{},
            "externalURL":"http://am:9093","notification_reason":"first notification","routeLabels":{},
            "alerts":[{"status":"firing","labels":{"alertname":"X","severity":"critical"},
            "annotations":{"runbook_url":"https://r/x"},"startsAt":"2026-01-01T02:00:00.123456789+02:00",
            "endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://p/graph","fingerprint":"c6eadffa33fcdf37"}]}
            """
        let seen = try log.take(Array(body.utf8), for: "hook", at: time.origin).observations
        #expect(seen.map(\.transition.alert.startsAt.description) == ["2026-01-01T00:00:00.123Z"])
        #expect(seen.map(\.transition.alert.labels["severity"]) == ["critical"])
    }

    @Test("what is no such body is refused, and the reason says what is wrong")
    func refusals() {
        var log = NotificationLog()
        let valid = String(decoding: body(), as: UTF8.self)
        let bodies = [
            ("", "it is not JSON"), ("null", "the body is of another type"), ("[]", "the body is of another type"),
            ("{}", "version is missing"),
            (valid.replacing("\"version\":\"4\"", with: "\"version\":\"3\""), "version is \"3\""),
            (valid.replacing("\"alertname\":\"X\"", with: "\"alertname\":7"), "is of another type"),
            (valid.replacing("[{", with: "[{\"x\":1},{"), "alerts.0.status is missing"),
            (valid.replacing("\"labels\":{\"alertname\":\"X\"}", with: "\"labels\":{}"), "without labels"),
            (valid.replacing("2026-01-01T", with: "2026-13-01T"), "startsAt is"),
            (valid.replacing("0001-01-01T", with: "soon"), "endsAt is"),
            (valid.replacing("\"status\":\"firing\"}", with: "\"status\":\"odd\"}"), "status is \"odd\""),
            (String(repeating: "[", count: 100_000), ""),
            (String(repeating: "{\"a\":", count: 100_000), ""),
        ]
        for (text, reason) in bodies {
            #expect {
                _ = try log.take(Array(text.utf8), for: "p", at: time.origin)
            } throws: { error in
                let said = (error as? NotificationLog.Refusal)?.reason ?? ""
                return reason.isEmpty || said.contains(reason)
            }
        }
    }

    @Test("a body with too many alerts is refused whole")
    func tooMany() {
        var log = NotificationLog()
        var message = WebhookMessage(.of(["alertname": "X"], .firing, at: time.origin), receiver: "p", externalURL: "")
        message.alerts = Array(repeating: message.alerts[0], count: NotificationLog.alertLimit + 1)
        #expect(throws: NotificationLog.Refusal.self) { try log.take(message.json, for: "p", at: time.origin) }
    }

    @Test("memory is bounded: the oldest changes are forgotten")
    func bounded() throws {
        var log = NotificationLog()
        for number in 0...NotificationLog.memoryLimit {
            _ = try log.take(body(name: "X\(number)"), for: "p", at: time.origin)
        }
        let last = "X\(NotificationLog.memoryLimit)"
        #expect(try log.take(body(name: last), for: "p", at: time.origin).observations[0].isRepeat)
        #expect(try !log.take(body(name: "X0"), for: "p", at: time.origin).observations[0].isRepeat)
    }

    @Test("whatever bytes come, it neither stops nor takes half a body")
    func anyBytes() {
        var random = SeededGenerator()
        var log = NotificationLog()
        let valid = body()
        for _ in 0..<3000 {
            var bytes = valid
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[index] = .random(in: .min ... .max, using: &random)
                case 1: bytes.remove(at: index)
                default: bytes.insert(.random(in: .min ... .max, using: &random), at: index)
                }
            }
            _ = try? log.take(bytes, for: "p", at: time.origin)
        }
    }
}
