import CCurl
import Findings

/// The way to a mailbox that is logged in: libcurl does TCP, TLS, greeting and login.
struct IMAPOpening {
    let endpoint: IMAPEndpoint
    let options: IMAPOptions
    let line: Line
    let startedAt: ContinuousClock.Instant

    /// A connection that is ready.
    struct Opened {
        var stream: CurlStream
        var transcript: Transcript
    }

    /// Connects; blocks.
    func perform() throws(TransportError) -> Opened {
        let dialogue = IMAPOpeningDialogue(startedAt: startedAt, redactor: options.login.redactor)
        guard !options.login.holdsLineBreak else {
            // libcurl quotes what it says behind LOGIN, but would let a line break through.
            throw failure(.invalidInput, detail: "the login holds a line break or a NUL", dialogue)
        }
        let handle: CurlHandle
        do {
            handle = try configuredHandle(dialogue)
        } catch {
            throw failure(.internalFailure, detail: error.description, dialogue)
        }
        let code = handle.perform()
        guard !line.isCut else { throw failure(.cancelled, dialogue) }
        guard code == .CURLE_OK, let descriptor = handle.activeSocket else {
            throw failure(of: code, handle, dialogue)
        }
        // RFC 9051 §7.1.4: the server has logged somebody in already; whose mailbox this is cannot be known.
        guard !dialogue.isPreauthenticated else {
            throw failure(.login, detail: "the server takes no login (PREAUTH)", dialogue)
        }
        handle.received.onDialogue = nil
        return Opened(
            stream: CurlStream(
                handle: handle, descriptor: descriptor, line: line, isEncrypted: endpoint.usesImplicitTLS),
            transcript: options.keepsTranscript ? dialogue.transcript : Transcript())
    }

    private var dial: MailDial {
        MailDial(
            scheme: endpoint.usesImplicitTLS ? "imaps" : "imap", authority: endpoint.authority,
            usesImplicitTLS: endpoint.usesImplicitTLS, tls: options.tls,
            trustedCertificates: options.trustedCertificates, timeout: options.connectTimeout)
    }

    private func configuredHandle(_ dialogue: IMAPOpeningDialogue) throws(CurlCode) -> CurlHandle {
        let handle = try dial.handle(on: line)
        try handle.set(CURLOPT_USERNAME, options.login.user)
        switch options.login.proof {
        case .password(let password):
            try handle.set(CURLOPT_PASSWORD, password)
        case .token(let token):
            try handle.set(CURLOPT_XOAUTH2_BEARER, token)
            // CURLOPT_LOGIN_OPTIONS(3): with a token there is no password that another mechanism could use.
            try handle.set(CURLOPT_LOGIN_OPTIONS, "AUTH=OAUTHBEARER;AUTH=XOAUTH2")
        }
        handle.received.onDialogue = { isServer, bytes in dialogue.note(isServer: isServer, bytes) }
        return handle
    }

    private func failure(of code: CurlCode, _ handle: CurlHandle, _ dialogue: IMAPOpeningDialogue) -> TransportError {
        if let refusal = dialogue.refusal, code != .CURLE_OPERATION_TIMEDOUT {
            let kind: TransportError.Code =
                switch code {
                case .CURLE_LOGIN_DENIED: .login
                case .CURLE_USE_SSL_FAILED: .tls
                default: .greetingRefused
                }
            var error = failure(kind, detail: refusal.description, dialogue)
            // RFC 9051 §7.1.5: a greeting that is BYE says that the server does not want to now.
            error.isSaidToPass = refusal.isSaidToPass || refusal.condition == .bye
            return error
        }
        let cause = dial.failure(of: code, handle, host: endpoint.host, hasHeard: dialogue.hasHeard)
        return failure(cause.code, detail: cause.detail, dialogue)
    }

    private func failure(
        _ code: TransportError.Code, detail: String? = nil, _ dialogue: IMAPOpeningDialogue
    ) -> TransportError {
        TransportError(
            code, endpoint: endpoint.authority, while: "open the mailbox",
            detail: detail.map(options.login.redactor.redact),
            transcript: options.keepsTranscript ? dialogue.transcript : Transcript())
    }
}

extension IMAPOptions.Login {
    /// Whether any part of it holds what could end a command.
    fileprivate var holdsLineBreak: Bool {
        [user, secret].contains { $0.utf8.contains { $0 == 0x0D || $0 == 0x0A || $0 == 0 } }
    }

    /// Hides what proves who the user is, for a server that repeats it.
    var redactor: Redactor { Redactor(secrets: [secret]) }

    private var secret: String {
        switch proof {
        case .password(let text), .token(let text): text
        }
    }
}

/// What is said up to the login, as libcurl tells it.
final class IMAPOpeningDialogue {
    private let startedAt: ContinuousClock.Instant
    private(set) var transcript = Transcript()
    /// The last answer, or the greeting, where it was a refusal.
    private(set) var refusal: IMAPStatus?
    /// Whether the greeting said that no login is needed.
    private(set) var isPreauthenticated = false
    /// Whether the server has said anything.
    private(set) var hasHeard = false
    private var reader = IMAPReader()

    private let redactor: Redactor

    init(startedAt: ContinuousClock.Instant, redactor: Redactor) {
        self.startedAt = startedAt
        self.redactor = redactor
    }

    /// Takes note of bytes in one direction.
    func note(isServer: Bool, _ bytes: ArraySlice<UInt8>) {
        let elapsed = startedAt.duration(to: .now)
        guard isServer else {
            let text = String(decoding: bytes.prefix { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self)
            return transcript.add(.client, IMAPOpeningDialogue.shown(text), at: elapsed)
        }
        hasHeard = true
        reader.feed(bytes)
        do {
            while let (response, text) = try reader.next() {
                if case .continuation = response {
                    // RFC 9051 §6.2.2: a challenge may hold what the answer can be made from.
                    transcript.add(.server, "+ ***", at: elapsed)
                } else {
                    transcript.add(.server, redactor.redact(text), at: elapsed)
                }
                note(response)
            }
        } catch {
            transcript.add(.note, redactor.redact(error.description), at: elapsed)
            reader = IMAPReader()
        }
    }

    private func note(_ response: IMAPResponse) {
        switch response {
        case .status(let status):
            if status.condition == .bye { refusal = status }
            if status.condition == .preauth { isPreauthenticated = true }
        case .tagged(_, let status):
            refusal = status.condition == .ok ? nil : status
        case .data, .continuation: break
        }
    }

    /// What a transcript may hold of a line of ours: `A2 AUTHENTICATE PLAIN ***`, and nothing of an answer to a challenge.
    private static func shown(_ text: String) -> String {
        let words = text.split(separator: " ", maxSplits: 3)
        switch words.count > 1 ? words[1].uppercased() : "" {
        case "CAPABILITY", "STARTTLS", "LOGOUT", "NOOP": return text
        case "AUTHENTICATE": return words.prefix(3).joined(separator: " ") + " ***"
        case "LOGIN": return words.prefix(2).joined(separator: " ") + " ***"
        default: return "***"
        }
    }
}
