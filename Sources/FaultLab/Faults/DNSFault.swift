package import DNS

/// A rule by which the lab answers a DNS question otherwise than its zones do.
package struct DNSFault: Sendable, Hashable {
    /// The name that is asked for.
    package var name: DomainName
    /// The type that is asked for; nil for every type.
    package var type: RecordType?
    /// What is answered.
    package var answer: Reply
    /// Which of the matching questions it strikes.
    package var cadence: FaultCadence

    /// What a fault answers.
    package enum Reply: Sendable, Hashable {
        /// The name does not exist.
        case nameError
        /// The name exists, without records of that type.
        case noData
        /// The server failed.
        case serverFailure
        /// The server does not want to answer.
        case refused
        /// No answer at all.
        case timeout
        /// These records instead of those of the zone.
        case records([RecordData])
    }

    /// A fault.
    package init(_ name: DomainName, _ type: RecordType?, answer: Reply, cadence: FaultCadence = FaultCadence()) {
        self.name = name
        self.type = type
        self.answer = answer
        self.cadence = cadence
    }

    /// For how many seconds a replacement may be kept: not at all, so that disarming is seen at once.
    package static let replacementTimeToLive: UInt32 = 0

    /// Whether it is for this question.
    func matches(_ question: Question) -> Bool {
        name == question.name && (type == nil || type == question.type)
    }
}

extension DNSFault: CustomStringConvertible {
    /// `dns s1._domainkey.example.com TXT: nxdomain`.
    package var description: String {
        "dns \(name) \(type?.description ?? "ANY"): \(answer.word)"
    }
}

extension DNSFault.Reply {
    /// The word of a scenario: `nxdomain`, `nodata`, `servfail`, `refused`, `timeout`; `records` for a replacement.
    package var word: String {
        switch self {
        case .nameError: "nxdomain"
        case .noData: "nodata"
        case .serverFailure: "servfail"
        case .refused: "refused"
        case .timeout: "timeout"
        case .records: "records"
        }
    }
}

extension DNSFault.Reply {
    /// The answer that a scenario writes: `nxdomain`, `nodata`, `servfail`, `refused`, `timeout`, or the data of a record
    /// as people write it, such as `v=DKIM1; p=` for TXT and `10 mx.example.com` for MX.
    package init(text: String, type: RecordType?) throws(InvalidFault) {
        let words: [DNSFault.Reply] = [.nameError, .noData, .serverFailure, .refused, .timeout]
        if let word = words.first(where: { $0.word == text }) {
            self = word
            return
        }
        guard let type else {
            throw InvalidFault(
                .answer, "a record can only stand in for one of its own type",
                remedy: "add type:, or write one of \(words.map(\.word).joined(separator: ", "))")
        }
        guard let data = RecordData(type, text: text) else {
            throw InvalidFault(
                .answer,
                "'\(text)' is neither \(words.map(\.word).joined(separator: ", ")) nor the data of a \(type) record",
                remedy: "write the data as in a zone file, with full names")
        }
        self = .records([data])
    }
}
