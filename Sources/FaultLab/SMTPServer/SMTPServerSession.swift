package import Findings
import MailMessage
package import NIOCore

/// The server's side of one SMTP connection (RFC 5321), without the connection: octets in, actions out.
///
/// It offers PIPELINING, CHUNKING, 8BITMIME, SMTPUTF8, SIZE, DSN and ENHANCEDSTATUSCODES, and STARTTLS and AUTH where it
/// shall. Whatever octets come, it answers or waits; it never
/// answers a command before those that came earlier.
package struct SMTPServerSession: Sendable {
    /// What the shell must do, in order.
    package enum Action: Sendable {
        /// Send a reply; replies that come together are written together.
        case send(ServerReply)
        /// Remember what was replied to an attempt.
        case record(AttemptRecord)
        /// Take this message and tell the session by `delivered(_:at:)`; nothing else happens before.
        case deliver(SMTPTransaction)
        /// Close the connection once all replies are sent.
        case close
        /// Begin TLS behind the reply, and tell the session by `secured(_:at:)` or `tlsFailed(by:at:)`; nothing else
        /// happens before.
        case startTLS
        /// A client did what it must not.
        case note(SMTPOffence)
        /// Say nothing while the fault lasts, at most for the time of the hold, and tell the session by `resume(at:)`;
        /// nothing else happens before.
        case wait(SMTPFaultEffect.Hold, FaultTerm)
        /// Send a reply an octet at a time, the rest at once where the fault ends, and tell the session by
        /// `resume(at:)`; nothing else happens before.
        case drip(ServerReply, every: Duration, FaultTerm)
        /// Tell the session by `allow(_:at:)` how time passes, for it takes a message slowly; where the fault ends, by
        /// `hurry(at:)`.
        case pace(FaultTerm)
        /// The message that was taken slowly has ended.
        case endPace
        /// Break the connection: what was not sent or read is lost.
        case cut
    }

    /// What the server is.
    let identity: SMTPServerIdentity
    let faults: any FaultPlan
    /// Who speaks.
    package internal(set) var client: SMTPClientIdentity

    var transaction: SMTPTransaction?
    private var seen: Set<Address> = []
    var phase = Phase.greeting
    var inbound = ByteBuffer()
    /// The message as far as it has come in chunks; nil where none came.
    var chunks: MessageChunks?
    /// What a fault does to the message that is read.
    var intake = MessageIntake()
    /// How the next reply drips.
    var drip: ReplyDrip?
    var lines = CommandLineReader()
    var errors = 0
    private var transactions = 0
    private(set) var isStopping = false
    private let number: Int
    /// The actions of the event that is being handled.
    var actions: [Action] = []
    /// When that event came.
    private(set) var now = WallTime(microseconds: 0)

    /// Where in the dialogue it is.
    indirect enum Phase: Sendable {
        case greeting
        case commands
        /// The greeting refused all service: RFC 5321 §3.1 waits for QUIT.
        case refusing
        case data(MailDataReader)
        /// A chunk is read; so much of its size is still to come.
        case chunk(remaining: Int, isLast: Bool, size: Int)
        /// A chunk that was refused is passed over.
        case passing(Int)
        case login(LoginExchange)
        case delivering
        /// The shell begins TLS.
        case securing
        /// A fault has the word; what comes behind it.
        case waiting(Sequel)
        case closed
    }

    /// A session of a server with one client.
    ///
    /// - Parameter number: tells it from other sessions of the server.
    package init(identity: SMTPServerIdentity, client: SMTPClientIdentity, number: Int, faults: any FaultPlan) {
        self.identity = identity
        self.client = client
        self.number = number
        self.faults = faults
    }

    /// Whether it waits for `delivered(_:at:)`, so that more input need not be read.
    package var isDelivering: Bool { if case .delivering = phase { true } else { false } }

    // MARK: Events

    /// The connection is open, and where it shall be TLS from the first word on, that has begun.
    package mutating func open(over tls: TLSProtocolVersion? = nil, at time: WallTime) -> [Action] {
        handle(at: time) { session in
            session.client.tls = tls
            session.phase = .commands
            session.attempt(.greeting)
        }
    }

    /// Octets came.
    package mutating func receive(_ octets: ByteBuffer, at time: WallTime) -> [Action] {
        if inbound.readableBytes == 0 {
            inbound = octets
        } else {
            var octets = octets
            inbound.writeBuffer(&octets)
        }
        return handle(at: time) { $0.proceed() }
    }

    /// Octets came.
    package mutating func receive(_ octets: [UInt8], at time: WallTime) -> [Action] {
        receive(ByteBuffer(bytes: octets), at: time)
    }

    /// The message that was handed out by `deliver` met this end.
    package mutating func delivered(_ reply: ServerReply, at time: WallTime) -> [Action] {
        guard isDelivering else { return [] }
        return handle(at: time) { session in
            session.phase = .commands
            session.conclude(.message, reply, fault: nil)
            session.proceed()
        }
    }

    /// The client has been silent for `SMTPLimits.commandTimeout`.
    package mutating func timeOut(at time: WallTime) -> [Action] {
        handle(at: time) { session in
            switch session.phase {
            case .closed: return
            // There is no connection yet over which anything could be said.
            case .greeting, .securing: return session.close()
            default: break
            }
            guard !session.isBusy else { return }
            // RFC 5321 §3.8: a server that closes after a timeout says 421.
            session.leave(.closing("4.4.2", "\(session.identity.hostName) closes: nothing came for too long"))
        }
    }

    /// The server stops: at once between transactions, after the reply to the message otherwise.
    package mutating func stop(at time: WallTime) -> [Action] {
        handle(at: time) { session in
            session.isStopping = true
            session.proceed()
        }
    }

    mutating func handle(at time: WallTime, _ body: (inout SMTPServerSession) -> Void) -> [Action] {
        now = time
        body(&self)
        defer { actions = [] }
        return actions
    }

    // MARK: Input

    mutating func proceed() {
        while true {
            switch phase {
            case .commands, .refusing:
                guard let line = lines.next(from: &inbound) else { return leaveIfStopping() }
                take(line)
            case .login(let exchange):
                guard let line = lines.next(from: &inbound, limit: SMTPLimits.loginLine) else {
                    return leaveIfStopping()
                }
                answer(line, in: exchange)
            case .chunk(let remaining, let isLast, let size):
                guard readChunk(remaining: remaining, isLast: isLast, size: size) else { return }
            case .passing(let octets):
                guard pass(octets) else { return }
            case .data(var reader):
                // The reader holds the message: it must not be copied by being in two places.
                phase = .closed
                switch read(&reader) {
                case .part:
                    phase = .data(reader)
                    return
                case .cut: return cut()
                case .whole:
                    phase = .commands
                    endPace()
                    if reader.hasBareLineBreak { actions.append(.note(.bareLineBreak)) }
                    attempt(.message(reader.message))
                }
            case .greeting, .delivering, .securing, .waiting, .closed: return
            }
        }
    }

    private mutating func leaveIfStopping() {
        // RFC 5321 §3.8: 421 to any command if the server knows that it must shut down.
        if isStopping { leave(.closing("4.3.2", "\(identity.hostName) closes: the lab stops")) }
    }

    private mutating func take(_ line: CommandLineReader.Line) {
        let command: SMTPCommand
        switch line {
        case .refused(let reply, let offence): return refuse(line: reply, offence)
        case .complete(let octets):
            do {
                command = try SMTPCommand(line: octets)
            } catch {
                return complain(error.reply)
            }
        }
        if case .refusing = phase, command != .quit {
            // RFC 5321 §3.1: after a greeting that refuses, 503 to everything but QUIT.
            return complain(.badSequence("Bad sequence of commands: the greeting refused all mail"))
        }
        obey(command)
    }

    private mutating func obey(_ command: SMTPCommand) {
        switch command {
        case .ehlo(let name): attempt(.ehlo(name, isExtended: true))
        case .helo(let name): attempt(.ehlo(name, isExtended: false))
        case .mail(let sender, let parameters): beginMail(from: sender, parameters)
        case .rcpt(let path, let parameters): addRecipient(path, parameters)
        case .data: beginData()
        case .bdat(let octets, let isLast): beginChunk(octets, isLast: isLast)
        case .starttls: beginTLS()
        case .auth(let mechanism, let initial): beginLogin(mechanism, initial)
        case .rset:
            // RFC 5321 §4.1.1.5: the transaction is gone, the greeting stays.
            abandon()
            send(ServerReply(250, "2.0.0", "Reset"))
        case .noop: send(ServerReply(250, "2.0.0", "OK"))
        // RFC 5321 §7.3: 252 where verifying is not offered.
        case .vrfy: send(ServerReply(252, "2.5.0", "Cannot verify the mailbox; a message to it is attempted"))
        case .help:
            send(ServerReply(214, "2.0.0", "EHLO HELO STARTTLS AUTH MAIL RCPT DATA BDAT RSET NOOP VRFY HELP QUIT"))
        case .quit: leave(ServerReply(221, "2.0.0", "\(identity.hostName) closes"))
        case .notImplemented(let verb): complain(ServerReply(502, "5.5.1", "\(verb) is not offered"))
        }
    }

    mutating func greet(_ name: String, isExtended: Bool) {
        // RFC 5321 §4.1.4: EHLO in a session clears the transaction.
        abandon()
        client.name = name
        client.isExtended = isExtended
        var lines = ["\(identity.hostName) greets \(name)"]
        if isExtended {
            lines += extensions
        }
        // RFC 2034 §3: no enhanced code in the replies to EHLO and HELO.
        send(ServerReply(250, nil, lines))
    }

    // MARK: Transaction

    /// Opens a transaction; its commands are in `SMTPServerSession+Transaction.swift`.
    mutating func begin(from sender: Address?, _ parameters: MailParameters) {
        transactions += 1
        transaction = SMTPTransaction(id: "\(identity.name)-\(number)-\(transactions)", client: client, sender: sender)
        transaction?.parameters = parameters
        seen = []
    }

    /// Takes a recipient into the transaction; one that is there already stays there once.
    mutating func accept(_ recipient: Address, _ parameters: RecipientParameters) {
        if seen.insert(recipient).inserted { transaction?.recipients.append(recipient) }
        if parameters != RecipientParameters() { transaction?.recipientParameters[recipient] = parameters }
    }

    mutating func expectMessage() {
        phase = .data(MailDataReader(octetLimit: identity.limits.messageOctets))
    }

    mutating func deliver(_ transaction: SMTPTransaction) {
        phase = .delivering
        actions.append(.deliver(transaction))
    }

    /// Ends the transaction with one reply for all its recipients.
    mutating func conclude(_ stage: SMTPStage, _ reply: ServerReply, fault: FaultID?) {
        for recipient in transaction?.recipients ?? [] {
            record(stage, recipient, reply, fault)
        }
        abandon()
        send(reply)
        if reply.code == 421 { close() }
    }

    mutating func abandon() {
        transaction = nil
        seen = []
        guard chunks != nil else { return }
        chunks = nil
        endPace()
    }
}
