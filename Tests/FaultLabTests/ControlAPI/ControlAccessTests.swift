import FaultLab
import MailTransport
import Testing

@Suite("Calls that the control API refuses")
struct ControlAccessTests {
    @Test("without the token change nothing, are counted, and disturb nobody")
    func token() async throws {
        let lab = try await ControlLab.start()
        let id = try await lab.arm()
        let calls = [
            ("GET", "/v1/faults"), ("POST", "/v1/faults"), ("DELETE", "/v1/faults"), ("DELETE", "/v1/faults/\(id)"),
            ("POST", "/v1/reset"), ("GET", "/v1/mail"), ("GET", "/metrics"), ("GET", "/v1/nothing"),
        ]
        for (method, path) in calls {
            for token in [nil, "correct-horse-batterz", "", "x"] {
                let answer = try await lab.call(method, path, body: method == "POST" ? "{}" : nil, token: token)
                #expect(answer.status == 401, "\(method) \(path)")
                #expect(answer.field("WWW-Authenticate")?.hasPrefix("Bearer") == true)
                #expect(!answer.text.contains(ControlLab.token))
            }
        }
        #expect(try await lab.armed() == [id])
        let metrics = try await lab.call("GET", "/metrics")
        #expect(
            metrics.text.contains("mailproof_lab_control_refused_total{code=\"unauthorized\"} \(calls.count * 4)\n"))
        #expect(try await lab.call("GET", "/healthz", token: nil).status == 200)
        await lab.stop()
    }

    @Test("say what would be right")
    func wrong() async throws {
        let lab = try await ControlLab.start()
        let put = try await lab.call("PUT", "/v1/faults", body: "{}")
        #expect(put.status == 405)
        #expect(put.field("Allow") == "GET, POST, DELETE")
        #expect(try await lab.call("GET", "/v1/nothing").status == 404)
        #expect(try await lab.call("GET", "/v1/faults/").status == 404)
        #expect(try await lab.call("GET", "/v1/mail?limit=0").status == 400)
        #expect(try await lab.call("GET", "/v1/mail?limit=1&limit=1").status == 400)
        #expect(try await lab.call("GET", "/v1/mail?folder=Spam").status == 400)
        #expect(try await lab.call("GET", "/v1/mail?colour=red").status == 400)
        #expect(try await lab.call("GET", "/v1/mail?recipient=%FF").status == 400)
        #expect(
            try await lab.call(
                "POST", "/v1/faults", body: "{}", fields: [.init("Content-Type", "text/plain")]
            ).status == 415)
        let long = try await lab.call(
            "POST", "/v1/faults", body: #"{"fault": "\#(String(repeating: "x", count: 70_000))"}"#)
        #expect(long.status == 413)
        await lab.stop()
    }

    @Test("come from a web page that leads a browser to a lab without a token")
    func rebinding() async throws {
        let lab = try await ControlLab.start(token: nil)
        #expect(try await lab.call("GET", "/v1/faults", token: nil).status == 200)
        let led = try await lab.call("GET", "/v1/faults", token: nil, fields: [.init("Host", "evil.example")])
        #expect(led.status == 403)
        await lab.stop()
    }

    @Test("cannot be made beyond this machine without a token")
    func beyond() async throws {
        let lab = try await Lab.start(LabConfiguration(servers: [.init(name: "mx", domains: nil)], seed: 1))
        let everywhere = try #require(ListenAddress("0.0.0.0:0"))
        await #expect(throws: LabError.self) {
            try await LabControlServer.start(
                lab,
                words: FaultWords(schema: [:]) { _ throws(ControlProblem) in
                    throw ControlProblem(.invalid, "no fault", remedy: "none")
                }, on: everywhere, token: nil)
        }
        _ = await lab.stop()
    }
}
