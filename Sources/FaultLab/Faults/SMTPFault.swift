/// A rule by which the lab's SMTP servers refuse what they would have taken, or take it badly.
package struct SMTPFault: Sendable, Hashable {
    /// The server that it is for; nil for all of the lab.
    package var server: String?
    /// Where in the dialogue it speaks.
    package var stage: SMTPStage
    /// Which clients, senders and recipients it is for.
    package var target: Target
    /// What it does.
    package var effect: SMTPFaultEffect
    /// Which of the matching attempts it strikes.
    package var cadence: FaultCadence

    /// A fault that refuses.
    ///
    /// - Parameter reply: a reply of class 4 or 5 as `ServerReply.init(faultText:)` reads it.
    /// - Throws: why such a fault could never speak as it is meant.
    package init(
        server: String? = nil, at stage: SMTPStage, when target: Target = Target(), reply: String,
        cadence: FaultCadence = FaultCadence()
    ) throws(InvalidFault) {
        let effect = SMTPFaultEffect(reply: try ServerReply(faultText: reply))
        try self.init(server: server, at: stage, when: target, effect: effect, cadence: cadence)
    }

    /// A fault.
    ///
    /// - Throws: why such a fault could never do what it is meant to.
    package init(
        server: String? = nil, at stage: SMTPStage, when target: Target = Target(), effect: SMTPFaultEffect,
        cadence: FaultCadence = FaultCadence()
    ) throws(InvalidFault) {
        try target.check(at: stage)
        try effect.check(at: stage)
        try cadence.check(at: stage)
        self.server = server
        self.stage = stage
        self.target = target
        self.effect = effect
        self.cadence = cadence
    }

    /// Whether it is for this moment.
    func matches(_ moment: SMTPMoment) -> Bool {
        stage == moment.stage && (server == nil || server == moment.server) && target.matches(moment)
    }
}

extension SMTPFault: CustomStringConvertible {
    /// `smtp mx rcpt slow.example: 451 4.7.1 Try again later`.
    package var description: String {
        let words = ["smtp"] + [server].compactMap { $0 } + [stage.rawValue] + target.words
        return words.joined(separator: " ") + ": \(effect)"
    }
}

/// Why a fault can not be armed.
package struct InvalidFault: Error, Sendable, Hashable {
    /// The key that is wrong.
    package var field: Field
    /// What is wrong.
    package var message: String
    /// What to write instead.
    package var remedy: String

    /// The keys of a fault.
    package enum Field: String, Sendable, Hashable {
        case at, when, answer, ttl, server, name, certificate, version
        case reply, delay, close, stall, drip, drop, throttle, lose, bounce, duplicate
        case proxy, latency, bandwidth, reset, blackhole
        case chance, first, after, every, per, greylist
        case lasting = "for"
    }

    static func notPositive(_ field: Field) -> InvalidFault {
        InvalidFault(field, "\(field.rawValue) is not more than 0", remedy: "write more than 0, or remove it")
    }

    init(_ field: Field, _ message: String, remedy: String) {
        self.field = field
        self.message = message
        self.remedy = remedy
    }
}
