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
    private var announcement: SMTPAnnouncement?
    /// The next message, whose commands went with the end of the one before.
    private var ahead: SMTPAnnouncement?
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
        let wasSentAhead = ahead != nil && isReusable
        var announcement: SMTPAnnouncement
        if let ahead { announcement = ahead } else { announcement = try SMTPAnnouncement(mail, to: capabilities) }
        ahead = nil
        // RFC 2920 §3.1: what follows the message may go with it, and QUIT as the last of a group.
        saysQuit = isLast && capabilities.pipelining
        if saysQuit { announcement.message.add(Array("QUIT\r\n".utf8)) }
        transaction = SMTPTransaction(recipientCount: mail.envelope.recipients.count)
        self.announcement = announcement
        guard isReusable else {
            state = .closed
            return .finished
        }
        let group = [.mail] + mail.envelope.recipients.indices.map(Command.recipient) + [.data]
        if wasSentAhead {
            state = .awaiting(group)
            return .wait
        }
        var bytes: [UInt8] = []
        var commands: [Command] = []
        if needsReset {
            bytes += Array("RSET\r\n".utf8)
            commands.append(.reset)
        }
        if capabilities.pipelining {
            // RFC 2920 §3.1: RSET, MAIL and RCPT anywhere in a group, DATA as its last command.
            bytes += announcement.group
            commands += group
        } else if !needsReset {
            bytes = announcement.mailCommand
            commands = [.mail]
        }
        needsReset = false
        state = .awaiting(commands)
        return .send(bytes)
    }

    /// Whether the commands of the next message can go with the message that is to be sent now.
    package var canAnnounce: Bool {
        if case .sendingMessage = state { capabilities.pipelining && !saysQuit } else { false }
    }

    /// The commands of the next message, to be sent right behind the final dot of the one at hand; `begin(_:)` has to
    /// follow with that message.
    ///
    /// RFC 2920 §3.1: the end of a message may be followed by MAIL in the same group. Both sides save the wait between
    /// two messages.
    ///
    /// - Returns: nil where it cannot be so; `begin(_:)` says why where the message is to blame.
    package mutating func announce(_ next: OutgoingMail) -> [UInt8]? {
        guard canAnnounce, let announcement = try? SMTPAnnouncement(next, to: capabilities) else { return nil }
        ahead = announcement
        return announcement.group
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
        guard let announcement else { return finish() }
        switch command {
        case .reset:
            return send(announcement.mailCommand, awaiting: .mail)
        case .mail:
            guard reply.isAccepted else { return finish() }
            return send(announcement.recipientCommand(0), awaiting: .recipient(0))
        case .recipient(let index):
            if index + 1 < announcement.envelope.recipients.count {
                return send(announcement.recipientCommand(index + 1), awaiting: .recipient(index + 1))
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
            return .sendMessage(announcement.message.bytes)
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

    /// What the transaction at hand does without, in words; nil where it has all that it wants.
    package var remark: String? { announcement?.remark }
}
