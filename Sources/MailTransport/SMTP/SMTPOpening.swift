import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The way to a connection that is ready for MAIL: libcurl does TCP, TLS, greeting, EHLO and login.
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
    }

    /// Connects; blocks.
    func perform() throws(TransportError) -> Opened {
        let dialogue = OpeningDialogue(startedAt: startedAt)
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
        // libcurl leaves the login out, without a word, where the server offers none.
        guard options.login == nil || dialogue.capabilities.offers("AUTH") else {
            throw failure(.login, detail: "the server does not offer AUTH", dialogue)
        }
        handle.received.onDialogue = nil
        return Opened(
            stream: CurlStream(handle: handle, descriptor: descriptor, line: line),
            capabilities: dialogue.capabilities,
            transcript: options.keepsTranscript ? dialogue.transcript : Transcript())
    }

    private var dial: MailDial {
        MailDial(
            scheme: endpoint.usesImplicitTLS ? "smtps" : "smtp", authority: endpoint.authority,
            // CURLOPT_URL(3): libcurl takes the path of an SMTP URL as the name for EHLO.
            path: helloName, usesImplicitTLS: endpoint.usesImplicitTLS, tls: options.tls,
            trustedCertificates: options.trustedCertificates, timeout: options.connectTimeout)
    }

    private func configuredHandle(_ dialogue: OpeningDialogue) throws(CurlCode) -> CurlHandle {
        let handle = try dial.handle(on: line)
        if let login = options.login {
            try handle.set(CURLOPT_USERNAME, login.user)
            try handle.set(CURLOPT_PASSWORD, login.password)
        }
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
        if let reply = dialogue.refusal, code != .CURLE_OPERATION_TIMEDOUT {
            let kind: TransportError.Code =
                code == .CURLE_LOGIN_DENIED ? .login : code == .CURLE_USE_SSL_FAILED ? .tls : .greetingRefused
            return failure(kind, reply: reply, dialogue)
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

/// What is said before MAIL, as libcurl tells it.
final class OpeningDialogue {
    private let startedAt: ContinuousClock.Instant
    private(set) var transcript = Transcript()
    /// What the server offered last.
    private(set) var capabilities = SMTPCapabilities()
    /// The last reply where it was a refusal.
    private(set) var refusal: SMTPReply?
    /// Whether the server has said anything.
    private(set) var hasHeard = false
    private var parser = SMTPReplyParser()
    private var lastCommand = ""
    private var hasSaidAuth = false

    init(startedAt: ContinuousClock.Instant) {
        self.startedAt = startedAt
    }

    /// Takes note of bytes in one direction.
    func note(isServer: Bool, _ bytes: ArraySlice<UInt8>) {
        let elapsed = startedAt.duration(to: .now)
        guard isServer else {
            let text = String(decoding: bytes.prefix { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self)
            let verb = text.prefix { $0 != " " }.uppercased()
            // Behind AUTH come answers to challenges, which are part of the secret.
            hasSaidAuth = verb == "AUTH" || (hasSaidAuth && verb != "EHLO" && verb != "QUIT")
            lastCommand = verb
            return transcript.add(.client, hasSaidAuth ? redacted(text) : text, at: elapsed)
        }
        hasHeard = true
        parser.feed(bytes)
        do {
            while let reply = try parser.next() {
                for line in reply.wireLines {
                    // RFC 4954 §4: a challenge may hold what the answer can be made from.
                    transcript.add(.server, reply.code == 334 ? "334 ***" : line, at: elapsed)
                }
                refusal = reply.isAccepted || reply.code == 334 ? nil : reply
                if lastCommand == "EHLO", reply.isAccepted { capabilities = SMTPCapabilities(reply) }
            }
        } catch {
            transcript.add(.note, error.description, at: elapsed)
            parser = SMTPReplyParser()
        }
    }

    private func redacted(_ text: String) -> String {
        // "AUTH PLAIN" tells no secret, what is behind it does.
        text.split(separator: " ").prefix(lastCommand == "AUTH" ? 2 : 0).joined(separator: " ") + " ***"
    }
}
