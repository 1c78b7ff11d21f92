import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Sends requests over HTTP and HTTPS, each on a thread and a connection of its own.
///
/// Redirects are answers like any other and not followed; certificates must stand up against the system's roots.
package struct HTTPClient: Sendable {
    /// A client.
    package init() {}

    /// Sends a request and awaits the whole answer, whatever its status.
    ///
    /// - Throws: why there is no answer.
    package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let line = Line()
        let result = await DedicatedThread.value(cutBy: line) { HTTPExchange(request: request, line: line).result() }
        guard let result else {
            throw TransportError(
                .internalFailure, endpoint: request.url, while: "send the request",
                detail: "the system has no more threads")
        }
        return try result.get()
    }
}

/// One request on the thread that carries it out.
private struct HTTPExchange {
    let request: HTTPRequest
    let line: Line

    func result() -> Result<HTTPResponse, TransportError> {
        do throws(TransportError) {
            return .success(try perform())
        } catch {
            return .failure(error)
        }
    }

    private func perform() throws(TransportError) -> HTTPResponse {
        let inputs = [request.method, request.url] + request.fields.flatMap { [$0.name, $0.value] }
        // A line break would end a header field and begin another.
        guard !inputs.contains(where: { $0.utf8.contains(where: \.isControl) }) else {
            throw failure(.invalidInput, "the request holds a line break or another control character")
        }
        let handle: CurlHandle
        do {
            handle = try configuredHandle()
        } catch {
            throw failure(.internalFailure, error.description)
        }
        let code = handle.perform()
        guard code == .CURLE_OK else { throw failure(of: code, handle) }
        return HTTPResponse(
            status: handle.information(CURLINFO_RESPONSE_CODE), fields: fields(handle.received.headerLines),
            body: handle.received.body)
    }

    private func configuredHandle() throws(CurlCode) -> CurlHandle {
        let handle = try CurlHandle(line: line)
        // CURLOPT_PROTOCOLS_STR(3): no file, no gopher, whatever a configuration says.
        try handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
        try handle.set(CURLOPT_URL, request.url)
        try handle.set(CURLOPT_FOLLOWLOCATION, 0)
        try handle.set(CURLOPT_FORBID_REUSE, 1)
        try handle.set(CURLOPT_TIMEOUT_MS, Int(request.timeout.milliseconds))
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, Int(request.timeout.milliseconds))
        handle.received.bodyLimit = request.responseLimit
        if let body = request.body { try handle.setPostBody(body) }
        if request.method == "HEAD" { try handle.set(CURLOPT_NOBODY, 1) }
        try handle.set(CURLOPT_CUSTOMREQUEST, request.method)
        for field in request.fields {
            // CURLOPT_HTTPHEADER(3): a field with an empty value is written with a semicolon in place of the colon.
            try handle.addHeaderLine(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        // CURLOPT_HTTPHEADER(3): libcurl waits for "100 Continue" before long bodies unless told not to.
        try handle.addHeaderLine("Expect:")
        return handle
    }

    /// The fields of the last response; a status line begins each.
    private func fields(_ lines: [String]) -> [HTTPRequest.Field] {
        var fields: [HTTPRequest.Field] = []
        for line in lines {
            if line.hasPrefix("HTTP/") {
                fields = []
            } else if let colon = line.firstIndex(of: ":") {
                let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
                fields.append(HTTPRequest.Field(String(line[..<colon]), String(value)))
            }
        }
        return fields
    }

    private func failure(of code: CurlCode, _ handle: CurlHandle) -> TransportError {
        let words = handle.errorText ?? code.description
        guard !line.isCut else { return failure(.cancelled) }
        switch code {
        case .CURLE_COULDNT_RESOLVE_HOST:
            return failure(.nameNotFound, words)
        case .CURLE_COULDNT_CONNECT:
            let isRefused = handle.information(CURLINFO_OS_ERRNO) == Int(ECONNREFUSED)
            return failure(isRefused ? .connectionRefused : .connectFailed, isRefused ? nil : words)
        case .CURLE_OPERATION_TIMEDOUT:
            return failure(.timeout, words)
        case .CURLE_WRITE_ERROR where handle.received.exceededLimit:
            return failure(.tooLarge, "more than \(request.responseLimit) bytes")
        case .CURLE_PEER_FAILED_VERIFICATION, .CURLE_SSL_CONNECT_ERROR:
            return failure(.tls, words)
        case .CURLE_RECV_ERROR, .CURLE_SEND_ERROR, .CURLE_GOT_NOTHING, .CURLE_PARTIAL_FILE:
            return failure(.connectionLost, words)
        case .CURLE_WEIRD_SERVER_REPLY, .CURLE_UNSUPPORTED_PROTOCOL, .CURLE_URL_MALFORMAT:
            return failure(code == .CURLE_WEIRD_SERVER_REPLY ? .notUnderstood : .invalidInput, words)
        default:
            return failure(.internalFailure, words)
        }
    }

    private func failure(_ code: TransportError.Code, _ detail: String? = nil) -> TransportError {
        TransportError(code, endpoint: shownURL, while: "\(request.method) \(shownURL)", detail: detail)
    }

    /// The URL without user, password and query, any of which may be a secret.
    private var shownURL: String {
        let plain = request.url.prefix { $0 != "?" && $0 != "#" }
        guard let start = plain.firstRange(of: "://")?.upperBound else { return "the URL" }
        let authority = plain[start...].prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return String(plain) }
        return String(plain[..<start] + plain[plain.index(after: at)...])
    }
}
