import DNS

/// What the lab found for a question, and what its faults make of that.
struct LabLookup: Sendable {
    /// The CNAME records that were followed, in order.
    var aliases: [ResourceRecord] = []
    /// What stands at the end of them.
    var ending: Ending = .outside
    /// Further records of the answer section: the DNAME records that aliases were made from, and signatures.
    var companions: [ResourceRecord] = []
    /// Further records of the authority section: signatures, and proofs of what is not there.
    var proofs: [ResourceRecord] = []
    /// The questions that were asked along the way.
    var asked: [Question] = []
    /// Whether a fault struck.
    var isStruck = false
    /// How long the answer is held back; nil where it is not.
    var delay: Duration?
    /// For how long its records claim to be good; nil for what is true.
    var timeToLive: UInt32?
    /// Whether it goes out under another id than the query's.
    var hasWrongID = false
    /// Whether nothing goes out but the bit that sends the client to TCP.
    var isTruncated = false

    /// The ends of a lookup.
    enum Ending: Sendable {
        case records([ResourceRecord])
        /// The name exists without such records; the zone is the one whose start of authority proves it.
        case noData(Zone?)
        case nameError(Zone?)
        /// The zone gives the name to other servers.
        case delegation([ResourceRecord], by: Zone)
        /// No zone has the name.
        case outside
        case serverFailure
        case refused
        /// No answer is given at all.
        case silence
        /// RFC 6672 §2.2: the name of an alias would be too long.
        case tooLong
    }

    /// Takes in what a fault does beside, or instead of, what it answers.
    mutating func strike(_ hit: DNSFaultHit) {
        isStruck = true
        if let further = hit.delay { delay = (delay ?? .zero) + further }
        timeToLive = hit.timeToLive ?? timeToLive
        hasWrongID = hasWrongID || hit.answer == .wrongID
        isTruncated = isTruncated || hit.answer == .truncated
    }

    /// What a zone says to a question, without its aliases.
    static func ending(_ found: Zone.Lookup, in zone: Zone?) -> Ending {
        switch found {
        case .records(let records): .records(records)
        case .noData: .noData(zone)
        case .nameError: .nameError(zone)
        case .delegation(let servers): zone.map { Ending.delegation(servers, by: $0) } ?? .outside
        case .outside, .alias: .outside
        case .tooLong: .tooLong
        }
    }

    /// What a fault answers in place of the zones; nil where it lets them speak.
    static func ending(_ answer: DNSFault.Reply?, _ question: Question, in zone: Zone?) -> Ending? {
        switch answer {
        case .nameError: .nameError(zone)
        case .noData: .noData(zone)
        case .serverFailure: .serverFailure
        case .refused: .refused
        case .timeout: .silence
        case .records(let data): .records(question.records(data))
        case .truncated, .wrongID, .flipped, nil: nil
        }
    }
}
