import DNS

/// What a query came over.
package enum DNSTransport: Sendable, Hashable {
    /// UDP.
    case datagram
    /// TCP.
    case stream
}

/// What a fault does to the answer to one question.
package struct DNSFaultHit: Sendable, Hashable {
    /// What is answered; nil for what is true.
    package var answer: DNSFault.Reply?
    /// How long it is held back.
    package var delay: Duration?
    /// For how long its records claim to be good.
    package var timeToLive: UInt32?
    /// What the flipped bit follows from.
    package var seed: UInt64

    init(_ fault: DNSFault, seed: UInt64) {
        answer = fault.answer
        delay = fault.delay
        timeToLive = fault.timeToLive
        self.seed = seed
    }
}

extension Question {
    /// The records that a fault gives instead of those of the zone.
    func records(_ data: [RecordData]) -> [ResourceRecord] {
        data.map {
            ResourceRecord(name: name, type: type, timeToLive: DNSFault.replacementTimeToLive, data: $0)
        }
    }
}

extension ResourceRecord {
    /// The record with another TTL; itself where there is none.
    func claiming(_ timeToLive: UInt32?) -> ResourceRecord {
        guard let timeToLive else { return self }
        var record = self
        record.timeToLive = timeToLive
        return record
    }
}
