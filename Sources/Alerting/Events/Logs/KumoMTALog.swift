import MailTransport

/// KumoMTA's log, one JSON record a line: each try to deliver as a reply, and what it tells of the queue.
///
/// KumoMTA writes compressed segments into a folder; its `tailer` prints them as the lines that are read here. What an
/// administrator bounces leaves the queue and is nobody's reply. Reports that come back by mail are bounces and complaints,
/// for their mails had their last word before.
package struct KumoMTALog: DeliveryLog {
    /// How compressed data begins: RFC 8878 §3.1.1.
    private static let compressed: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]

    private var queue = LoggedQueue()

    /// Nothing was read yet.
    package init() {}

    /// What a line says; records of other kinds tell of nothing.
    package mutating func read(_ line: [UInt8], at moment: Moment) -> LogReading {
        guard !line.isEmpty else { return .events([]) }
        if line.starts(with: Self.compressed) {
            return .problem("compressed data: follow what KumoMTA's tailer prints")
        }
        guard let record = try? KumoMTARecord(line) else { return .problem("no log record of KumoMTA") }
        return take(record, at: moment)
    }

    /// The queue as it is now.
    package mutating func sample(at moment: Moment) -> [DeliveryEvent] { queue.sample(at: moment) }

    private mutating func take(_ record: KumoMTARecord, at moment: Moment) -> LogReading {
        let standard: Int
        switch record.type {
        case "Reception":
            wait(record, at: moment)
            return .events([])
        case "AdminBounce":
            if let id = record.id { queue.remove(id) }
            return .events([])
        case "Feedback":
            return .events([complaint(record, at: moment)])
        case "TransientFailure": standard = 451
        case "Delivery": standard = 250
        case "Bounce", "Expiration", "OOB": standard = 550
        default: return .events([])
        }
        guard let recipients = record.recipient?.addresses, !recipients.isEmpty else {
            return .problem("a record without a recipient")
        }
        let reply = reply(of: record, standard: standard)
        var events: [DeliveryEvent] = []
        for recipient in recipients.prefix(LoggedQueue.recipientLimit) {
            let domain = Self.domain(of: recipient)
            events.append(
                reply.event(
                    to: domain, stream: record.stream, pool: record.pool ?? "", isBounce: record.type == "OOB",
                    at: moment))
            if record.type == "OOB" { continue }
            guard standard != 451, let age = record.age else { continue }
            events.append(
                DeliveryEvent(
                    .quantity(
                        .init(
                            .deliveryTime, age, recipientDomain: domain, stream: record.stream,
                            pool: record.pool ?? "")), at: moment, observedBy: .log))
        }
        if record.type == "OOB" {
            return .events(events)
        } else if standard == 451 {
            wait(record, at: moment)
        } else if let id = record.id {
            queue.remove(id)
        }
        return .events(events)
    }

    /// A report is no delivery: neither its queue nor its pool are those of the mail that it is about.
    private func complaint(_ record: KumoMTARecord, at moment: Moment) -> DeliveryEvent {
        let recipient = record.feedback?.recipients?.first ?? ""
        return DeliveryEvent(
            .complaint(
                .init(
                    type: record.feedback?.type ?? "",
                    recipientDomain: Self.domain(of: recipient.filter { $0 != ">" }))), at: moment, observedBy: .log)
    }

    private mutating func wait(_ record: KumoMTARecord, at moment: Moment) {
        guard let id = record.id else { return }
        let arrived = moment.instant.advanced(by: .seconds(-(record.age ?? 0)))
        queue.add(id, arrived: arrived)
        for recipient in (record.recipient?.addresses ?? []).prefix(LoggedQueue.recipientLimit) {
            queue.wait(id, for: recipient, in: Self.domain(of: recipient), arrived: arrived)
        }
    }

    private func reply(of record: KumoMTARecord, standard: Int) -> LoggedReply {
        let enhanced = record.response?.enhanced.flatMap {
            EnhancedStatusCode("\($0.class).\($0.subject).\($0.detail)")
        }
        // RFC 3463 §3.5: delivery time expired.
        let expired = record.type == "Expiration" ? EnhancedStatusCode(5, 4, 7) : nil
        let code = record.response.map(\.code).flatMap { (200...599).contains($0) ? $0 : nil }
        return LoggedReply(
            SMTPReply(
                code: code ?? standard, enhanced: enhanced ?? expired, lines: [record.response?.content ?? ""]))
    }

    private static func domain(of recipient: String) -> String {
        guard let at = recipient.utf8.lastIndex(of: UInt8(ascii: "@")) else { return "" }
        return recipient[recipient.utf8.index(after: at)...].lowercased()
    }
}
