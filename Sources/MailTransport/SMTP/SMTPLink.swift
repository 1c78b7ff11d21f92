/// The thread's side of a connection: the socket and the session on it.
///
/// Used by one thread only, and therefore not Sendable.
final class SMTPLink {
    private let endpoint: SMTPEndpoint
    private let options: SMTPOptions
    private let line: Line
    private let stream: CurlStream
    private var session: SMTPClientSession
    private var parser = SMTPReplyParser()
    private var buffer = [UInt8](repeating: 0, count: 16_384)
    private let clock = ContinuousClock()
    private let startedAt: ContinuousClock.Instant
    private var transcript = Transcript()
    /// How long the connection took; told with the first message.
    private var connectTime: Duration?
    private var marks = TimeMarks()
    /// Whether the connection is of no more use; it is to be closed at once then.
    private(set) var isOver = false

    /// Connects.
    init(endpoint: SMTPEndpoint, options: SMTPOptions, line: Line) throws(TransportError) {
        self.endpoint = endpoint
        self.options = options
        self.line = line
        startedAt = clock.now
        let opening = SMTPOpening(endpoint: endpoint, options: options, line: line, startedAt: startedAt)
        let opened = try opening.perform()
        stream = opened.stream
        session = SMTPClientSession(capabilities: opened.capabilities)
        transcript = opened.transcript
        connectTime = startedAt.duration(to: clock.now)
    }

    /// Sends one message and returns when the server has said its last word on it.
    func send(_ mail: OutgoingMail) throws(TransportError) -> SMTPDelivery {
        defer { transcript = Transcript() }
        guard !isOver, session.isReusable, !line.isCut else {
            throw unused(.connectionLost, detail: "it was closed before")
        }
        try checkIsQuiet()
        marks = TimeMarks(start: clock.now)
        var action: SMTPClientSession.Action
        do {
            action = try session.begin(mail)
        } catch {
            throw failure(.notOffered, detail: error.description)
        }
        while true {
            switch action {
            case .send(let commands):
                note(commands)
                try write(commands, untilReply: false)
                action = .wait
            case .sendMessage(let data):
                if options.keepsTranscript {
                    transcript.add(.client, "(\(mail.message.count) bytes of message)", at: elapsed)
                }
                // RFC 5321 §4.1.1.4: a server may refuse before the end; then the rest, and so the final dot, stays here.
                if try write(data, untilReply: true) { session.messageWasSent() }
                action = .wait
            case .wait:
                action = session.receive(try readReply())
                marks.note(session.transaction, at: clock.now)
            case .finished:
                return try delivery(of: mail)
            }
        }
    }

    /// Says QUIT where the dialogue permits it; the connection is not used again.
    func quit() {
        guard !isOver, session.isReusable else { return }
        defer { isOver = true }
        do throws(TransportError) {
            try write(Array("QUIT\r\n".utf8), untilReply: false)
            // RFC 5321 §4.1.1.10: the client waits for the answer before it closes.
            _ = try readReply(timeout: options.quitTimeout)
        } catch {
            // Nothing depends on how a connection that is done with ends.
        }
    }

    private func delivery(of mail: OutgoingMail) throws(TransportError) -> SMTPDelivery {
        let transaction = session.transaction
        if !session.isReusable { isOver = true }
        var recipients: [SMTPDelivery.Recipient] = []
        for (index, address) in mail.envelope.recipients.enumerated() {
            guard let reply = transaction.decidingReply(forRecipient: index) else {
                throw failure(.connectionLost, detail: "the server said nothing about \(address)")
            }
            recipients.append(SMTPDelivery.Recipient(address: address, reply: reply))
        }
        var times = marks.times(until: clock.now)
        times.connect = connectTime
        connectTime = nil
        return SMTPDelivery(
            recipients: recipients, transaction: transaction, times: times, transcript: transcript,
            connectionIsReusable: !isOver)
    }

    /// Between transactions the server has nothing to say: what it says now is a farewell.
    private func checkIsQuiet() throws(TransportError) {
        if parser.isEmpty {
            guard let count = try receive() else { return }
            parser.feed(buffer.prefix(count))
        }
        let reply = try nextReply()
        throw unused(.connectionLost, detail: "the server closed it while it was idle", reply: reply)
    }

    /// A failure before anything was said about the message.
    private func unused(_ code: TransportError.Code, detail: String, reply: SMTPReply? = nil) -> TransportError {
        var error = failure(code, detail: detail, reply: reply)
        error.happenedBeforeSending = true
        return error
    }

    private var elapsed: Duration { startedAt.duration(to: clock.now) }

    private func note(_ commands: [UInt8]) {
        guard options.keepsTranscript else { return }
        for command in commands.split(separator: 0x0A) {
            let text = command.last == 0x0D ? command.dropLast() : command
            transcript.add(.client, String(decoding: text, as: UTF8.self), at: elapsed)
        }
    }

    // MARK: - Bytes

    /// Sends all of `bytes`; with `untilReply` stops when the server speaks first, and says false.
    @discardableResult
    private func write(_ bytes: [UInt8], untilReply: Bool) throws(TransportError) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent: Int
            do {
                sent = try stream.send(rest)
            } catch {
                // The server may have said why before it closed: its words are worth more than the broken pipe.
                if untilReply, let count = try? receive(), count > 0 {
                    parser.feed(buffer.prefix(count))
                    return false
                }
                throw failure(of: error)
            }
            rest = rest.dropFirst(sent)
            if rest.isEmpty { break }
            // What was sent is on its way; while the rest waits for room, the server may object.
            let ready = try waitUntilReady(toWrite: true, until: clock.now.advanced(by: options.replyTimeout))
            if ready.canRead {
                if let count = try receive() {
                    try take(count)
                    if untilReply { return false }
                }
            }
        }
        return true
    }

    private func readReply() throws(TransportError) -> SMTPReply {
        try readReply(timeout: options.replyTimeout)
    }

    private func readReply(timeout: Duration) throws(TransportError) -> SMTPReply {
        let deadline = clock.now.advanced(by: timeout)
        while true {
            if let reply = try nextReply() { return reply }
            // TLS may hold bytes that poll(2) does not see, so reading comes first.
            if let count = try receive() {
                try take(count)
            } else {
                try waitUntilReady(toWrite: false, until: deadline)
            }
        }
    }

    private func nextReply() throws(TransportError) -> SMTPReply? {
        do {
            guard let reply = try parser.next() else { return nil }
            if options.keepsTranscript {
                for text in reply.wireLines { transcript.add(.server, text, at: elapsed) }
            }
            return reply
        } catch {
            throw failure(.notUnderstood, detail: error.description)
        }
    }

    /// Takes what was received; nothing at all is the end of the stream.
    private func take(_ count: Int) throws(TransportError) {
        guard count > 0 else { throw failure(.connectionLost) }
        parser.feed(buffer.prefix(count))
        guard parser.bufferedCount <= SMTPLink.backlogLimit else {
            throw failure(.notUnderstood, detail: "the server talks without being asked")
        }
    }

    /// How many bytes of replies may wait while commands are still being sent; a reply to each of a thousand recipients
    /// is a tenth of it.
    private static let backlogLimit = 1 << 20

    private func receive() throws(TransportError) -> Int? {
        do {
            return try stream.receive(into: &buffer)
        } catch {
            throw failure(of: error)
        }
    }

    @discardableResult
    private func waitUntilReady(
        toWrite: Bool, until deadline: ContinuousClock.Instant
    ) throws(TransportError) -> (canRead: Bool, canWrite: Bool) {
        do {
            return try stream.waitUntilReady(toWrite: toWrite, until: deadline)
        } catch {
            throw failure(of: error)
        }
    }

    // MARK: - Failures

    private func failure(of cause: CurlStream.Failure) -> TransportError {
        switch cause {
        case .cancelled: failure(.cancelled)
        case .timeout: failure(.timeout)
        case .lost(let detail): failure(.connectionLost, detail: detail)
        }
    }

    private func failure(
        _ code: TransportError.Code, detail: String? = nil, reply: SMTPReply? = nil
    ) -> TransportError {
        let stage = session.stage
        if code != .notOffered {
            session.connectionWasClosed()
            isOver = true
        }
        return TransportError(
            line.isCut ? .cancelled : code, endpoint: endpoint.authority, while: stage.action, detail: detail,
            reply: reply, transcript: transcript)
    }
}
