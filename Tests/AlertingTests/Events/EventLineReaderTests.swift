import Alerting
import Findings
import Testing

@Suite("delivery events as JSON lines")
struct EventLineReaderTests {
    private func read(_ line: String) throws(EventLineReader.Problem) -> DeliveryEvent {
        var reader = EventLineReader()
        let bytes = Array(line.utf8)
        return try reader.event(bytes, in: 0..<bytes.count)
    }

    @Test("a reply is read with its labels; what a log adds is passed over")
    func reply() throws {
        let event = try read(
            """
            {"host":{"name":"mx1","tags":["a",{"b":null}]}, "time":"2026-01-01T00:00:00.25Z", "event":"smtp_replies",
             "code":451, "enhanced":"4.7.1", "reason":"greylist", "recipient_domain":"Slow.example", "pool":"a",
             "observed_by":"sender", "size":-1.5e3, "ok":true}
            """)
        #expect(
            event.kind
                == .smtpReply(
                    .init(
                        code: 451, enhanced: "4.7.1", reason: "greylist", recipientDomain: "Slow.example", pool: "a")))
        #expect(event.observer == .sender)
        #expect(event.moment.wallTime == WallTime(microseconds: 1_767_225_600_250_000))
    }

    @Test("a number is read, and times as seconds since 1970; a log is who saw it where nobody is named")
    func quantity() throws {
        let event = try read(#"{"time":1767225600.5,"event":"queue_age_seconds","number":1260.25,"pool":"a"}"#)
        #expect(event.kind == .quantity(.init(.queueAge, 1260.25, pool: "a")))
        #expect(event.observer == .log)
        #expect(event.moment.wallTime == WallTime(microseconds: 1_767_225_600_500_000))
    }

    @Test("times between events are what the log says, whenever it is read")
    func moments() throws {
        var reader = EventLineReader()
        var moments: [Moment] = []
        for second in [10, 5, 70] {
            let line = Array(#"{"time":\#(second),"event":"queue_messages","number":1}"#.utf8)
            moments.append(try reader.event(line, in: 0..<line.count).moment)
        }
        #expect(moments[1].since(moments[0]) == .seconds(-5))
        #expect(moments[2].since(moments[0]) == .seconds(60))
    }

    @Test("bounces and complaints have their labels")
    func reports() throws {
        let bounce = try read(
            #"{"time":1,"event":"bounces","code":550,"enhanced":"5.1.1","recipient_domain":"a.example"}"#)
        #expect(bounce.kind == .bounce(.init(code: 550, enhanced: "5.1.1", recipientDomain: "a.example")))
        let complaint = try read(#"{"time":1,"event":"complaints","reason":"abuse","stream":"news"}"#)
        #expect(complaint.kind == .complaint(.init(type: "abuse", stream: "news")))
    }

    @Test("escapes are undone")
    func escapes() throws {
        let event = try read(
            #"{"time":1,"event":"smtp_replies","code":250,"stream":"a\"\\\/\n\u00e9\ud83d\ude00","pool":"\u12"}"#)
        #expect(event.value(of: .stream) == "a\"\\/\né😀")
        #expect(event.value(of: .pool) == "\\u12")
    }

    @Test(
        "what is no event is said",
        arguments: [
            ("", "no JSON object: byte 1 is unexpected"),
            ("[]", "no JSON object: byte 1 is unexpected"),
            (#"{"time":1,"event":"smtp_replies","code":250"#, "no JSON object: byte 44 is unexpected"),
            (#"{"time":1,}"#, "no JSON object: byte 11 is unexpected"),
            (#"{"time":1} x"#, "no JSON object: byte 12 is unexpected"),
            (#"{"event":"smtp_replies","code":250}"#, "time is missing, or is nothing that an event has"),
            (#"{"time":"yesterday"}"#, "time is missing, or is nothing that an event has"),
            (#"{"time":1e300}"#, "time is missing, or is nothing that an event has"),
            (#"{"time":1,"event":"mails"}"#, "event is missing, or is nothing that an event has"),
            (#"{"time":1,"event":"smtp_replies","code":1e99}"#, "code is missing, or is nothing that an event has"),
            (#"{"time":1,"event":"smtp_replies","code":99}"#, "code is missing, or is nothing that an event has"),
            (#"{"time":1,"event":"queue_messages"}"#, "number is missing, or is nothing that an event has"),
        ])
    func problems(_ line: String, _ said: String) {
        do {
            _ = try read(line)
            Issue.record("\(line) is no event")
        } catch {
            #expect(error.description == said)
        }
    }

    @Test("any bytes are an event or a problem, never the end")
    func hostile() {
        var generator = SystemRandomNumberGenerator()
        let line = Array(
            #"{"time":"2026-01-01T00:00:00Z","event":"smtp_replies","code":451,"x":[{"y":"\u00e9"}]}"#.utf8)
        var reader = EventLineReader()
        var events = 0
        for _ in 0..<20_000 {
            var bytes = line
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            let count = Int.random(in: 0...bytes.count, using: &generator)
            if (try? reader.event(bytes, in: 0..<(Bool.random(using: &generator) ? bytes.count : count))) != nil {
                events += 1
            }
        }
        #expect(events > 0)
        let deep = Array((#"{"x":"# + String(repeating: "[", count: 60_000)).utf8)
        #expect(throws: EventLineReader.Problem.self) { try reader.event(deep, in: 0..<deep.count) }
        let long = [UInt8](repeating: 0x20, count: EventLineReader.lineLimit + 1)
        #expect(throws: EventLineReader.Problem.tooLong) { try reader.event(long, in: 0..<long.count) }
    }
}
