/// One call of the control API: what is served, what is checked and what is documented follow from it.
struct ControlOperation: Sendable {
    /// The methods of HTTP that there are.
    enum Method: String, Sendable, CaseIterable { case get, post, delete }

    /// The method.
    var method: Method
    /// The path; a segment in braces is a parameter.
    var path: String
    /// Its name in the OpenAPI document.
    var name: String
    /// What it does, in one sentence.
    var summary: String
    /// What may stand in the query.
    var parameters: [ControlParameter] = []
    /// The schema of the body; nil for none.
    var body: JSONValue?
    /// What comes back where all is well.
    var answer: Answer
    /// The failures that it knows beside those of every call.
    var problems: [ControlProblem.Code] = []
    /// Whether it asks for no token.
    var isOpen = false
    /// Carries it out.
    var run: @Sendable (ControlCall, LabControl) async throws(ControlProblem) -> ControlAnswer

    /// What comes back.
    struct Answer: Sendable {
        var status = 200
        var mediaType = ControlAnswer.json
        var description: String
        /// nil for what is no JSON.
        var schema: JSONValue?
    }

    /// The segments of the path.
    var segments: [Substring] { path.split(separator: "/", omittingEmptySubsequences: false) }

    /// The parameters of a path that is meant; nil where another one is.
    func match(_ segments: [Substring]) -> [String: String]? {
        let own = self.segments
        guard own.count == segments.count else { return nil }
        var values: [String: String] = [:]
        for (mine, given) in zip(own, segments) {
            if mine.first == "{" {
                values[String(mine.dropFirst().dropLast())] = String(given)
            } else if mine != given {
                return nil
            }
        }
        return values
    }
}

/// What may stand in the query of a call.
struct ControlParameter: Sendable {
    /// Its name.
    var name: String
    /// What it must be.
    var kind: Kind
    /// What it means.
    var summary: String

    /// What a parameter must be.
    enum Kind: Sendable {
        case integer(ClosedRange<Int>, standard: Int)
        case text
        case words([String])
    }

    init(_ name: String, _ kind: Kind, _ summary: String) {
        self.name = name
        self.kind = kind
        self.summary = summary
    }

    /// Says what is wrong with a value.
    func check(_ value: String) throws(ControlProblem) {
        switch kind {
        case .integer(let range, _):
            guard let number = Int(value), range.contains(number), String(number) == value else {
                throw ControlProblem(
                    .invalid, "\(name) is no whole number from \(range.lowerBound) to \(range.upperBound)",
                    remedy: "correct it in the query")
            }
        case .words(let words):
            guard words.contains(value) else {
                throw ControlProblem(
                    .invalid, "\(name) is none of \(words.joined(separator: ", "))", remedy: "write one of them")
            }
        case .text: break
        }
    }

    /// The schema of its values.
    var schema: JSONValue {
        switch kind {
        case .integer(let range, let standard):
            [
                "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
                "default": .integer(standard),
            ]
        case .words(let words): ["type": "string", "enum": .texts(words)]
        case .text: ["type": "string"]
        }
    }
}

/// One call as an operation sees it: checked for all that its description says.
struct ControlCall: Sendable {
    /// The parameters of the path.
    var path: [String: String] = [:]
    /// The parameters of the query.
    var query: [String: String] = [:]
    /// The body, an object; empty where the operation has none.
    var body = JSONValue.object([])
    /// The lock that the caller says to hold.
    var lock: String?

    /// A whole number of the query, or what stands for it.
    func integer(_ parameter: ControlParameter) -> Int {
        guard case .integer(_, let standard) = parameter.kind else { return 0 }
        return query[parameter.name].flatMap { Int($0) } ?? standard
    }
}

/// What comes back from a call.
package struct ControlAnswer: Sendable {
    /// The media type of JSON (RFC 8259 §11).
    static let json = "application/json"

    /// The status of HTTP.
    var status: Int
    /// The type of the body.
    var mediaType: String
    /// The body.
    var body: [UInt8]
    /// The methods that are allowed, where another one was asked for.
    var allowed: [String] = []

    /// JSON.
    init(_ value: JSONValue, status: Int = 200) {
        self.status = status
        mediaType = Self.json
        body = Array("\(value)\n".utf8)
    }

    /// Anything.
    init(_ body: [UInt8], mediaType: String) {
        status = 200
        self.mediaType = mediaType
        self.body = body
    }

    /// A failure.
    init(_ problem: ControlProblem) {
        self.init(problem.body, status: problem.code.status)
    }
}
