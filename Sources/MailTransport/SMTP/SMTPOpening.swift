import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The way to a connection that is ready for MAIL or AUTH: libcurl does TCP, TLS, greeting and EHLO.
struct SMTPOpening {
    let endpoint: SMTPEndpoint
    let options: SMTPOptions
    let line: Line
    let startedAt: ContinuousClock.Instant

    /// A connection that is ready.
    struct Opened {
        var stream: CurlStream
        var capabilities: SMTPCapabilities
        var transcript: Transcript
        var isEncrypted: Bool
    }

    /// Connects; blocks.
    func perform() throws(TransportError) -> Opened {
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
        return Opened(
            stream: CurlStream(handle: handle, descriptor: descriptor, line: line),
            capabilities: dialogue.capabilities, transcript: dialogue.transcript,
            isEncrypted: endpoint.usesImplicitTLS || dialogue.hasStartedTLS)
    }

    /// How libcurl connects: it stops behind EHLO.
    ///
    /// It is told of no login: which one is best shows in the answer to EHLO, and libcurl would send a password to whoever
    /// asks for it.
    private var dial: MailDial {
        MailDial(
            scheme: endpoint.usesImplicitTLS ? "smtps" : "smtp", authority: endpoint.authority,
            // CURLOPT_URL(3): libcurl takes the path of an SMTP URL as the name for EHLO.
            path: helloName, usesImplicitTLS: endpoint.usesImplicitTLS, tls: options.tls,
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

    /// RFC 5321 §4.1.1.1: a name of this machine, or an address literal where it has none.
    private var helloName: String {
        let name = options.helloName ?? SMTPOpening.hostName
        return String(
            decoding: name.utf8.flatMap { byte -> [UInt8] in
                let isPlain =
                    byte.isDigit || "-._".utf8.contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                return isPlain ? [byte] : Array("%\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
            }, as: UTF8.self)
    }

    /// The name of this machine where it has a domain.
    private static let hostName: String = {
        var buffer = [CChar](repeating: 0, count: 256)
        guard unsafe gethostname(&buffer, buffer.count - 1) == 0 else { return "[127.0.0.1]" }
        let name = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return name.contains(".") ? name : "[127.0.0.1]"
    }()

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
