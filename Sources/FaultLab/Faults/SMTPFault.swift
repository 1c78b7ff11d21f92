package import DNS
package import MailMessage

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

    /// Whom a fault is for; each list is "one of", an empty one anybody.
    ///
    /// Domains and addresses are compared without
    /// regard to case.
    package struct Target: Sendable, Hashable {
        /// Domains of recipients.
        package var recipientDomains: [String]
        /// Recipients.
        package var recipients: [Address]
        /// Senders.
        package var senders: [Address]
        /// Addresses of clients, as the server takes them (`client_address`).
        package var clients: [IPAddress]

        /// Whom a fault is for; by default everybody.
        package init(
            recipientDomains: [String] = [], recipients: [Address] = [], senders: [Address] = [],
            clients: [IPAddress] = []
        ) {
            self.recipientDomains = recipientDomains.map { $0.lowercased() }
            self.recipients = recipients
            self.senders = senders
            self.clients = clients
        }
    }

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
        if !stage.knowsRecipients, !target.recipientDomains.isEmpty || !target.recipients.isEmpty {
            throw InvalidFault(
                .when, "no recipient is known at \(stage.rawValue) yet",
                remedy: "write at: rcpt, data or message, or take the recipient out of when")
        }
        if !stage.knowsSender, !target.senders.isEmpty {
            throw InvalidFault(
                .when, "no sender is known at \(stage.rawValue) yet",
                remedy: "write at: mail or a later stage, or take the sender out of when")
        }
        self.server = server
        self.stage = stage
        self.target = target
        try effect.check(at: stage)
        self.effect = effect
        self.cadence = cadence
    }

    /// Whether it is for this moment.
    func matches(_ moment: SMTPMoment) -> Bool {
        guard stage == moment.stage, server == nil || server == moment.server else { return false }
        guard target.clients.isEmpty || target.clients.contains(moment.client) else { return false }
        if !target.senders.isEmpty {
            guard let sender = moment.sender ?? nil, target.senders.contains(where: { $0.isFolded(sender) })
            else { return false }
        }
        // From DATA on there is one reply for all recipients: one of them that matches is enough.
        return target.matchesAll
            || moment.recipients.contains { recipient in
                (target.recipientDomains.isEmpty || target.recipientDomains.contains(recipient.foldedDomain))
                    && (target.recipients.isEmpty || target.recipients.contains { $0.isFolded(recipient) })
            }
    }
}

extension SMTPFault: CustomStringConvertible {
    /// `smtp mx rcpt slow.example: 451 4.7.1 Try again later`.
    package var description: String {
        let whom =
            target.recipientDomains + target.recipients.map(\.description) + target.senders.map { "from \($0)" }
            + target.clients.map { "of \($0)" }
        return (["smtp"] + [server].compactMap { $0 } + [stage.rawValue] + whom).joined(separator: " ") + ": \(effect)"
    }
}

extension SMTPFault.Target {
    fileprivate var matchesAll: Bool { recipientDomains.isEmpty && recipients.isEmpty }
}

extension Address {
    /// Whether both are the same without regard to the case of any letter: RFC 5321 §2.4 leaves the case of a local part
    /// to its host, and none that is real tells it apart.
    fileprivate func isFolded(_ other: Address) -> Bool {
        domain.lowercased() == other.domain.lowercased() && localPart.lowercased() == other.localPart.lowercased()
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
        case at, when, reply, answer, server, name, delay, close, stall, drip, drop, throttle
    }

    init(_ field: Field, _ message: String, remedy: String) {
        self.field = field
        self.message = message
        self.remedy = remedy
    }
}
