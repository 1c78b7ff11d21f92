package import DNS

/// A rule by which the lab answers a DNS question otherwise than its zones do.
package struct DNSFault: Sendable, Hashable {
    /// The name that is asked for.
    package var name: DomainName
    /// The type that is asked for; nil for every type.
    package var type: RecordType?
    /// What is answered; nil for what the zones say.
    package var answer: Reply?
    /// How long the answer is held back.
    package var delay: Duration?
    /// For how many seconds the records of the answer claim to be good; nil for what is true.
    package var timeToLive: UInt32?
    /// Which of the matching questions it strikes.
    package var cadence: FaultCadence

    /// A fault.
    package init(
        _ name: DomainName, _ type: RecordType?, answer: Reply? = nil, delay: Duration? = nil,
        timeToLive: UInt32? = nil, cadence: FaultCadence = FaultCadence()
    ) {
        self.name = name
        self.type = type
        self.answer = answer
        self.delay = delay
        self.timeToLive = timeToLive
        self.cadence = cadence
    }

    /// For how many seconds a replacement may be kept: not at all, so that disarming is seen at once.
    package static let replacementTimeToLive: UInt32 = 0
    /// How long an answer can be held back.
    ///
    /// Our choice: every resolver has given up long before.
    package static let longestDelay: Duration = .seconds(3600)
    /// RFC 2181 §8: the longest that a TTL can claim.
    package static let longestTimeToLive: UInt32 = MasterFile.longestTimeToLive

    /// Whether it is for this question.
    ///
    /// A truncated answer is one over UDP; over TCP the client gets what it was sent there for.
    func matches(_ question: Question, over transport: DNSTransport) -> Bool {
        name == question.name && (type == nil || type == question.type)
            && !(answer == .truncated && transport == .stream)
    }
}

extension DNSFault {
    /// Says why it could not do what it is meant to.
    package func check() throws(InvalidFault) {
        try cadence.check(at: nil)
        if answer == nil, delay == nil, timeToLive == nil {
            throw InvalidFault(
                .answer, "nothing would be answered otherwise", remedy: "add answer:, delay: or ttl:")
        }
        if answer == .flipped, type.flatMap(FlippedBit.offset(in:)) == nil {
            throw InvalidFault(
                .answer, "a bit is flipped in keys, and \(type?.description ?? "ANY") holds none",
                remedy: "write type: TXT, DNSKEY, DS or TLSA")
        }
        if let delay {
            if delay <= .zero { throw .notPositive(.delay) }
            if delay > Self.longestDelay {
                throw InvalidFault(.delay, "an answer is held back for an hour at most", remedy: "write delay: 1h")
            }
            if answer == .timeout {
                throw InvalidFault(.delay, "there is no answer to hold back", remedy: "remove delay: or answer:")
            }
        }
        guard let timeToLive else { return }
        if timeToLive > Self.longestTimeToLive {
            throw InvalidFault(
                .ttl, "a TTL is at most \(Self.longestTimeToLive) seconds (RFC 2181 §8)", remedy: "write a shorter time"
            )
        }
        if let answer, !answer.hasRecords {
            throw InvalidFault(
                .ttl, "an answer of \(answer.word) has no record that could claim it", remedy: "remove ttl:")
        }
    }
}

extension DNSFault: CustomStringConvertible {
    /// `dns s1._domainkey.example.com TXT: nxdomain`, `dns example.com MX: the true answer, after 2.0 seconds`.
    package var description: String {
        var words = answer?.word ?? "the true answer"
        if let delay { words += ", after \(delay)" }
        if let timeToLive { words += ", ttl \(timeToLive)s" }
        return "dns \(name) \(type?.description ?? "ANY"): \(words)"
    }
}
