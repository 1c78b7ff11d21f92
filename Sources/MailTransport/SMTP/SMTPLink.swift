/// The thread's side of a connection: the session, and the wire that it speaks over.
///
/// Used by one thread only, and therefore not Sendable.
final class SMTPLink {
    private let endpoint: SMTPEndpoint
    private let options: SMTPOptions
    private let wire: SMTPWire
    private var session: SMTPClientSession
    private let clock = ContinuousClock()
    private let startedAt: ContinuousClock.Instant
    private var transcript: Transcript
    /// How long the connection took; told with the first message.
    private var connectTime: Duration?
    private var marks = TimeMarks()
    /// Whether a message was sent before, so that the connection may have been idle since.
    private var mayHaveBeenIdle = false
    /// The commands of the next message, where they went with the end of the one before.
    private var announced: [UInt8]?
    /// Whether the connection is of no more use; it is to be closed at once then.
    private(set) var isOver = false

    /// Connects and logs in.
    init(endpoint: SMTPEndpoint, options: SMTPOptions, line: Line) throws(TransportError) {
        self.endpoint = endpoint
        self.options = options
        startedAt = clock.now
        let opening = SMTPOpening(endpoint: endpoint, options: options, line: line, startedAt: startedAt)
        let opened = try opening.perform()
        wire = opened.wire
        session = SMTPClientSession(capabilities: opened.capabilities)
        if let login = options.login {
            // The time to connect includes the login.
            wire.deadline = startedAt.advanced(by: options.connectTimeout)
            let dialogue = SMTPLoginDialogue(endpoint: endpoint, wire: wire, startedAt: startedAt)
            let said = try dialogue.logIn(login, opened.capabilities, after: opened.transcript)
            transcript = options.keepsTranscript ? said : Transcript()
        } else {
            transcript = options.keepsTranscript ? opened.transcript : Transcript()
        }
        connectTime = startedAt.duration(to: clock.now)
    }

    /// Sends one message and returns when the server has said its last word on it.
    ///
    /// - Parameters:
    ///   - isLast: whether `quit()` follows, so that QUIT may go with the message.
    ///   - next: the message that certainly follows, so that its commands may go with this one; nil where none waits. It
    ///     is asked for where the server allows it.
    func send(
        _ mail: OutgoingMail, isLast: Bool = false, next: () -> OutgoingMail? = { nil }
    ) throws(TransportError) -> SMTPDelivery {
        let commands = announced
        announced = nil
        defer {
            transcript = Transcript()
            mayHaveBeenIdle = true
        }
        guard !isOver, session.isReusable, !wire.isCut else {
            throw unused(SMTPWire.Failure(code: .connectionLost, detail: "it was closed before"))
        }
        // Whoever was told commands has something to say.
        if commands == nil { try checkIsQuiet() }
        var action: SMTPClientSession.Action
        do {
            action = try session.begin(mail, isLast: isLast)
        } catch {
            throw failure(SMTPWire.Failure(code: .notOffered, detail: error.description))
        }
        let start = clock.now
        marks = TimeMarks(start: start)
        wire.deadline = start.advanced(by: options.transactionTimeout)
        if let remark = session.remark { note(.note, remark) }
        if let commands { note(commands) }
        do throws(SMTPWire.Failure) {
            while action != .finished { action = try carryOut(action, for: mail, next) }
        } catch {
            // Where the server went away behind the message before, nobody has heard of this one.
            let wasHeard = commands == nil || session.transaction.mail != nil
            throw wasHeard ? failure(error) : unused(error)
        }
        return try delivery(of: mail)
    }

    /// Says QUIT where the dialogue permits it; the connection is not used again.
    func quit() {
        let isSaid = session.hasSaidQuit
        guard isSaid || !isOver && session.isReusable else { return }
        defer { isOver = true }
        wire.deadline = clock.now.advanced(by: options.quitTimeout)
        do throws(SMTPWire.Failure) {
            if !isSaid { try wire.write(Array("QUIT\r\n".utf8)) }
            // RFC 5321 §4.1.1.10: the client waits for the answer before it closes.
            _ = try wire.readReply(within: options.quitTimeout)
        } catch {
            // Nothing depends on how a connection that is done with ends.
        }
    }

    private func carryOut(
        _ action: SMTPClientSession.Action, for mail: OutgoingMail, _ next: () -> OutgoingMail?
    ) throws(SMTPWire.Failure) -> SMTPClientSession.Action {
        switch action {
        case .send(let commands):
            note(commands)
            try wire.write(commands)
            return .wait
        case .sendMessage(let data):
            if options.keepsTranscript { note(.client, "(\(mail.message.count) bytes of message)") }
            // A reply that is here before the message was sent is no reply to it.
            if let early = try wire.readyReply(looking: false) { return take(early) }
            try sendMessage(data, next)
            return .wait
        case .wait:
            return take(try wire.readReply())
        case .outOfStep(let reply):
            throw SMTPWire.Failure(
                code: .notUnderstood, detail: "the reply fits nothing that was asked", reply: reply)
        case .finished:
            return .finished
        }
    }

    private func sendMessage(_ data: [UInt8], _ next: () -> OutgoingMail?) throws(SMTPWire.Failure) {
        var piece = data
        if session.canAnnounce, let next = next(), let commands = session.announce(next) {
            announced = commands
            piece += commands
        }
        // RFC 5321 §4.1.1.4: a server may refuse before the end; then the rest, and so the final dot, stays here.
        switch try wire.write(piece, untilReply: true) {
        case .whole:
            session.messageWasSent()
        case .interrupted(let count) where count >= data.count:
            session.messageWasSent()
            // Where they do not arrive, the next message finds out.
            _ = try? wire.write(Array(piece[count...]))
        case .interrupted:
            break
        }
    }

    private func take(_ reply: SMTPReply) -> SMTPClientSession.Action {
        note(reply)
        let action = session.receive(reply)
        marks.note(session.transaction, at: clock.now)
        return action
    }

    private func delivery(of mail: OutgoingMail) throws(TransportError) -> SMTPDelivery {
        let transaction = session.transaction
        if !session.isReusable { isOver = true }
        var recipients: [SMTPDelivery.Recipient] = []
        recipients.reserveCapacity(mail.envelope.recipients.count)
        for (index, address) in mail.envelope.recipients.enumerated() {
            guard let reply = transaction.decidingReply(forRecipient: index) else {
                throw failure(
                    SMTPWire.Failure(code: .connectionLost, detail: "the server said nothing about \(address)"))
            }
            recipients.append(SMTPDelivery.Recipient(address: address, reply: reply))
        }
        var times = marks.times(until: clock.now)
        times.connect = connectTime
        connectTime = nil
        return SMTPDelivery(
            recipients: recipients, transaction: transaction, times: times, transcript: transcript)
    }

    /// Between transactions the server has nothing to say: what it says now is a farewell.
    private func checkIsQuiet() throws(TransportError) {
        do throws(SMTPWire.Failure) {
            // A connection that was made for this message was not idle, and is not asked.
            guard let reply = try wire.readyReply(looking: mayHaveBeenIdle) else { return }
            note(reply)
            throw SMTPWire.Failure(
                code: .connectionLost, detail: "the server closed it while it was idle", reply: reply)
        } catch {
            throw unused(error)
        }
    }

    // MARK: - What was said

    private func note(_ speaker: Transcript.Speaker, _ text: String) {
        guard options.keepsTranscript else { return }
        transcript.add(speaker, text, at: startedAt.duration(to: clock.now))
    }

    private func note(_ commands: [UInt8]) {
        guard options.keepsTranscript else { return }
        for command in commands.split(separator: 0x0A) {
            let text = command.last == 0x0D ? command.dropLast() : command
            note(.client, String(decoding: text, as: UTF8.self))
        }
    }

    private func note(_ reply: SMTPReply) {
        guard options.keepsTranscript else { return }
        for text in reply.wireLines { note(.server, text) }
    }

    // MARK: - Failures

    /// A failure before anything was said about the message.
    private func unused(_ cause: SMTPWire.Failure) -> TransportError {
        var error = failure(cause)
        error.happenedBeforeSending = true
        return error
    }

    private func failure(_ cause: SMTPWire.Failure) -> TransportError {
        let stage = session.stage
        if cause.code != .notOffered {
            session.connectionWasClosed()
            isOver = true
        }
        return TransportError(
            cause.code, endpoint: endpoint.authority, while: stage.action, detail: cause.detail, reply: cause.reply,
            transcript: transcript)
    }
}
