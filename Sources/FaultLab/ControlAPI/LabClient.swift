import Findings
import MailTransport

/// Calls the control API of a lab that runs elsewhere.
package struct LabClient: Sendable {
    /// How long one call may take.
    ///
    /// Our choice: shorter than the lease of a lock, so that one lost call ends nothing.
    package static let callTimeout: Duration = .seconds(5)
    /// How many octets of an answer are read.
    ///
    /// Our choice: all the events that one answer holds, with room to spare.
    private static let answerLimit = 16 << 20

    /// The URL, without a slash at its end.
    package let url: String
    private let token: String?

    /// A lab at a URL.
    ///
    /// - Parameter token: what it wants to be shown; nil for one on this machine that wants none.
    package init(url: String, token: String?) {
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.token = token
    }

    /// What servers the lab has, and how many events there were.
    package func lab() async throws(LabError) -> JSONValue {
        try await call("GET", "/v1/lab")
    }

    /// Takes the lab for a drill.
    ///
    /// - Returns: the lock.
    package func take(for holder: String) async throws(LabError) -> JSONValue {
        try await call("POST", "/v1/lock", body: ["holder": .text(String(holder.unicodeScalars.prefix(200)))])
    }

    /// Lets a lock live on.
    ///
    /// - Returns: the lock, with what is armed under it.
    package func renewLock(_ lock: String) async throws(LabError) -> JSONValue {
        try await call("POST", "/v1/lock/\(lock)/heartbeat")
    }

    /// Gives the lab back; what was armed under the lock ends.
    @discardableResult
    package func release(_ lock: String) async throws(LabError) -> JSONValue {
        try await call("DELETE", "/v1/lock/\(lock)")
    }

    /// Arms a fault, written as in a scenario, under a lock.
    ///
    /// - Returns: the fault as it is armed.
    package func arm(_ fault: JSONValue, lease: Duration, lock: String) async throws(LabError) -> JSONValue {
        let lease = min(max(lease, LabControl.leases.lowerBound), LabControl.leases.upperBound)
        return try await call(
            "POST", "/v1/faults", body: ["fault": fault, "lease": .text(LeaseText.text(lease))], lock: lock)
    }

    /// Disarms a fault.
    ///
    /// - Returns: the fault as it was, with all its hits; nil where it was not armed any more.
    package func disarm(_ fault: String) async throws(LabError) -> JSONValue? {
        do throws(LabError) {
            return try await call("DELETE", "/v1/faults/\(fault)")
        } catch {
            if error.code == .notFound { return nil }
            throw error
        }
    }

    /// Disarms everything, whoever armed it.
    ///
    /// - Returns: what was armed until then.
    package func undo() async throws(LabError) -> JSONValue {
        try await call("DELETE", "/v1/faults")
    }

    /// What happened behind the event with a number, oldest first.
    package func events(after number: Int) async throws(LabError) -> [JSONValue] {
        let answer = try await send("GET", "/v1/events?after=\(number)&limit=\(ControlOperations.eventLimit)")
        return answer.split(separator: UInt8(ascii: "\n")).compactMap { JSONValue(parsing: Array($0)) }
    }

    private func call(
        _ method: String, _ path: String, body: JSONValue? = nil, lock: String? = nil
    ) async throws(LabError) -> JSONValue {
        let answer = try await send(method, path, body: body, lock: lock)
        guard let value = JSONValue(parsing: answer) else {
            throw LabError.notALab(url)
        }
        return value
    }

    private func send(
        _ method: String, _ path: String, body: JSONValue? = nil, lock: String? = nil
    ) async throws(LabError) -> [UInt8] {
        var fields: [HTTPRequest.Field] = []
        if let token { fields.append(.init("Authorization", "Bearer \(token)")) }
        if let lock { fields.append(.init(OpenAPIDocument.lockField, lock)) }
        if body != nil { fields.append(.init("Content-Type", ControlAnswer.json)) }
        let response: HTTPResponse
        do throws(TransportError) {
            response = try await HTTPClient().send(
                HTTPRequest(
                    method, url + path, fields: fields, body: body.map { Array("\($0)".utf8) },
                    timeout: Self.callTimeout, responseLimit: Self.answerLimit))
        } catch {
            throw LabError(
                code: .unreachable, message: "the lab at \(url) cannot be asked: \(error)",
                remedy: "see that mailproof lab runs there, and that this machine may reach it")
        }
        guard !response.isSuccess else { return response.body }
        let problem = JSONValue(parsing: response.body)
        let code = problem?["code"]?.text.flatMap { ControlProblem.Code(rawValue: $0) }
        throw LabError(
            code: code == .notFound ? .notFound : .refused,
            message: problem?["message"]?.text ?? "the lab at \(url) answers with status \(response.status)",
            remedy: problem?["remedy"]?.text ?? "see that the URL is that of a lab's control API")
    }
}
