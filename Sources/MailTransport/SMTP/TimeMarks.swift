/// When the steps of a transaction ended.
struct TimeMarks {
    private var start: ContinuousClock.Instant
    private var mail: ContinuousClock.Instant?
    private var recipients: ContinuousClock.Instant?

    init(start: ContinuousClock.Instant = .now) {
        self.start = start
    }

    /// Takes note of the replies that are there by now.
    mutating func note(_ transaction: SMTPTransaction, at now: ContinuousClock.Instant) {
        if mail == nil, transaction.mail != nil { mail = now }
        if recipients == nil, transaction.recipients.allSatisfy({ $0 != nil }) { recipients = now }
    }

    /// How long each step took.
    func times(until end: ContinuousClock.Instant) -> SMTPDelivery.Times {
        var times = SMTPDelivery.Times()
        times.mail = mail.map { start.duration(to: $0) }
        if let mail, let recipients {
            times.recipients = mail.duration(to: recipients)
            times.data = recipients.duration(to: end)
        }
        times.total = start.duration(to: end)
        return times
    }
}
