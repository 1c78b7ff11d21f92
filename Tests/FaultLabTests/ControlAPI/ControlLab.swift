import FaultLab
import Findings
import MailMessage
import MailTransport
import Testing

/// A lab with one server, its control API, and a client of it.
struct ControlLab {
    let lab: Lab
    let server: LabControlServer
    static let token = "correct-horse-battery"

    static func start(token: String? = ControlLab.token) async throws -> ControlLab {
        let lab = try await Lab.start(
            LabConfiguration(servers: [.init(name: "mx", domains: nil)], seed: 1))
        let server = try await LabControlServer.start(
            lab, words: words, token: try token.map { try #require(ControlToken($0)) })
        return ControlLab(lab: lab, server: server)
    }

    func stop() async {
        #expect(await server.stop(within: .seconds(30)).isEmpty)
        #expect(await lab.stop().isEmpty)
    }

    var client: LabClient { LabClient(url: server.url, token: Self.token) }

    /// One call; with the token unless another one is given, or none.
    func call(
        _ method: String, _ path: String, body: String? = nil, token: String? = ControlLab.token,
        fields: [HTTPRequest.Field] = []
    ) async throws -> HTTPResponse {
        var all = fields
        if let token { all.append(.init("Authorization", "Bearer \(token)")) }
        if body != nil, !fields.contains(where: { $0.name == "Content-Type" }) {
            all.append(.init("Content-Type", "application/json"))
        }
        return try await HTTPClient().send(
            HTTPRequest(method, server.url + path, fields: all, body: body.map { Array($0.utf8) }))
    }

    /// Arms a fault and returns its id.
    func arm(_ fault: String = "{}", lease: String = "5m") async throws -> String {
        let answer = try await call("POST", "/v1/faults", body: #"{"fault": \#(fault), "lease": "\#(lease)"}"#)
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(JSONValue(parsing: answer.body)?["id"]?.text)
    }

    /// The ids of the armed faults.
    func armed() async throws -> [String] {
        let answer = try await call("GET", "/v1/faults")
        return (JSONValue(parsing: answer.body)?["faults"]?.items ?? []).compactMap { $0["id"]?.text }
    }

    /// What is kept of every message that is sent to the server.
    func file(_ recipient: String, subject: String) throws {
        lab.smtp["mx"]?.mailboxes.file([
            LabMessage(
                transaction: "t", server: "mx", recipient: try Address(recipient), folder: .inbox, sender: nil,
                time: WallTime(microseconds: 0), bytes: Array("Subject: \(subject)\r\n\r\nbody\r\n".utf8))
        ])
    }

    /// `{ "reply": "451 …" }` alone: what scenarios say besides is tested where scenarios are known.
    private static var words: FaultWords {
        FaultWords(schema: ["type": "object"]) { value throws(ControlProblem) in
            do throws(InvalidFault) {
                let fault = try SMTPFault(at: .rcpt, reply: value["reply"]?.text ?? "451 4.7.1 Later")
                return FaultWords.ReadFault { lab, lease throws(LabError) in try lab.arm(fault, lease: lease) }
            } catch {
                throw ControlProblem(.invalid, error.message, remedy: error.remedy)
            }
        }
    }
}
