package import Findings
import NIOCore

/// What a fault does to a message that is being read.
struct MessageIntake: Sendable {
    /// How many octets are read before the connection is cut, and by which fault; nil reads to the end.
    var drop: (remaining: Int, fault: FaultID)?
    /// How slowly it is read; nil reads what comes.
    var pace: Pace?

    /// Octets that may be read, earned by time.
    struct Pace: Sendable {
        /// Octets in a second.
        var rate: Int
        /// What was earned and not used.
        var credit: Double = 0
    }

    /// For how many seconds credit is kept, so that a client that pauses does not hurry afterwards.
    ///
    /// Our choice.
    static let creditSeconds = 0.25

    /// Reads to the end, as it comes.
    init() {}

    init(_ effect: SMTPFaultEffect, _ term: FaultTerm, isHurried: Bool) {
        drop = effect.dropAfter.map { ($0, term.fault) }
        pace = isHurried ? nil : effect.throttle.map { Pace(rate: $0) }
    }
}

extension SMTPServerSession {
    /// How far a message has come.
    enum MessageProgress {
        case part
        case whole
        case cut
    }

    /// So much time has passed while a message is taken slowly.
    package mutating func allow(_ elapsed: Duration, at time: WallTime) -> [Action] {
        guard var pace = intake.pace else { return [] }
        let rate = Double(pace.rate)
        // A whole octet can always be saved for, however slow it is.
        pace.credit = min(pace.credit + rate * (elapsed / .seconds(1)), max(1, rate * MessageIntake.creditSeconds))
        intake.pace = pace
        return handle(at: time) { $0.proceed() }
    }

    /// The message is not taken slowly any more.
    package mutating func hurry(at time: WallTime) -> [Action] {
        guard intake.pace != nil else { return [] }
        intake.pace = nil
        return handle(at: time) { $0.proceed() }
    }

    /// How many octets may be read now.
    private var readableNow: Int {
        let available = inbound.readableBytes
        // Credit is at most a quarter of the rate, which is an Int.
        return min(available, intake.drop?.remaining ?? available, intake.pace.map { Int($0.credit) } ?? available)
    }

    private mutating func use(_ octets: Int) {
        intake.drop?.remaining -= octets
        intake.pace?.credit -= Double(octets)
    }

    private mutating func endDropOfDisarmed() {
        if let drop = intake.drop, !faults.isArmed(drop.fault) { intake.drop = nil }
    }

    /// What of a chunk may be read now; nil where nothing of it is wanted.
    mutating func takePart(atMost octets: Int) -> ByteBuffer? {
        guard octets > 0 else { return nil }
        endDropOfDisarmed()
        let part = inbound.readSlice(length: min(octets, readableNow)) ?? ByteBuffer()
        use(part.readableBytes)
        return part
    }

    /// Reads as much of a message as faults let it.
    mutating func read(_ reader: inout MailDataReader) -> MessageProgress {
        endDropOfDisarmed()
        let limit = readableNow
        var part = inbound.readSlice(length: limit) ?? ByteBuffer()
        let isWhole = reader.read(from: &part)
        use(limit - part.readableBytes)
        if part.readableBytes > 0 {
            // What is behind the message belongs to the next command.
            part.writeBuffer(&inbound)
            inbound = part
        }
        if isWhole { return .whole }
        return intake.drop?.remaining == 0 ? .cut : .part
    }

    /// Ends the connection in the middle of a message.
    mutating func cut() {
        if let fault = intake.drop?.fault { recordSilence(at: .data, of: fault) }
        endPace()
        abandon()
        inbound = ByteBuffer()
        actions.append(.cut)
    }

    /// The message has ended, and with it what a fault did to it.
    mutating func endPace() {
        if intake.pace != nil { actions.append(.endPace) }
        intake = MessageIntake()
    }
}
