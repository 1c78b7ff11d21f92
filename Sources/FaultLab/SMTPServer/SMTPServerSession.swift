package import Findings
import MailMessage
package import NIOCore

/// The server's side of one SMTP connection (RFC 5321), without the connection: octets in, actions out.
///
/// It offers PIPELINING, 8BITMIME, SIZE and ENHANCEDSTATUSCODES. Whatever octets come, it answers or waits; it never
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
    }

    /// What the server is.
    let identity: SMTPServerIdentity
    let faults: any FaultPlan
    /// Who speaks.
    package private(set) var client: SMTPClientIdentity

    var transaction: SMTPTransaction?
    private var seen: Set<Address> = []
    private var phase = Phase.greeting
    private var inbound = ByteBuffer()
    private var lines = CommandLineReader()
    private var errors = 0
    private var transactions = 0
    private var isStopping = false
    private let number: Int
    /// The actions of the event that is being handled.
    private var actions: [Action] = []
    /// When that event came.
    private(set) var now = WallTime(microseconds: 0)

    private enum Phase {
        case greeting
        case commands
        /// The greeting refused all service: RFC 5321 §3.1 waits for QUIT.
        case refusing
        case data(MailDataReader)
        case delivering
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

    /// The connection is open.
    package mutating func open(at time: WallTime) -> [Action] {
        handle(at: time) { session in
            session.phase = .commands
            if let hit = session.hit(.connect) {
                session.phase = .refusing
                session.refuse(.connect, hit)
            } else {
                // RFC 5321 §4.2: the greeting begins with the server's name. RFC 2034 §3: without an enhanced code.
                session.send(ServerReply(220, nil, "\(session.identity.hostName) ESMTP mailproof lab"))
            }
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
            guard !session.isDelivering else { return }
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

    private mutating func handle(at time: WallTime, _ body: (inout SMTPServerSession) -> Void) -> [Action] {
        now = time
        body(&self)
        defer { actions = [] }
        return actions
    }

    // MARK: Input

    private mutating func proceed() {
        while true {
            switch phase {
            case .commands, .refusing:
                guard let line = lines.next(from: &inbound) else { return leaveIfStopping() }
                take(line)
            case .data(var reader):
                // The reader holds the message: it must not be copied by being in two places.
                phase = .closed
                guard reader.read(from: &inbound) else {
                    phase = .data(reader)
                    return
                }
                phase = .commands
                endMessage(reader)
            case .greeting, .delivering, .closed: return
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
        case .refused(let reply): return complain(reply)
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
        case .ehlo(let name): greet(name, isExtended: true)
        case .helo(let name): greet(name, isExtended: false)
        case .mail(let sender, let parameters): beginMail(from: sender, parameters)
        case .rcpt(let path, let parameters): addRecipient(path, parameters)
        case .data: beginData()
        case .rset:
            // RFC 5321 §4.1.1.5: the transaction is gone, the greeting stays.
            abandon()
            send(ServerReply(250, "2.0.0", "Reset"))
        case .noop: send(ServerReply(250, "2.0.0", "OK"))
        // RFC 5321 §7.3: 252 where verifying is not offered.
        case .vrfy: send(ServerReply(252, "2.5.0", "Cannot verify the mailbox; a message to it is attempted"))
        case .help: send(ServerReply(214, "2.0.0", "EHLO HELO MAIL RCPT DATA RSET NOOP VRFY HELP QUIT"))
        case .quit: leave(ServerReply(221, "2.0.0", "\(identity.hostName) closes"))
        case .notImplemented(let verb): complain(ServerReply(502, "5.5.1", "\(verb) is not offered"))
        }
    }

    private mutating func greet(_ name: String, isExtended: Bool) {
        if let hit = hit(.ehlo) { return refuse(.ehlo, hit) }
        // RFC 5321 §4.1.4: EHLO in a session clears the transaction.
        abandon()
        client.name = name
        client.isExtended = isExtended
        var lines = ["\(identity.hostName) greets \(name)"]
        if isExtended {
            lines += ["PIPELINING", "SIZE \(identity.limits.messageOctets)", "8BITMIME", "ENHANCEDSTATUSCODES"]
        }
        // RFC 2034 §3: no enhanced code in the replies to EHLO and HELO.
        send(ServerReply(250, nil, lines))
    }

    // MARK: Transaction

    /// Opens a transaction; its commands are in `SMTPServerSession+Transaction.swift`.
    mutating func begin(from sender: Address?) {
        transactions += 1
        transaction = SMTPTransaction(id: "\(identity.name)-\(number)-\(transactions)", client: client, sender: sender)
        seen = []
    }

    /// Takes a recipient into the transaction; one that is there already stays there once.
    mutating func accept(_ recipient: Address) {
        if seen.insert(recipient).inserted { transaction?.recipients.append(recipient) }
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
    }

    // MARK: Output

    mutating func send(_ reply: ServerReply) {
        actions.append(.send(reply))
    }

    /// Says what a fault says, to an attempt without a recipient or with one.
    mutating func refuse(_ stage: SMTPStage, _ hit: FaultHit, recipient: Address? = nil) {
        refuse(stage, hit.reply, recipient: recipient, fault: hit.fault)
    }

    mutating func refuse(_ stage: SMTPStage, _ reply: ServerReply, recipient: Address? = nil, fault: FaultID? = nil) {
        record(stage, recipient, reply, fault)
        send(reply)
        // RFC 5321 §3.8: 421 says that the channel closes.
        if reply.code == 421 { close() }
    }

    /// Refuses a command that is wrong; too many of them end the session.
    mutating func complain(_ reply: ServerReply) {
        send(reply)
        errors += 1
        if errors >= identity.limits.errors {
            leave(.closing("4.7.0", "\(identity.hostName) closes: too many wrong commands"))
        }
    }

    func hit(_ stage: SMTPStage, recipients: [Address] = []) -> FaultHit? {
        faults.hit(
            at: SMTPMoment(
                server: identity.name, stage: stage, client: client.address, sender: transaction?.sender,
                recipients: recipients))
    }

    private mutating func record(_ stage: SMTPStage, _ recipient: Address?, _ reply: ServerReply, _ fault: FaultID?) {
        actions.append(
            .record(
                AttemptRecord(
                    time: now, server: identity.name, client: client.address,
                    sender: transaction.map { $0.sender?.description ?? "" }, recipient: recipient?.description,
                    recipientDomain: recipient?.foldedDomain, stage: stage, reply: reply, fault: fault)))
    }

    private mutating func leave(_ reply: ServerReply) {
        abandon()
        send(reply)
        close()
    }

    private mutating func close() {
        phase = .closed
        abandon()
        inbound = ByteBuffer()
        actions.append(.close)
    }
}
