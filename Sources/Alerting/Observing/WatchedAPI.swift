import FoundationEssentials
import MailTransport

/// The JSON API of a system that is watched.
struct WatchedAPI: Sendable {
    /// How long an answer may take.
    ///
    /// Our choice: they come within milliseconds, and a drill's budget is seconds.
    static let requestTimeout: Duration = .seconds(5)
    /// How many bytes of an answer are read.
    ///
    /// Our choice: ten thousand alerts of a kilobyte and a half.
    static let responseLimit = 16 << 20
    /// How much of a refusal's text is shown.
    private static let shownText = 200

    /// The URL that paths are appended to, without a slash at its end.
    let base: String
    private let timeout: Duration
    private let client = HTTPClient()

    /// The API below a URL.
    init(_ url: String, timeout: Duration = requestTimeout) {
        var base = Substring(url.prefix { $0 != "?" && $0 != "#" })
        while base.hasSuffix("/") { base.removeLast() }
        self.base = String(base)
        self.timeout = timeout
    }

    /// An answer of any status.
    struct Answer {
        var status: Int
        var body: [UInt8]
        /// What was asked, for messages: without user, password and query.
        var question: String

        /// Its value.
        func decoded<Value: Decodable>(_ type: Value.Type) throws(ObserverFailure) -> Value {
            do {
                return try JSONDecoder().decode(type, from: Data(body))
            } catch {
                throw ObserverFailure("\(question) is not understood: \(JSONProblem.explanation(error))")
            }
        }

        /// The failure that a status is.
        var failure: ObserverFailure {
            var text = String(decoding: body.prefix(WatchedAPI.shownText), as: UTF8.self).trimmed
            // Alertmanager answers a JSON text, in its quotes.
            if let plain = try? JSONDecoder().decode(String.self, from: Data(body)) {
                text = String(plain.prefix(WatchedAPI.shownText))
            }
            let words = text.isEmpty || text.first == "<" ? "" : ": \(text)"
            let advice = status == 404 ? "; the URL must hold the path that it is served below" : ""
            return ObserverFailure("\(question) answered \(status)\(words)\(advice)")
        }
    }

    /// Asks for a path; answers of any status are answers.
    func get(_ path: String) async throws(ObserverFailure) -> Answer {
        try await answer(HTTPRequest("GET", base + path, fields: Self.fields, timeout: timeout), path)
    }

    /// Posts a form, which may be longer than a URL.
    func post(_ path: String, form: [(name: String, value: String)]) async throws(ObserverFailure) -> Answer {
        let body = form.map { "\(PercentEncoding.encoded($0.name))=\(PercentEncoding.encoded($0.value))" }
        let fields = Self.fields + [.init("Content-Type", "application/x-www-form-urlencoded")]
        return try await answer(
            HTTPRequest(
                "POST", base + path, fields: fields, body: Array(body.joined(separator: "&").utf8), timeout: timeout),
            path)
    }

    private static let fields: [HTTPRequest.Field] = [
        .init("Accept", "application/json"), .init("User-Agent", "mailproof"),
    ]

    private func answer(_ request: HTTPRequest, _ path: String) async throws(ObserverFailure) -> Answer {
        var request = request
        request.responseLimit = Self.responseLimit
        do {
            let response = try await client.send(request)
            let shown = path.prefix { $0 != "?" }
            return Answer(status: response.status, body: response.body, question: "\(request.method) \(shown)")
        } catch {
            throw ObserverFailure(error.description)
        }
    }
}
