import MailTransport

/// Postfix's log: each try to deliver as a reply, and what it tells of the queue.
///
/// A mail that `postfix/error` puts off, because its destination is taken for dead, counts as put off like any other.
/// One that is given up counts as refused, once for each domain that it still waited for.
package struct PostfixLog: DeliveryLog {
    private var queue = LoggedQueue()

    /// Nothing was read yet.
    package init() {}

    /// What a line says; lines of other programs tell of nothing.
    package mutating func read(_ line: [UInt8], at moment: Moment) -> LogReading {
        guard let line = SyslogLine(line) else { return .events([]) }
        do throws(PostfixRecord.Problem) {
            let record = try PostfixRecord(
                program: String(decoding: line.program, as: UTF8.self),
                message: String(decoding: line.message, as: UTF8.self))
            guard let record else { return .events([]) }
            return .events(take(record, at: moment))
        } catch {
            return .problem(error.reason)
        }
    }

    /// The queue as it is now.
    package mutating func sample(at moment: Moment) -> [DeliveryEvent] { queue.sample(at: moment) }

    private mutating func take(_ record: PostfixRecord, at moment: Moment) -> [DeliveryEvent] {
        switch record {
        case .queued(let id):
            queue.add(id, arrived: moment.instant)
            return []
        case .removed(let id):
            queue.remove(id)
            return []
        case .expired(let id):
            return expire(id, at: moment)
        case .delivery(let delivery):
            return take(delivery, at: moment)
        }
    }

    private mutating func take(_ delivery: PostfixRecord.Delivery, at moment: Moment) -> [DeliveryEvent] {
        let standard =
            switch delivery.outcome {
            case .sent: 250
            case .deferred: 451
            case .bounced: 550
            }
        let domain = delivery.domain
        let reply = LoggedReply(delivery.text, status: delivery.status, standard: standard)
        var events = [reply.event(to: domain, at: moment)]
        guard delivery.outcome == .deferred else {
            queue.settle(delivery.id, delivery.recipient)
            events.append(deliveryTime(delivery.delay, domain, moment))
            return events
        }
        queue.wait(
            delivery.id, for: delivery.recipient, in: domain,
            arrived: moment.instant.advanced(by: .seconds(-delivery.delay)))
        return events
    }

    /// The last word on a mail that nobody took in time is Postfix's own.
    private mutating func expire(_ id: String, at moment: Moment) -> [DeliveryEvent] {
        guard let left = queue.remove(id) else { return [] }
        // RFC 3463 §3.5: delivery time expired.
        let reply = LoggedReply("delivery time expired", status: EnhancedStatusCode(5, 4, 7), standard: 550)
        let age = left.arrived.duration(to: moment.instant).inSeconds
        return left.domains.flatMap { domain in
            [reply.event(to: domain, at: moment), deliveryTime(max(0, age), domain, moment)]
        }
    }

    private func deliveryTime(_ seconds: Double, _ domain: String, _ moment: Moment) -> DeliveryEvent {
        DeliveryEvent(
            .quantity(.init(.deliveryTime, seconds, recipientDomain: domain)), at: moment, observedBy: .log)
    }
}
