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
    private var mail: OutgoingMail?
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
    /// - Throws: what the server would have to offer and does not.
    package mutating func begin(_ mail: OutgoingMail) throws(SMTPNotOffered) -> Action {
        let isEightBit = mail.message.contains { $0 >= 0x80 }
        // RFC 6531 §3.2: an internationalised address goes to no server that does not offer SMTPUTF8.
        guard capabilities.smtpUTF8 || !mail.envelope.needsSMTPUTF8 else { throw .smtpUTF8 }
        // RFC 6152 §3: an eight-bit body goes to no server that does not offer 8BITMIME.
        guard capabilities.eightBitMIME || !isEightBit else { throw .eightBitMIME }
        transaction = SMTPTransaction(recipientCount: mail.envelope.recipients.count)
        self.mail = mail
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
            bytes += mailCommand(isEightBit: isEightBit)
            for recipient in mail.envelope.recipients { bytes += recipientCommand(recipient) }
            bytes += Array("DATA\r\n".utf8)
            commands += [.mail] + mail.envelope.recipients.indices.map(Command.recipient) + [.data]
        } else if !needsReset {
            bytes = mailCommand(isEightBit: isEightBit)
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
            // The message is not complete and never will be: without its final dot the server must drop it.
            transaction.verdict = reply
            state = .closed
            return .finished
        case .awaitingVerdict:
            transaction.verdict = reply
            // RFC 5321 §4.1.1.4: behind the final dot the server has forgotten the transaction, whatever it said.
            state = reply.code == 421 ? .closed : .idle
            return .finished
        case .awaiting(var commands):
            guard !commands.isEmpty else { return .finished }
            let command = commands.removeFirst()
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
        guard let mail else { return finish() }
        switch command {
        case .reset:
            return send(mailCommand(isEightBit: mail.message.contains { $0 >= 0x80 }), awaiting: .mail)
        case .mail:
            guard reply.isAccepted, let first = mail.envelope.recipients.first else { return finish() }
            return send(recipientCommand(first), awaiting: .recipient(0))
        case .recipient(let index):
            if index + 1 < mail.envelope.recipients.count {
                return send(recipientCommand(mail.envelope.recipients[index + 1]), awaiting: .recipient(index + 1))
            }
            // RFC 5321 §3.3: without a single accepted recipient there is nothing to send.
            guard transaction.hasAcceptedRecipient else { return finish() }
            return send(Array("DATA\r\n".utf8), awaiting: .data)
        case .data:
            guard reply.replyClass == .intermediate else { return finish() }
            guard transaction.hasAcceptedRecipient else {
                // RFC 2920 §3.1: a server may say 354 although it refused every recipient; then the message is empty.
                state = .awaitingVerdict
                return .send(Array(".\r\n".utf8))
            }
            state = .sendingMessage
            return .sendMessage(SMTPMessageData.encode(mail.message))
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

    private func mailCommand(isEightBit: Bool) -> [UInt8] {
        guard let mail else { return [] }
        var command = "MAIL FROM:<\(mail.envelope.sender)>"
        // RFC 1870 §6.1: the size counts line breaks as two octets and leaves out the dots added for the way.
        if capabilities.size { command += " SIZE=\(mail.message.count)" }
        if isEightBit { command += " BODY=8BITMIME" }
        // RFC 6531 §3.4: SMTPUTF8 is said where an address needs it.
        if mail.envelope.needsSMTPUTF8 { command += " SMTPUTF8" }
        return Array("\(command)\r\n".utf8)
    }

    private func recipientCommand(_ recipient: String) -> [UInt8] {
        Array("RCPT TO:<\(recipient)>\r\n".utf8)
    }
}

/// Where in a dialogue something happened.
package enum SMTPStage: String, Sendable, Hashable, CaseIterable {
    /// Nothing is awaited.
    case idle
    /// The connection, the greeting, EHLO.
    case connect
    /// MAIL.
    case mail
    /// RCPT.
    case recipient = "rcpt"
    /// DATA.
    case data
    /// The message behind DATA.
    case message

    /// What is being done there, for "could not …".
    package var action: String {
        switch self {
        case .idle: "use the connection"
        case .connect: "connect"
        case .mail: "announce the sender"
        case .recipient: "announce a recipient"
        case .data: "begin the message"
        case .message: "send the message"
        }
    }
}

/// What a message needs and a server does not offer.
package enum SMTPNotOffered: Error, Sendable, Hashable, CustomStringConvertible {
    /// An address holds text beyond ASCII.
    case smtpUTF8
    /// The message holds bytes beyond ASCII.
    case eightBitMIME

    /// What is missing and what to do, in words.
    package var description: String {
        switch self {
        case .smtpUTF8: "the server does not offer SMTPUTF8, which an address beyond ASCII needs (RFC 6531)"
        case .eightBitMIME:
            "the server does not offer 8BITMIME, which a message beyond ASCII needs (RFC 6152); "
                + "encode its parts in quoted-printable or Base64"
        }
    }
}
