import Alerting
import MailTransport
import Support
import Synchronization
import Testing

@Suite("events that are posted", .timeLimit(.minutes(10)))
struct EventInboxTests {
    private func posting(_ body: String, method: String = "POST") async throws -> (
        status: Int, text: String, events: Int
    ) {
        let count = Mutex(0)
        let inbox = try await EventInbox.start(host: "127.0.0.1", port: 0) { _ in count.withLock { $0 += 1 } }
        var request = HTTPRequest(method, "http://127.0.0.1:\(inbox.port)/")
        request.body = Array(body.utf8)
        let answer = try await HTTPClient().send(request)
        #expect(await inbox.stop())
        return (answer.status, answer.text, count.withLock { $0 })
    }

    private static let event = #"{"time":1,"event":"smtp_replies","code":451,"recipient_domain":"a.example"}"#

    @Test("each line of a body is an event")
    func lines() async throws {
        let answer = try await posting("\(Self.event)\n\n\(Self.event)")
        #expect(answer.status == 204)
        #expect(answer.events == 2)
    }

    @Test("lines that are none are told by their numbers, and the others count")
    func problems() async throws {
        let answer = try await posting("\(Self.event)\nx\n\(Self.event)\n")
        #expect(answer.status == 400)
        #expect(answer.text == "3 lines, 2 events, 1 not understood (line 2: no JSON object: byte 1 is unexpected)\n")
        #expect(answer.events == 2)
    }

    @Test("what is too long, or not posted, counts for nothing")
    func refused() async throws {
        let long = try await posting(String(repeating: "\(Self.event)\n", count: EventInbox.bodyLimit / 50))
        #expect(long.status == 413)
        #expect(long.events == 0)
        #expect(try await posting("", method: "PUT").status == 405)
    }
}
