import Findings

/// The thread's side of a mailbox: the socket and the session on it.
///
/// Used by one thread only, and therefore not Sendable.
final class IMAPLink {
    private let endpoint: IMAPEndpoint
    private let options: IMAPOptions
    private let line: Line
    private let stream: CurlStream
    private var session = IMAPSession()
    private var reader = IMAPReader()
    private var buffer = [UInt8](repeating: 0, count: 16_384)
    private let clock = ContinuousClock()
    private let startedAt: ContinuousClock.Instant
    private var deadline: ContinuousClock.Instant
    /// What was said for the operation at hand; the first one has the opening in front of it.
    private var transcript: Transcript
    private var hasOperated = false
    private let redactor: Redactor
    /// What the server offers to who is logged in, in capital letters.
    private(set) var capabilities: Set<String> = []
    /// What is known of messages from earlier searches on this connection.
    var marks = IMAPMarksCache()
    /// Whether the connection is of no more use; it is to be closed at once then.
    private(set) var isOver = false

    /// Connects, logs in, and asks what the server offers.
    init(endpoint: IMAPEndpoint, options: IMAPOptions, line: Line) throws(TransportError) {
        self.endpoint = endpoint
        self.options = options
        self.line = line
        startedAt = clock.now
        deadline = startedAt.advanced(by: options.connectTimeout)
        redactor = options.login.redactor
        let opened = try IMAPOpening(endpoint: endpoint, options: options, line: line, startedAt: startedAt).perform()
        stream = opened.stream
        transcript = opened.transcript
        // RFC 9051 §6.2.3: what a server offers behind the login differs from what it offers in front of it.
        let outcome = try run(IMAPCommand("CAPABILITY", to: "open the mailbox"))
        for data in outcome.data where data.name == "CAPABILITY" {
            capabilities.formUnion(data.values.compactMap(\.keyword))
        }
    }

    /// Gives what follows its time.
    func startOperation(for action: String) throws(TransportError) {
        guard !isOver, session.isUsable else {
            throw failure(.connectionLost, while: action, detail: "it was closed before")
        }
        deadline = clock.now.advanced(by: options.operationTimeout)
        if hasOperated { transcript = Transcript() }
        hasOperated = true
    }

    /// Carries out a command.
    ///
    /// - Throws: `refused` where the server says NO or BAD, behind which the connection is as good as before; everything
    ///   else ends it.
    func run(_ command: IMAPCommand) throws(TransportError) -> IMAPOutcome {
        let outcome = try attempt(command)
        guard outcome.status.condition == .ok else {
            var refusal = failure(.refused, while: command.action, detail: outcome.status.description)
            refusal.isSaidToPass = outcome.status.isSaidToPass
            throw refusal
        }
        return outcome
    }

    /// Carries out a command that the server may refuse.
    func attempt(_ command: IMAPCommand) throws(TransportError) -> IMAPOutcome {
        guard session.isUsable else {
            throw failure(.connectionLost, while: command.action, detail: session.farewell?.description)
        }
        let result: Result<IMAPOutcome, IMAPSyntaxError>
        do throws(StreamFailure) {
            result = try exchange(command)
        } catch {
            throw failure(of: error, while: command.action)
        }
        do throws(IMAPSyntaxError) {
            return try result.get()
        } catch {
            let code: TransportError.Code = error.kind == .tooLarge ? .tooLarge : .notUnderstood
            throw failure(code, while: command.action, detail: error.description)
        }
    }

    private func exchange(
        _ command: IMAPCommand
    ) throws(StreamFailure) -> Result<IMAPOutcome, IMAPSyntaxError> {
        try write(session.begin(command))
        while true {
            switch nextAction() {
            case .success(nil): try receive()
            case .success(.wait): continue
            case .success(.send(let bytes)): try write(bytes)
            case .success(.finished(let outcome)): return .success(outcome)
            case .failure(let error): return .failure(error)
            }
        }
    }

    /// Says LOGOUT where the dialogue permits it; the connection is not used again.
    func logout() {
        guard !isOver, session.isUsable else { return }
        defer { isOver = true }
        deadline = clock.now.advanced(by: options.logoutTimeout)
        // Nothing depends on how a connection that is done with ends. RFC 9051 §6.1.3: the client waits for the answer.
        _ = try? attempt(IMAPCommand("LOGOUT", to: "log out"))
    }

    // MARK: - Bytes

    private func write(_ bytes: [UInt8]) throws(StreamFailure) {
        if options.keepsTranscript {
            for text in bytes.split(separator: 0x0A) {
                let line = text.last == 0x0D ? text.dropLast() : text
                transcript.add(.client, String(decoding: line, as: UTF8.self), at: elapsed)
            }
        }
        var rest = bytes[...]
        while !rest.isEmpty {
            rest = rest.dropFirst(try stream.send(rest))
            if !rest.isEmpty { try stream.waitUntilReady(toWrite: true, until: deadline) }
        }
    }

    /// Reads what there is, or waits until there is something.
    private func receive() throws(StreamFailure) {
        // Bytes may never stop coming, so the deadline is looked at here as well.
        guard clock.now < deadline else { throw .timeout }
        guard let count = try stream.receive(into: &buffer) else {
            try stream.waitUntilReady(toWrite: false, until: deadline)
            return
        }
        guard count > 0 else { throw .lost(nil) }
        reader.feed(buffer.prefix(count))
    }

    /// What follows from the next response; nil as long as none is complete.
    private func nextAction() -> Result<IMAPSession.Action?, IMAPSyntaxError> {
        do throws(IMAPSyntaxError) {
            guard let (response, text) = try reader.next() else { return .success(nil) }
            if options.keepsTranscript {
                // What the transcript only counts is not worth the search for secrets.
                let hasRoom = transcript.lines.count < Transcript.limit
                transcript.add(.server, hasRoom ? redactor.redact(text) : "", at: elapsed)
            }
            return .success(try session.receive(response))
        } catch {
            return .failure(error)
        }
    }

    private var elapsed: Duration { startedAt.duration(to: clock.now) }

    // MARK: - Failures

    private func failure(of cause: StreamFailure, while action: String) -> TransportError {
        switch cause {
        case .cancelled: failure(.cancelled, while: action)
        case .timeout: failure(.timeout, while: action)
        // The server may have said why before it closed.
        case .lost(let detail):
            failure(.connectionLost, while: action, detail: session.farewell?.description ?? detail)
        }
    }

    /// A failure; one of the connection ends it.
    func failure(_ code: TransportError.Code, while action: String, detail: String? = nil) -> TransportError {
        switch code {
        case .refused, .invalidInput, .notOffered: break
        default:
            session.connectionWasClosed()
            isOver = true
        }
        return TransportError(
            line.isCut ? .cancelled : code, endpoint: endpoint.authority, while: action,
            detail: detail.map(redactor.redact),
            transcript: transcript)
    }
}
