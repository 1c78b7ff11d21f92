import FoundationEssentials

/// Rspamd, spoken to over HTTP (its documentation, "HTTP API": POST /checkv2).
package struct RspamdClient: SpamEngine {
    /// Rspamd.
    package let name = "Rspamd"
    private let url: String
    private let timeout: Duration

    /// How many bytes of answer are read: one with some hundred symbols has less than a tenth of it.
    static let answerLimit = 1 << 20

    /// A server at a URL without a path.
    package init(url: String, timeout: Duration = .seconds(30)) {
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.timeout = timeout
    }

    /// Has one message judged.
    package func judge(_ message: [UInt8]) async throws(TransportError) -> SpamReport {
        let action = "have Rspamd judge the message"
        let response = try await HTTPClient().send(
            HTTPRequest(
                "POST", "\(url)/checkv2", fields: [.init("Content-Type", "application/octet-stream")], body: message,
                timeout: timeout, responseLimit: Self.answerLimit))
        guard response.isSuccess else {
            throw TransportError(
                .notUnderstood, endpoint: url, while: action, detail: "it answers with status \(response.status)")
        }
        guard let report = Self.report(response.body) else {
            throw TransportError(
                .notUnderstood, endpoint: url, while: action, detail: "it does not answer as Rspamd does")
        }
        return report
    }

    /// What an answer says; nil for one that is none.
    package static func report(_ body: [UInt8]) -> SpamReport? {
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(body)) else { return nil }
        return SpamReport(
            score: answer.score, threshold: answer.required_score,
            symbols: (answer.symbols ?? [:]).map { key, symbol in
                .init(symbol.name ?? key, score: symbol.score, description: symbol.description ?? "")
            })
    }

    /// The part of its answer that is read; names are those of the protocol.
    private struct Answer: Decodable {
        var score: Double
        var required_score: Double
        var symbols: [String: Symbol]?

        struct Symbol: Decodable {
            var name: String?
            var score: Double
            var description: String?
        }
    }
}
