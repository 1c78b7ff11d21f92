package import DNS

extension DNSFault {
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
        /// Over UDP nothing but the bit that sends the client to TCP, where the answer is whole.
        case truncated
        /// The true answer under another id than the query's, which a client has to take for a forgery.
        case wrongID
        /// The true answer, with one bit of the key in it flipped.
        case flipped
        /// These records instead of those of the zone.
        case records([RecordData])
    }
}

extension DNSFault.Reply {
    /// Every answer that a word stands for.
    private static let words: [DNSFault.Reply] = [
        .nameError, .noData, .serverFailure, .refused, .timeout, .truncated, .wrongID, .flipped,
    ]

    /// The words of a scenario, in the order of the manual.
    package static var allWords: [String] { words.map(\.word) }

    /// The word of a scenario: `nxdomain`, `nodata`, `servfail`, `refused`, `timeout`, `truncated`, `wrong-id`, `flipped`;
    /// `records` for a replacement.
    package var word: String {
        switch self {
        case .nameError: "nxdomain"
        case .noData: "nodata"
        case .serverFailure: "servfail"
        case .refused: "refused"
        case .timeout: "timeout"
        case .truncated: "truncated"
        case .wrongID: "wrong-id"
        case .flipped: "flipped"
        case .records: "records"
        }
    }

    /// Whether the answer has records, if the zones do.
    var hasRecords: Bool {
        switch self {
        case .serverFailure, .refused, .timeout, .truncated: false
        case .nameError, .noData, .wrongID, .flipped, .records: true
        }
    }

    /// The answer that a scenario writes: a word, or the data of a record as people write it, such as `v=DKIM1; p=` for TXT
    /// and `10 mx.example.com` for MX.
    package init(text: String, type: RecordType?) throws(InvalidFault) {
        if let word = Self.words.first(where: { $0.word == text }) {
            self = word
            return
        }
        guard let type else {
            throw InvalidFault(
                .answer, "a record can only stand in for one of its own type",
                remedy: "add type:, or write one of \(Self.allWords.joined(separator: ", "))")
        }
        guard let data = RecordData(type, text: text) else {
            throw InvalidFault(
                .answer,
                "'\(text)' is neither \(Self.allWords.joined(separator: ", ")) nor the data of a \(type) record",
                remedy: "write the data as in a zone file, with full names")
        }
        self = .records([data])
    }
}
