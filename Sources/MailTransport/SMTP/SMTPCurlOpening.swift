import CCurl

/// The way to a connection with TLS that is ready for MAIL or AUTH: libcurl does TCP, TLS, greeting and EHLO.
struct SMTPCurlOpening {
    let endpoint: SMTPEndpoint
    let options: SMTPOptions
    let helloName: String
    let line: Line
    let startedAt: ContinuousClock.Instant

    /// Connects; blocks.
    func perform() throws(TransportError) -> SMTPOpening.Opened {
        let dialogue = OpeningDialogue(startedAt: startedAt, keepsTranscript: options.keepsTranscript)
        let handle: CurlHandle
        do {
            handle = try configuredHandle(dialogue)
        } catch {
            throw failure(.internalFailure, detail: error.description)
        }
        let code = handle.perform()
        guard !line.isCut else { throw failure(.cancelled, dialogue) }
        guard code == .CURLE_OK, let descriptor = handle.activeSocket else {
            throw failure(of: code, handle, dialogue)
        }
        handle.received.onDialogue = nil
        let stream = CurlStream(
            handle: handle, descriptor: descriptor, line: line,
            isEncrypted: endpoint.usesImplicitTLS || dialogue.hasStartedTLS)
        return SMTPOpening.Opened(
            wire: SMTPWire(stream, timeout: options.replyTimeout), capabilities: dialogue.capabilities,
            transcript: dialogue.transcript)
    }

    /// How libcurl connects: it stops behind EHLO.
    ///
    /// It is told of no login: which one is best shows in the answer to EHLO, and libcurl would send a password to whoever
    /// asks for it.
    private var dial: MailDial {
        MailDial(
            scheme: endpoint.usesImplicitTLS ? "smtps" : "smtp", authority: endpoint.authority,
            // CURLOPT_URL(3): libcurl takes the path of an SMTP URL as the name for EHLO.
            path: encodedHelloName, usesImplicitTLS: endpoint.usesImplicitTLS, tls: options.tls,
            trustedCertificates: options.trustedCertificates, clientCertificate: options.clientCertificate,
            timeout: options.connectTimeout)
    }

    private func configuredHandle(_ dialogue: OpeningDialogue) throws(CurlCode) -> CurlHandle {
        let handle = try dial.handle(on: line)
        if let addresses = endpoint.addresses {
            try handle.setAddresses(addresses, ofHost: endpoint.host, port: endpoint.port)
        }
        handle.received.keepsHeaderLines = false
        handle.received.onDialogue = { isServer, bytes in dialogue.note(isServer: isServer, bytes) }
        return handle
    }

    /// The name for EHLO as a part of a URL, which libcurl decodes.
    private var encodedHelloName: String {
        String(
            decoding: helloName.utf8.flatMap { byte -> [UInt8] in
                let isPlain =
                    byte.isDigit || "-._".utf8.contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                return isPlain ? [byte] : Array("%\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
            }, as: UTF8.self)
    }

    // MARK: - Failures

    private func failure(of code: CurlCode, _ handle: CurlHandle, _ dialogue: OpeningDialogue) -> TransportError {
        if let (problem, detail) = dial.tlsProblem(of: code, handle) {
            var error = failure(.tls, detail: detail, reply: dialogue.refusal, dialogue)
            error.tlsProblem = problem
            return error
        }
        if let reply = dialogue.refusal, code != .CURLE_OPERATION_TIMEDOUT {
            return failure(.greetingRefused, reply: reply, dialogue)
        }
        let cause = dial.failure(of: code, handle, host: endpoint.host, hasHeard: dialogue.hasHeard)
        return failure(cause.code, detail: cause.detail, dialogue)
    }

    private func failure(
        _ code: TransportError.Code, detail: String? = nil, reply: SMTPReply? = nil, _ dialogue: OpeningDialogue? = nil
    ) -> TransportError {
        TransportError(
            code, endpoint: endpoint.authority, while: SMTPStage.connect.action, detail: detail, reply: reply,
            transcript: dialogue?.transcript ?? Transcript())
    }
}
