import DNS

/// Answers the calls of a control API: who may call at all, which operation is meant, what is wrong with the call.
struct ControlService: Sendable {
    /// One call as it came over HTTP.
    struct Request: Sendable {
        var method: String
        /// The path and, behind a question mark, the query.
        var target: String
        /// The fields of the header by their names in lower case; the first of each.
        var fields: [String: String]
    }

    /// How many octets a body may have.
    ///
    /// Our choice: a fault with a hundred recipients takes a tenth of it.
    static let bodyLimit = 64 * 1024
    /// How long a request target may be.
    ///
    /// Our choice, within RFC 9112 §3: at least 8000 octets should be supported.
    static let targetLimit = 8000

    let control: LabControl
    /// What a caller must show; nil lets in every program of this machine.
    let token: ControlToken?
    private let operations: [ControlOperation]

    init(control: LabControl, token: ControlToken?) {
        self.control = control
        self.token = token
        operations = ControlOperations.all(control.words)
    }

    /// Answers one; the body is read where it is wanted, and not before the caller may send one.
    func answer(
        _ request: Request, body: () async throws(ControlProblem) -> [UInt8]
    ) async -> ControlAnswer {
        do throws(ControlProblem) {
            let answer = try await carryOut(request, body)
            control.calls.count(nil)
            return answer
        } catch {
            control.calls.count(error.code)
            var answer = ControlAnswer(error)
            if error.code == .methodNotAllowed { answer.allowed = methods(of: request) }
            return answer
        }
    }

    private func carryOut(
        _ request: Request, _ body: () async throws(ControlProblem) -> [UInt8]
    ) async throws(ControlProblem) -> ControlAnswer {
        guard request.target.utf8.count <= Self.targetLimit else {
            throw ControlProblem(.invalid, "the target of the request is too long", remedy: "shorten it")
        }
        let segments = Self.segments(of: request)
        let known = operations.filter { $0.match(segments) != nil }
        if known.allSatisfy({ !$0.isOpen }) || known.isEmpty { try admit(request) }
        guard !known.isEmpty else {
            throw ControlProblem(
                .notFound, "there is nothing at this path", remedy: "GET /v1/openapi.json says what is")
        }
        guard let operation = known.first(where: { $0.method.rawValue.uppercased() == request.method }) else {
            throw ControlProblem(
                .methodNotAllowed, "\(request.method.prefix(16)) is not known here",
                remedy: "use \(methods(of: request).joined(separator: " or "))")
        }
        var call = ControlCall(
            path: operation.match(segments) ?? [:], query: try Self.query(of: request, operation.parameters),
            lock: request.fields[OpenAPIDocument.lockField.lowercased()])
        if operation.body != nil {
            call.body = try Self.object(request, try await body())
        }
        return try await operation.run(call, control)
    }

    /// Refuses who shows no token, or the wrong one; without a token, who is led here by a web page.
    private func admit(_ request: Request) throws(ControlProblem) {
        if let token {
            guard token.admits(request.fields["authorization"]) else {
                throw ControlProblem(
                    .unauthorized, "this lab wants its token", remedy: "send Authorization: Bearer and the token")
            }
            return
        }
        // A page may let a browser resolve its own name to this machine; the field Host then still has that name.
        let host = request.fields["host"] ?? ""
        guard ListenAddress(host)?.host.isLoopback ?? (host.split(separator: ":").first == "localhost") else {
            throw ControlProblem(
                .forbidden, "a lab without a token is for this machine alone",
                remedy: "use the address of 127.0.0.1, or run the lab with a token")
        }
    }

    private func methods(of request: Request) -> [String] {
        let segments = Self.segments(of: request)
        return operations.filter { $0.match(segments) != nil }.map { $0.method.rawValue.uppercased() }
    }

    private static func segments(of request: Request) -> [Substring] {
        request.target.prefix { $0 != "?" && $0 != "#" }.split(separator: "/", omittingEmptySubsequences: false)
    }

    private static func query(
        of request: Request, _ parameters: [ControlParameter]
    ) throws(ControlProblem) -> [String: String] {
        var values: [String: String] = [:]
        let query = request.target.prefix { $0 != "#" }.drop { $0 != "?" }.dropFirst()
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = PercentText.decoded(parts[0])
            guard let parameter = parameters.first(where: { $0.name == name }), values[parameter.name] == nil else {
                throw ControlProblem(
                    .invalid, "a parameter of the query is unknown or there twice", remedy: "remove it from the query")
            }
            guard let value = PercentText.decoded(parts.count > 1 ? parts[1] : "") else {
                throw ControlProblem(
                    .invalid, "\(parameter.name) is not written as a query is", remedy: "write UTF-8 and %XX")
            }
            try parameter.check(value)
            values[parameter.name] = value
        }
        return values
    }

    private static func object(_ request: Request, _ body: [UInt8]) throws(ControlProblem) -> JSONValue {
        let type = (request.fields["content-type"] ?? "").prefix { $0 != ";" && $0 != " " }.lowercased()
        // Also what keeps web pages out: they may not send this type to others without asking.
        guard type == ControlAnswer.json else {
            throw ControlProblem(
                .unsupportedType, "the body is not \(ControlAnswer.json)", remedy: "send it with that Content-Type")
        }
        guard let value = JSONValue(parsing: body), value.members != nil else {
            throw ControlProblem(.invalid, "the body is no JSON object", remedy: "GET /v1/openapi.json says what it is")
        }
        return value
    }
}

/// Percent-encoded text of a query.
enum PercentText {
    /// RFC 3986 §2.1, and `+` for a space as forms have it; nil where that is no UTF-8.
    static func decoded(_ text: Substring) -> String? {
        var octets: [UInt8] = []
        var rest = text.utf8[...]
        while let octet = rest.popFirst() {
            switch octet {
            case UInt8(ascii: "+"): octets.append(0x20)
            case UInt8(ascii: "%"):
                let digits = rest.prefix(2)
                guard digits.count == 2, digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
                    let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
                else { return nil }
                octets.append(value)
                rest = rest.dropFirst(2)
            default: octets.append(octet)
            }
        }
        return String(validating: octets, as: UTF8.self)
    }
}
