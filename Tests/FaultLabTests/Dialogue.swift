import DNS
import FaultLab
import Findings
import Support

/// A session that is spoken to without a socket: what the client sends, and what comes back.
struct Dialogue {
    var session: SMTPServerSession
    /// What a message is answered with.
    var verdict = ServerReply(250, "2.0.0", "OK")
    /// The messages that were taken.
    var messages: [SMTPTransaction] = []
    /// What was replied to whom.
    var records: [AttemptRecord] = []
    /// Whether the server closed.
    var isClosed = false
    /// Whether the server broke the connection.
    var isCut = false
    /// Whether TLS shall begin.
    var wantsTLS = false
    /// What the client did that it must not.
    var offences: [SMTPOffence] = []
    /// What the session wanted to be done in time, and nobody has done.
    var timed: [SMTPServerSession.Action] = []
    /// Whether a message is answered at once.
    var answersMessages = true

    init(
        domains: [String]? = ["inbox.example"], limits: SMTPLimits = SMTPLimits(), tls: TLSOffer? = nil,
        login: LoginOffer? = nil, faults: any FaultPlan = NoFaults()
    ) {
        session = SMTPServerSession(
            identity: SMTPServerIdentity(name: "mx", domains: domains, limits: limits, tls: tls, login: login),
            client: SMTPClientIdentity(address: address("192.0.2.10")), number: 1, faults: faults)
    }

    /// A dialogue that is past its greeting and EHLO.
    static func greeted(
        domains: [String]? = ["inbox.example"], limits: SMTPLimits = SMTPLimits(), tls: TLSOffer? = nil,
        login: LoginOffer? = nil, faults: any FaultPlan = NoFaults()
    ) -> Dialogue {
        var dialogue = Dialogue(domains: domains, limits: limits, tls: tls, login: login, faults: faults)
        dialogue.open()
        dialogue.say("EHLO client.example")
        return dialogue
    }

    /// The connection opens.
    @discardableResult
    mutating func open() -> String { take(session.open(at: .now())) }

    /// Sends lines, each ended by CR LF, in one read; what comes back is one line of text for each line of a reply.
    @discardableResult
    mutating func say(_ lines: String...) -> String {
        send(Array(lines.map { $0 + "\r\n" }.joined().utf8))
    }

    /// Sends octets as they are.
    @discardableResult
    mutating func send(_ octets: [UInt8]) -> String { take(session.receive(octets, at: .now())) }

    @discardableResult
    mutating func take(_ actions: [SMTPServerSession.Action]) -> String {
        var output: [UInt8] = []
        var pending = actions
        while !pending.isEmpty {
            let batch = pending
            pending = []
            for action in batch {
                switch action {
                case .send(let reply): output += reply.octets
                case .record(let record): records.append(record)
                case .close: isClosed = true
                case .cut: isCut = true
                case .startTLS: wantsTLS = true
                case .note(let offence): offences.append(offence)
                case .wait, .drip, .pace, .endPace: timed.append(action)
                case .deliver(let transaction):
                    messages.append(transaction)
                    if answersMessages { pending = session.delivered(verdict, at: .now()) }
                }
            }
        }
        return String(decoding: output, as: UTF8.self).split(separator: "\r\n").joined(separator: "\n")
    }

    /// What the records say, one line each: `rcpt ana@inbox.example 250`.
    var recordTexts: [String] {
        records.map { "\($0.stage.rawValue) \($0.recipient ?? "-") \($0.reply.map { String($0.code) } ?? "silence")" }
    }
}

extension SMTPTransaction {
    /// The message as text.
    var text: String { String(decoding: octets, as: UTF8.self) }
}
