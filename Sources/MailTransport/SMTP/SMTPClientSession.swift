/// The client's side of an SMTP dialogue behind EHLO (RFC 5321 §3.3), without any socket.
///
/// It is told what the server said and answers what is to be done. One session lasts as long as its connection and
/// carries one transaction after the other:
///
///     C: MAIL FROM:<a@example.org> SIZE=1200      begin(_:)
///     C: RCPT TO:<b@example.net>
///     C: DATA
///     S: 250 ok                                   receive(_:) → .wait
///     S: 250 ok                                   receive(_:) → .wait
///     S: 354 go on                                receive(_:) → .sendMessage
///     C: …                                        messageWasSent()
///     S: 250 queued                               receive(_:) → .finished
package struct SMTPClientSession: Sendable {
    /// What is to be done next.
    package enum Action: Sendable, Hashable {
        /// Send these commands.
        case send([UInt8])
        /// Send the message with its final dot, then call `messageWasSent()`.
        case sendMessage([UInt8])
        /// Wait for the next reply.
        case wait
        /// The transaction is over; where `isReusable` is false, the connection is to be closed at once.
        case finished
        /// The server said something that fits nothing which it was asked: what its replies belong to cannot be told
        /// any more, and the connection is to be closed at once.
        case outOfStep(SMTPReply)
    }

    /// Where the dialogue is.
    private enum State {
        /// Between transactions.
        case idle
        /// Commands were sent and their replies are awaited, in this order.
        case awaiting([Command])
        /// The message is on its way; a reply now is a refusal before its end.
        case sendingMessage
        /// The message was sent whole, and the server's word on it is awaited.
        case awaitingVerdict
        /// Nothing more can be sent.
        case closed
    }

    /// A command whose reply is awaited.
    private enum Command: Hashable {
        case reset
        case mail
        case recipient(Int)
        case data
    }

    private let capabilities: SMTPCapabilities
    private var state = State.idle
    private var envelope: SMTPEnvelope?
    private var message = SMTPMessageData([])
    /// Whether QUIT goes with the message.
    private var saysQuit = false
    /// Whether the server may still hold a transaction that was not carried through.
    private var needsReset = false
    /// The replies of the transaction at hand, or of the last one.
    package private(set) var transaction = SMTPTransaction(recipientCount: 0)

    /// A session on a connection whose server has offered these.
    package init(capabilities: SMTPCapabilities) {
        self.capabilities = capabilities
    }

    /// Whether the connection can carry another transaction.
    package var isReusable: Bool {
        if case .idle = state { true } else { false }
    }

    /// Whether QUIT went with a message that was judged, so that its own reply is all that is still to come.
    package var hasSaidQuit: Bool {
        if case .closed = state, saysQuit, let verdict = transaction.verdict { verdict.code != 421 } else { false }
    }

    /// Which command's reply is awaited, for messages about a silent or closed connection.
    package var stage: SMTPStage {
        switch state {
        case .idle, .closed: .idle
        case .sendingMessage, .awaitingVerdict: .message
        case .awaiting(let commands):
            switch commands.first {
            case .reset, .mail, nil: .mail
            case .recipient: .recipient
            case .data: .data
            }
        }
    }

    /// Begins a transaction; the session must be reusable.
    ///
    /// - Parameter isLast: whether the connection is of no use behind it, so that QUIT may go with the message.
    /// - Throws: what the server would have to offer and does not.
    package mutating func begin(
        _ mail: OutgoingMail, isLast: Bool = false
    ) throws(SMTPNotOffered) -> Action {
        var message = SMTPMessageData(mail.message)
        // RFC 6531 §3.2: an internationalised address goes to no server that does not offer SMTPUTF8.
        guard capabilities.smtpUTF8 || !mail.envelope.needsSMTPUTF8 else { throw .smtpUTF8 }
        // RFC 6152 §3: an eight-bit body goes to no server that does not offer 8BITMIME.
        guard capabilities.eightBitMIME || !message.isEightBit else { throw .eightBitMIME }
        // RFC 1870 §4: a client may spare both sides a message that is larger than the server takes.
        if let limit = capabilities.largestMessage, message.size > limit { throw .size(message.size, limit: limit) }
        if let request = mail.envelope.deliveryStatus, !capabilities.deliveryStatusNotifications {
            // RFC 3461 §4: the parameters go to no server that does not offer DSN.
            guard request.fallback == .ignore else { throw .deliveryStatus }
        }
        // RFC 2920 §3.1: what follows the message may go with it, and QUIT as the last of a group.
        saysQuit = isLast && capabilities.pipelining
        if saysQuit { message.add(Array("QUIT\r\n".utf8)) }
        transaction = SMTPTransaction(recipientCount: mail.envelope.recipients.count)
        envelope = mail.envelope
        self.message = message
        guard isReusable else {
            state = .closed
            return .finished
        }
        var bytes: [UInt8] = []
        var commands: [Command] = []
        if needsReset {
            bytes += Array("RSET\r\n".utf8)
            commands.append(.reset)
        }
        if capabilities.pipelining {
            // RFC 2920 §3.1: RSET, MAIL and RCPT anywhere in a group, DATA as its last command.
            bytes += mailCommand()
            for index in mail.envelope.recipients.indices { bytes += recipientCommand(index) }
            bytes += Array("DATA\r\n".utf8)
            commands += [.mail] + mail.envelope.recipients.indices.map(Command.recipient) + [.data]
        } else if !needsReset {
            bytes = mailCommand()
            commands = [.mail]
        }
        needsReset = false
        state = .awaiting(commands)
        return .send(bytes)
    }

    /// Takes a reply of the server.
    package mutating func receive(_ reply: SMTPReply) -> Action {
        switch state {
        case .idle, .closed:
            // Nobody asked: what the next reply belongs to could not be told.
            state = .closed
            return .finished
        case .sendingMessage:
            // The message is not complete and never will be: without its final dot the server must drop it. An
            // acceptance of what was not sent is none.
            guard reply.isRefusal else { return outOfStep(reply) }
            saysQuit = false
            transaction.verdict = reply
            state = .closed
            return .finished
        case .awaitingVerdict:
            guard reply.replyClass != .intermediate else { return outOfStep(reply) }
            transaction.verdict = reply
            // RFC 5321 §4.1.1.4: behind the final dot the server has forgotten the transaction, whatever it said.
            state = reply.code == 421 || saysQuit ? .closed : .idle
            return .finished
        case .awaiting(var commands):
            guard !commands.isEmpty else { return .finished }
            let command = commands.removeFirst()
            guard fits(reply, command) else { return outOfStep(reply) }
            record(reply, for: command)
            // RFC 5321 §3.8: 421 announces that the connection closes; what is outstanding will not be answered.
            if reply.code == 421 {
                state = .closed
                return .finished
            }
            state = .awaiting(commands)
            return commands.isEmpty ? next(after: command, reply) : .wait
        }
    }

    /// Takes note that the message was sent whole.
    package mutating func messageWasSent() {
        if case .sendingMessage = state { state = .awaitingVerdict }
    }

    /// Takes note that the connection is gone.
    package mutating func connectionWasClosed() {
        state = .closed
    }

    /// RFC 5321 §4.3.2: DATA is answered by 354 or a refusal, and nothing else by a reply that has the client go on.
    private func fits(_ reply: SMTPReply, _ command: Command) -> Bool {
        reply.isRefusal || reply.isAccepted == (command != .data)
    }

    /// What the replies belong to cannot be told any more: one that accepts may be the answer to something else.
    private mutating func outOfStep(_ reply: SMTPReply) -> Action {
        state = .closed
        return .outOfStep(reply)
    }

    private mutating func record(_ reply: SMTPReply, for command: Command) {
        switch command {
        case .reset: break
        case .mail: transaction.mail = reply
        case .recipient(let index): transaction.recipients[index] = reply
        case .data: transaction.data = reply
        }
    }

    /// All commands that were sent have been answered.
    private mutating func next(after command: Command, _ reply: SMTPReply) -> Action {
        guard let envelope else { return finish() }
        switch command {
        case .reset:
            return send(mailCommand(), awaiting: .mail)
        case .mail:
            guard reply.isAccepted else { return finish() }
            return send(recipientCommand(0), awaiting: .recipient(0))
        case .recipient(let index):
            if index + 1 < envelope.recipients.count {
                return send(recipientCommand(index + 1), awaiting: .recipient(index + 1))
            }
            // RFC 5321 §3.3: without a single accepted recipient there is nothing to send.
            guard transaction.hasAcceptedRecipient else { return finish() }
            return send(Array("DATA\r\n".utf8), awaiting: .data)
        case .data:
            guard reply.replyClass == .intermediate else { return finish() }
            guard transaction.mail?.isAccepted == true else {
                // A server that refused the sender and asks for the message all the same is not given one.
                state = .closed
                return .finished
            }
            guard transaction.hasAcceptedRecipient else {
                // RFC 2920 §3.1: a server may say 354 although it refused every recipient; then the message is empty.
                state = .awaitingVerdict
                saysQuit = false
                return .send(Array(".\r\n".utf8))
            }
            state = .sendingMessage
            return .sendMessage(message.bytes)
        }
    }

    private mutating func send(_ bytes: [UInt8], awaiting command: Command) -> Action {
        state = .awaiting([command])
        return .send(bytes)
    }

    /// Ends a transaction without a message.
    private mutating func finish() -> Action {
        // RFC 5321 §4.1.1.5: RSET makes the server forget what it accepted; it goes in front of the next MAIL.
        needsReset = transaction.mail?.isAccepted == true
        state = .idle
        return .finished
    }

    private func mailCommand() -> [UInt8] {
        guard let envelope else { return [] }
        var command = "MAIL FROM:<\(envelope.sender)>"
        // RFC 1870 §6: the size is declared where it is asked for.
        if capabilities.size { command += " SIZE=\(message.size)" }
        if message.isEightBit { command += " BODY=8BITMIME" }
        // RFC 6531 §3.4: SMTPUTF8 is said where an address needs it.
        if envelope.needsSMTPUTF8 { command += " SMTPUTF8" }
        command += deliveryStatus?.mailParameters ?? ""
        return Array("\(command)\r\n".utf8)
    }

    private func recipientCommand(_ index: Int) -> [UInt8] {
        guard let recipient = envelope?.recipients[index] else { return [] }
        return Array("RCPT TO:<\(recipient)>\(deliveryStatus?.recipientParameters(index) ?? "")\r\n".utf8)
    }

    /// What is asked about the message's fate, where the server can be asked.
    private var deliveryStatus: DeliveryStatusRequest? {
        capabilities.deliveryStatusNotifications ? envelope?.deliveryStatus : nil
    }

    /// What the transaction at hand does without, in words; nil where it has all that it wants.
    package var remark: String? {
        guard envelope?.deliveryStatus != nil, deliveryStatus == nil else { return nil }
        return "the server does not offer DSN: what was to be reported is not said (RFC 3461)"
    }
}
