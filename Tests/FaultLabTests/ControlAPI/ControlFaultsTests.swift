import FaultLab
import MailTransport
import Testing

@Suite("Faults over the control API")
struct ControlFaultsTests {
    @Test("are armed, listed with their hits, and disarmed")
    func life() async throws {
        let lab = try await ControlLab.start()
        let id = try await lab.arm(#"{"reply": "450 4.2.0 Busy"}"#)
        let client = try await RawConnection.open(to: lab)
        #expect(try await client.exchange("RCPT TO:<a@slow.example>").hasPrefix("450 4.2.0 Busy"))
        let listed = try #require(JSONValue(parsing: try await lab.call("GET", "/v1/faults").body)?["faults"]?.items)
        #expect(listed.map { $0["id"]?.text } == [id])
        #expect(listed.first?["hits"] == 1)
        #expect(listed.first?["hits_by_subject"] == ["slow.example": 1])
        #expect(listed.first?["fault"] == ["reply": "450 4.2.0 Busy"])

        let ended = try await lab.call("DELETE", "/v1/faults/\(id)")
        #expect(JSONValue(parsing: ended.body)?["hits"] == 1)
        #expect(try await client.exchange("RCPT TO:<a@slow.example>").hasPrefix("250"))
        #expect(try await lab.call("DELETE", "/v1/faults/\(id)").status == 404)
        #expect(try await lab.armed() == [])
        await lab.stop()
    }

    @Test("end by themselves with their lease, unless a heartbeat comes")
    func lease() async throws {
        let lab = try await ControlLab.start()
        let short = try await lab.arm(lease: "300ms")
        let long = try await lab.arm(lease: "5m")
        let fault = FaultID(short)
        let id = try #require(fault)
        try await eventually { !lab.lab.faults.isArmed(id) }
        #expect(try await lab.armed() == [long])
        #expect(try await lab.call("POST", "/v1/faults/\(short)/heartbeat").status == 404)
        #expect(try await lab.call("POST", "/v1/faults/\(long)/heartbeat").status == 200)
        await lab.stop()
    }

    @Test("that are no faults, or live too long, are refused with what to do")
    func refused() async throws {
        let lab = try await ControlLab.start()
        for (body, words) in [
            (#"{"fault": {"reply": "250 Fine"}}"#, "250 is not a refusal"),
            (#"{"fault": {}, "lease": "2d"}"#, "lease is no time"),
            (#"{"fault": {}, "lease": "25h"}"#, "lease is no time"),
            (#"{"fault": {}, "lasting": "1s"}"#, "the member lasting is unknown"),
            (#"{"lease": "1s"}"#, "the member fault is missing"),
            ("[]", "the body is no JSON object"), ("{", "the body is no JSON object"),
        ] {
            let answer = try await lab.call("POST", "/v1/faults", body: body)
            #expect(answer.status == 400)
            let problem = JSONValue(parsing: answer.body)
            #expect(problem?["message"]?.text?.hasPrefix(words) == true, "\(answer.text)")
            #expect(problem?["remedy"]?.text?.isEmpty == false)
        }
        #expect(try await lab.armed() == [])
        await lab.stop()
    }

    @Test("end when the lab is stopped")
    func stop() async throws {
        let lab = try await ControlLab.start()
        let id = try #require(FaultID(try await lab.arm()))
        #expect(lab.lab.faults.isArmed(id))
        await lab.stop()
        #expect(!lab.lab.faults.isArmed(id))
    }
}

extension RawConnection {
    /// A session of the lab's server up to the sender.
    static func open(to lab: ControlLab) async throws -> RawConnection {
        let server = try #require(lab.lab.smtp["mx"])
        let connection = try RawConnection(port: server.port)
        _ = try await connection.replies()
        _ = try await connection.exchange("EHLO client.example")
        _ = try await connection.exchange("MAIL FROM:<b@client.example>")
        return connection
    }
}

/// Waits until something holds; half a minute at most.
func eventually(_ condition: () async throws -> Bool) async throws {
    for _ in 0..<1500 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("it did not come to that within half a minute")
}
