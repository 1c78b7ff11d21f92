/// What a fault does where it strikes: it refuses, it lets the client wait, or it lets the connection go bad.
///
/// Where nothing of it speaks, the server does, late or slowly.
package struct SMTPFaultEffect: Sendable, Hashable {
    /// How long nothing is said before anything else happens.
    package var delay: Duration?
    /// What is said instead of the server's own reply; nil lets the server speak.
    package var reply: ServerReply?
    /// The time between two octets of the reply; nil sends it whole.
    package var drip: Duration?
    /// Whether the connection is closed: behind the reply, or without a word where there is none.
    package var closes: Bool
    /// Whether nothing more is said until the client gives up; the server goes on where the fault ends before that.
    package var stalls: Bool
    /// After how many octets of the message, as they come behind DATA, the connection is cut; a message that ends before
    /// is taken.
    package var dropAfter: Int?
    /// How many octets of the message are taken in a second.
    ///
    /// What the client has sent ahead waits in the buffers of the connection.
    package var throttle: Int?
    /// What becomes of a message that is accepted.
    package var fate: MailFate

    /// An effect.
    package init(
        delay: Duration? = nil, reply: ServerReply? = nil, drip: Duration? = nil, closes: Bool = false,
        stalls: Bool = false, dropAfter: Int? = nil, throttle: Int? = nil, fate: MailFate = MailFate()
    ) {
        self.delay = delay
        self.reply = reply
        self.drip = drip
        self.closes = closes
        self.stalls = stalls
        self.dropAfter = dropAfter
        self.throttle = throttle
        self.fate = fate
    }

    /// How long nothing is said, where that is so: for the delay, or without an end of its own.
    var hold: Hold? {
        if stalls { return .untilDisarmed }
        return delay.flatMap { $0 > .zero ? .lasting($0) : nil }
    }

    /// For how long a fault keeps a connection.
    package enum Hold: Sendable, Hashable {
        /// So long.
        case lasting(Duration)
        /// Until it is disarmed or its lease is over.
        case untilDisarmed
    }

    /// Says why it could never do all that it shall at a stage.
    func check(at stage: SMTPStage) throws(InvalidFault) {
        guard self != SMTPFaultEffect() else {
            throw InvalidFault(
                .reply, "the fault does nothing",
                remedy: "add reply, or one of delay, close, stall, drip, drop and throttle; at message also lose, "
                    + "bounce and duplicate")
        }
        for (field, time) in [(InvalidFault.Field.delay, delay), (.drip, drip)] {
            if let time, time <= .zero {
                throw InvalidFault(field, "\(field.rawValue) is no time", remedy: "write a time such as 2s")
            }
        }
        if stalls, reply != nil || closes || drip != nil || delay != nil {
            throw InvalidFault(
                .stall, "who stalls says nothing more",
                remedy: "remove stall, or everything beside it; delay answers after a time")
        }
        if drip != nil, closes, reply == nil {
            throw InvalidFault(.drip, "nothing is said that could drip", remedy: "add reply, or remove drip")
        }
        try checkReading(at: stage)
        try fate.check(at: stage)
        if fate != MailFate(), reply != nil || closes || stalls {
            throw InvalidFault(
                .reply, "a message that is refused, or gets no word, is not accepted",
                remedy: "remove reply, close and stall, or what becomes of the message")
        }
    }

    private func checkReading(at stage: SMTPStage) throws(InvalidFault) {
        let reading: [(InvalidFault.Field, Int?)] = [(.drop, dropAfter), (.throttle, throttle)]
        for (field, count) in reading {
            guard let count else { continue }
            guard count >= (field == .throttle ? 1 : 0) else {
                throw InvalidFault(field, "\(field.rawValue) is no count", remedy: "write a size such as 10KiB")
            }
            // RFC 5321 §4.1.1.4: the message comes behind DATA and its go-ahead.
            guard stage == .data else {
                throw InvalidFault(
                    field, "no message is read at \(stage.rawValue)", remedy: "write at: data, where a message begins")
            }
            if reply != nil || closes || stalls {
                throw InvalidFault(
                    field, "no message is read where DATA gets no go-ahead",
                    remedy: "remove \(field.rawValue), or reply, close and stall")
            }
        }
    }
}

extension SMTPFaultEffect: CustomStringConvertible {
    /// `451 4.7.1 Try again later`, and what goes with it: `delay 2.0 seconds, 451 4.7.1 Try again later, close`.
    package var description: String {
        var words: [String] = []
        if let delay { words.append("delay \(delay)") }
        if let reply { words.append("\(reply)") }
        if let drip { words.append("drip every \(drip)") }
        if let throttle { words.append("throttle \(throttle)B/s") }
        if let dropAfter { words.append("drop after \(dropAfter)B") }
        if closes { words.append("close") }
        if stalls { words.append("stall") }
        if fate != MailFate() { words.append("\(fate)") }
        return words.joined(separator: ", ")
    }
}
