import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How libcurl connects to a mail server, whatever protocol is spoken there: TCP, TLS, login, and no further.
struct MailDial {
    /// `smtp`, `smtps`, `imap`, `imaps`.
    let scheme: String
    /// Host and port, as a URL has them.
    let authority: String
    /// What libcurl finds behind the host, already encoded.
    var path = ""
    /// Whether TLS begins before the first word.
    let usesImplicitTLS: Bool
    /// Whether STARTTLS is used, where TLS has not begun by then.
    let tls: SMTPOptions.TLSUse
    /// A file of trusted certificates in place of the system's.
    let trustedCertificates: String?
    /// What the client shows of itself, where it does.
    var clientCertificate: SMTPOptions.ClientCertificate?
    /// How long everything may take together.
    let timeout: Duration

    /// A handle that is ready to connect on `line`.
    func handle(on line: Line) throws(CurlCode) -> CurlHandle {
        let handle = try CurlHandle(line: line)
        // CURLOPT_PROTOCOLS_STR(3), since 7.85.0: nothing but what is meant, whatever the URL says.
        try handle.set(CURLOPT_PROTOCOLS_STR, scheme)
        try handle.set(CURLOPT_URL, "\(scheme)://\(authority)/\(path)")
        // CURLOPT_CONNECT_ONLY(3): libcurl stops when it is logged in; then the socket is ours.
        try handle.set(CURLOPT_CONNECT_ONLY, 1)
        try handle.set(CURLOPT_TCP_NODELAY, 1)
        try handle.set(CURLOPT_TIMEOUT_MS, Int(timeout.milliseconds))
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, Int(timeout.milliseconds))
        try handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, Int(timeout.components.seconds)))
        if !usesImplicitTLS {
            let use: curl_usessl =
                switch tls {
                case .none: CURLUSESSL_NONE
                case .opportunistic: CURLUSESSL_TRY
                case .required: CURLUSESSL_ALL
                }
            try handle.set(CURLOPT_USE_SSL, Int(use.rawValue))
        }
        try configureTLS(of: handle)
        // The dialogue is told by the debug callback, in order and with our own commands.
        try handle.set(CURLOPT_VERBOSE, 1)
        return handle
    }

    private func configureTLS(of handle: CurlHandle) throws(CurlCode) {
        // RFC 8996 §1: TLS 1.0 and 1.1 are not to be used.
        try handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let trustedCertificates { try handle.set(CURLOPT_CAINFO, trustedCertificates) }
        if let clientCertificate {
            try handle.set(CURLOPT_SSLCERT, clientCertificate.certificateFile)
            try handle.set(CURLOPT_SSLKEY, clientCertificate.keyFile)
            if let password = clientCertificate.keyPassword { try handle.set(CURLOPT_KEYPASSWD, password) }
        }
    }

    /// What is wrong with TLS, and how libcurl says it; nil where that is not why it could not connect.
    func tlsProblem(of code: CurlCode, _ handle: CurlHandle) -> (problem: TLSProblem, detail: String)? {
        let words = handle.errorText ?? code.description
        let verifyResult = handle.information(CURLINFO_SSL_VERIFYRESULT)
        guard let problem = TLSProblem(code, verifyResult: verifyResult, words: words) else { return nil }
        return (problem, problem == .notOffered ? problem.description : "\(problem) (\(words))")
    }

    /// What it means that libcurl could not connect: the kind of failure, and its words.
    ///
    /// - Parameter hasHeard: whether the server has said anything.
    func failure(
        of code: CurlCode, _ handle: CurlHandle, host: String, hasHeard: Bool
    ) -> (code: TransportError.Code, detail: String?) {
        let words = handle.errorText ?? code.description
        if let tls = tlsProblem(of: code, handle) { return (.tls, tls.detail) }
        switch code {
        case .CURLE_COULDNT_RESOLVE_HOST:
            return (.nameNotFound, host)
        case .CURLE_COULDNT_CONNECT:
            let error = CInt(clamping: handle.information(CURLINFO_OS_ERRNO))
            return error == ECONNREFUSED ? (.connectionRefused, nil) : (.connectFailed, words)
        case .CURLE_OPERATION_TIMEDOUT:
            let isConnected = handle.duration(CURLINFO_CONNECT_TIME_T) > .zero
            let state = hasHeard ? "in the opening dialogue" : isConnected ? "no greeting" : "no connection"
            return (.timeout, "\(state) within \(timeout.secondsText) s")
        case .CURLE_PEER_FAILED_VERIFICATION, .CURLE_SSL_CONNECT_ERROR, .CURLE_USE_SSL_FAILED,
            .CURLE_SSL_CACERT_BADFILE:
            return (.tls, words)
        case .CURLE_LOGIN_DENIED:
            return (.login, words)
        case .CURLE_RECV_ERROR, .CURLE_SEND_ERROR, .CURLE_GOT_NOTHING:
            // libcurl reads 300 KB of an opening dialogue, and has no code of its own for more.
            return (words.hasPrefix("Too large response") ? .notUnderstood : .connectionLost, words)
        case .CURLE_WRITE_ERROR:
            // Our callback takes a bounded number of lines.
            return (.notUnderstood, "the server says more lines than anybody reads")
        case .CURLE_WEIRD_SERVER_REPLY, .CURLE_REMOTE_ACCESS_DENIED:
            return (hasHeard ? .notUnderstood : .connectionLost, words)
        default:
            return (.internalFailure, words)
        }
    }
}
