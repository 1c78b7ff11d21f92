/// The part of Prometheus' HTTP API that is asked, and that Grafana imitates.
///
/// Source: Prometheus, `web/api/v1/api.go`; `docs/querying/api.md`.
struct PrometheusAPI: Sendable {
    private let api: WatchedAPI

    /// The API at a URL, with the path that it is served below.
    init(url: String, timeout: Duration?) {
        api = WatchedAPI(url, timeout: timeout ?? WatchedAPI.requestTimeout)
    }

    /// What every answer is wrapped in.
    private struct Envelope<Value: Decodable>: Decodable {
        var status: String
        var data: Value?
        var errorType: String?
        var error: String?
    }

    /// What is there where the value is of no matter.
    private struct Nothing: Decodable {
        init(from decoder: any Decoder) throws {}
    }

    /// The value at a path.
    func get<Value: Decodable>(_ path: String, _ type: Value.Type) async throws(ObserverFailure) -> Value {
        try Self.value(of: try await api.get(path), type)
    }

    /// The answer to a query.
    func query(_ text: String) async throws(ObserverFailure) -> QueryResult {
        try Self.value(of: try await api.post("/api/v1/query", form: [("query", text)]), QueryResult.self)
    }

    private static func value<Value: Decodable>(
        of answer: WatchedAPI.Answer, _ type: Value.Type
    ) throws(ObserverFailure) -> Value {
        guard answer.status == 200 else {
            // 400, 422 and 503 say in the envelope what is wrong.
            if let said = try? answer.decoded(Envelope<Nothing>.self), let error = said.error {
                throw ObserverFailure("\(answer.question) answered \(answer.status): \(error.prefix(500))")
            }
            throw answer.failure
        }
        let envelope = try answer.decoded(Envelope<Value>.self)
        guard envelope.status == "success", let data = envelope.data else {
            let words = (envelope.error ?? "status is \(envelope.status)").prefix(500)
            throw ObserverFailure("\(answer.question) failed: \(words)")
        }
        return data
    }
}

/// The answer to an instant query.
struct QueryResult: Decodable {
    /// The numbers, those that are NaN left out: NaN says that there is nothing to say.
    var values: [Double] = []

    private enum Key: CodingKey { case resultType, result }

    /// One series with its last sample; a native histogram has none.
    private struct Series: Decodable {
        var value: Sample?
        var values: [Sample]?
    }

    /// `[1435781451.781, "1e+00"]`.
    private struct Sample: Decodable {
        var value: Double

        init(from decoder: any Decoder) throws {
            var pair = try decoder.unkeyedContainer()
            _ = try pair.decode(Double.self)
            let text = try pair.decode(String.self)
            guard let value = SampleValue.number(text) else {
                throw DecodingError.dataCorruptedError(in: pair, debugDescription: "expected a number")
            }
            self.value = value
        }
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Key.self)
        switch try members.decode(String.self, forKey: .resultType) {
        case "vector", "matrix":
            let series = try members.decode([Series].self, forKey: .result)
            values = series.compactMap { ($0.value ?? $0.values?.last)?.value }
        case "scalar":
            values = [try members.decode(Sample.self, forKey: .result).value]
        default:
            throw DecodingError.dataCorruptedError(
                forKey: .resultType, in: members, debugDescription: "expected vector, matrix or scalar")
        }
        values.removeAll(where: \.isNaN)
    }
}

/// Numbers as Prometheus writes them: `1e+00`, `0.25`, `NaN`, `+Inf`, `-Inf`.
enum SampleValue {
    /// The number; nil where it is none.
    static func number(_ text: String) -> Double? {
        switch text {
        case "NaN": return .nan
        case "+Inf", "Inf": return .infinity
        case "-Inf": return -.infinity
        default: break
        }
        // Swift reads hexadecimal numbers and words as well.
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }) else { return nil }
        return Double(text)
    }
}
