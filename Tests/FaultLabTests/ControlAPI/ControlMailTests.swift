import FaultLab
import MailTransport
import Testing

@Suite("Mail over the control API")
struct ControlMailTests {
    @Test("is listed by mailbox and folder, and read as it was filed")
    func mail() async throws {
        let lab = try await ControlLab.start()
        try lab.file("ana@a.example", subject: "first")
        try lab.file("bob@a.example", subject: "second")
        let all = try #require(JSONValue(parsing: try await lab.call("GET", "/v1/mail").body))
        #expect(all["messages"]?.items?.map { $0["subject"] } == ["first", "second"])
        #expect(all["messages"]?.items?.map { $0["envelope"]?["to"] } == ["ana@a.example", "bob@a.example"])
        let bob = try await lab.call("GET", "/v1/mail?recipient=bob%40a.example&folder=INBOX&server=mx")
        let listed = try #require(JSONValue(parsing: bob.body)?["messages"]?.items)
        #expect(listed.map { $0["id"] } == ["mx-2"])
        let message = try await lab.call("GET", "/v1/mail/mx-2")
        #expect(message.field("Content-Type") == "message/rfc822")
        #expect(message.text == "Subject: second\r\n\r\nbody\r\n")
        let later = try await lab.call("GET", "/v1/mail?after=1&limit=1")
        #expect(JSONValue(parsing: later.body)?["messages"]?.items?.map { $0["id"] } == ["mx-2"])
        for unknown in ["mx-3", "mx-0", "mx--1", "my-1", "mx", "-"] {
            #expect(try await lab.call("GET", "/v1/mail/\(unknown)").status == 404)
        }
        #expect(try await lab.call("POST", "/v1/reset").status == 200)
        #expect(JSONValue(parsing: try await lab.call("GET", "/v1/mail").body)?["messages"] == [])
        await lab.stop()
    }

    @Test("and what became of each attempt are told in order, and counted for Prometheus")
    func attempts() async throws {
        let lab = try await ControlLab.start()
        let fault = try await lab.arm(#"{"reply": "550 5.1.1 Nobody"}"#)
        let client = try await RawConnection.open(to: lab)
        for recipient in ["a@one.example", "b@two.example"] { _ = try await client.exchange("RCPT TO:<\(recipient)>") }
        let events = try await lab.client.events(after: 0)
        let records = events.compactMap(LabJSON.event).compactMap { event -> AttemptRecord? in
            if case .attempt(let record) = event { record } else { nil }
        }
        #expect(records == lab.lab.log.attempts)
        #expect(records.map(\.recipientDomain) == ["one.example", "two.example"])
        #expect(records.map { $0.fault?.description } == [fault, fault])
        let number = try #require(events.first?["number"]?.integer)
        #expect(try await lab.client.events(after: number).count == 1)
        let attempts = JSONValue(parsing: try await lab.call("GET", "/v1/attempts?after=\(number)").body)
        #expect(attempts?["events"]?.items?.count == 1)
        #expect(attempts?["next"]?.integer == number + 1)

        let metrics = try await lab.call("GET", "/metrics").text
        let series = #"{server="mx",stage="rcpt",class="5xx",recipient_domain="one.example"} 1"#
        #expect(metrics.contains("mailproof_lab_attempts_total" + series))
        #expect(metrics.contains(#"mailproof_lab_fault_hits_total{fault="\#(fault)"} 2"#))
        await lab.stop()
    }
}
