/// What waits in a mail server's queue, as far as its log has told.
///
/// A mail from before the log was followed is known from the first time that it is put off again.
struct LoggedQueue: Sendable {
    /// How many mails are remembered; further ones are counted in no number.
    ///
    /// Our choice: a queue of this length has fired every rule.
    static let messageLimit = 100_000
    /// How many recipients of one mail are told apart.
    ///
    /// Our choice: Postfix's own limit for one delivery is 50, and for one submission 1000.
    static let recipientLimit = 1000
    /// How many recipient domains are told apart; further ones are counted together.
    ///
    /// Our choice: half of the series that a measure keeps.
    static let domainLimit = 1000
    /// How many ages one look at the queue tells; of more it takes every nth.
    ///
    /// Our choice: enough for a percentile.
    static let ageLimit = 2000

    private var messages: [String: Message] = [:]
    /// How many mails wait for each domain; those that are empty now stay, to be told as 0.
    private var lengths: [String: Int] = [:]
    private var hasMessages = false

    private struct Message: Sendable {
        var arrived: ContinuousClock.Instant
        /// The domain of each recipient that was put off.
        var waiting: [String: String] = [:]
    }

    /// A mail is in the queue.
    mutating func add(_ id: String, arrived: ContinuousClock.Instant) {
        hasMessages = true
        guard messages[id] == nil, messages.count < Self.messageLimit else { return }
        messages[id] = Message(arrived: arrived)
    }

    /// A recipient waits.
    mutating func wait(_ id: String, for recipient: String, in domain: String, arrived: ContinuousClock.Instant) {
        add(id, arrived: arrived)
        guard var message = messages[id] else { return }
        // The server knows better than the line that we saw first.
        message.arrived = arrived
        if message.waiting[recipient] == nil, message.waiting.count < Self.recipientLimit {
            let name =
                lengths[domain] != nil || lengths.count < Self.domainLimit ? domain : WindowedMeasure.overflowValue
            if !message.waiting.values.contains(name) { lengths[name, default: 0] += 1 }
            message.waiting[recipient] = name
        }
        messages[id] = message
    }

    /// A recipient waits no longer.
    mutating func settle(_ id: String, _ recipient: String) {
        guard let domain = messages[id]?.waiting.removeValue(forKey: recipient),
            messages[id]?.waiting.values.contains(domain) == false
        else { return }
        lengths[domain, default: 1] -= 1
    }

    /// A mail has left the queue; returns when it came and the domains that it waited for.
    @discardableResult
    mutating func remove(_ id: String) -> (arrived: ContinuousClock.Instant, domains: [String])? {
        guard let message = messages.removeValue(forKey: id) else { return nil }
        let domains = Set(message.waiting.values)
        for domain in domains { lengths[domain, default: 1] -= 1 }
        return (message.arrived, domains.sorted())
    }

    /// The age of each mail, once for each domain that it waits for; the length for each domain, and of the whole.
    func sample(at moment: Moment) -> [DeliveryEvent] {
        guard hasMessages else { return [] }
        var events: [DeliveryEvent] = []
        let stride = max(1, messages.count / Self.ageLimit)
        for (index, message) in messages.values.enumerated() where index % stride == 0 {
            let age = max(0, message.arrived.duration(to: moment.instant).inSeconds)
            for domain in message.waiting.isEmpty ? [""] : Set(message.waiting.values) {
                events.append(event(.queueAge, age, domain, moment))
            }
        }
        for (domain, length) in lengths { events.append(event(.queueLength, Double(length), domain, moment)) }
        events.append(event(.queueLength, Double(messages.count), "", moment))
        return events
    }

    private func event(_ kind: EventKind, _ number: Double, _ domain: String, _ moment: Moment) -> DeliveryEvent {
        DeliveryEvent(.quantity(.init(kind, number, recipientDomain: domain)), at: moment, observedBy: .log)
    }
}
