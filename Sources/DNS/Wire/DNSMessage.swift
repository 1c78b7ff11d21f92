/// A DNS message (RFC 1035 §4), query or response, with EDNS (RFC 6891); the class is always IN.
///
/// One codec serves the resolver and servers: `init(bytes:)` reads any octets safely, `encoded(limit:)` writes them.
public struct DNSMessage: Sendable, Hashable {
    /// RFC 1035 §4.2.2: the length of a message stands in two octets over TCP.
    public static let largest = 65_535
    /// RFC 1035 §2.3.4: what fits a datagram without EDNS.
    public static let largestPlainDatagram = 512

    /// What matches a response to its query.
    public var id: UInt16
    /// The bits of the header.
    public var flags: Flags
    /// 0 is a standard query.
    public var opcode: UInt8 = 0
    /// How the server answered.
    public var code: ResponseCode = .noError
    /// What is asked; one question in practice.
    public var questions: [Question]
    /// The answer section.
    public var answers: [ResourceRecord] = []
    /// The authority section.
    public var authorities: [ResourceRecord] = []
    /// The additional section, without the OPT record.
    public var additionals: [ResourceRecord] = []
    /// What the OPT record says; nil without EDNS.
    public var edns: EDNS?

    /// A message with empty sections.
    public init(id: UInt16, flags: Flags = [], questions: [Question] = [], edns: EDNS? = nil) {
        self.id = id
        self.flags = flags
        self.questions = questions
        self.edns = edns
    }

    /// A response to this query with nothing in it yet: same id, opcode and questions, EDNS where the query has it.
    ///
    /// RFC 3225 §3: with the DO bit of the query.
    public func response(_ code: ResponseCode = .noError, authoritative: Bool = true) -> DNSMessage {
        var reply = DNSMessage(
            id: id, flags: flags.intersection([.recursionDesired, .checkingDisabled]).union(.response),
            questions: questions, edns: edns.map { EDNS(dnssecOK: $0.dnssecOK) })
        if authoritative { reply.flags.insert(.authoritative) }
        reply.opcode = opcode
        reply.code = code
        return reply
    }

    /// How many octets a response to this query may have over UDP.
    public var datagramLimit: Int {
        edns.map { Int(max(EDNS.smallestPayload, $0.payloadSize)) } ?? DNSMessage.largestPlainDatagram
    }

    /// The bits of the header (RFC 1035 §4.1.1, RFC 4035 §3.1.6).
    public struct Flags: OptionSet, Sendable, Hashable {
        /// The bits, as this type numbers them.
        public var rawValue: UInt8

        /// Flags of bits.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// QR: it is a response.
        public static let response = Flags(rawValue: 1)
        /// AA: the server is an authority for the name.
        public static let authoritative = Flags(rawValue: 2)
        /// TC: it was cut to fit.
        public static let truncated = Flags(rawValue: 4)
        /// RD: the server should ask others.
        public static let recursionDesired = Flags(rawValue: 8)
        /// RA: the server can ask others.
        public static let recursionAvailable = Flags(rawValue: 16)
        /// AD: the server validated it.
        public static let authenticData = Flags(rawValue: 32)
        /// CD: the server need not validate it.
        public static let checkingDisabled = Flags(rawValue: 64)
    }
}

/// What the OPT record of a message says (RFC 6891 §6.1).
public struct EDNS: Sendable, Hashable {
    /// RFC 6891 §6.2.3: values lower than 512 are taken as 512.
    public static let smallestPayload: UInt16 = 512
    /// What passes every network without fragments; the DNS flag day of 2020.
    public static let usualPayload: UInt16 = 1232

    /// How many octets of UDP payload the sender can take.
    public var payloadSize: UInt16
    /// DO: the sender wants DNSSEC records (RFC 3225).
    public var dnssecOK: Bool
    /// 0.
    public var version: UInt8

    /// What an OPT record says.
    public init(payloadSize: UInt16 = EDNS.usualPayload, dnssecOK: Bool = false, version: UInt8 = 0) {
        self.payloadSize = payloadSize
        self.dnssecOK = dnssecOK
        self.version = version
    }
}

/// Why octets are no DNS message, or a message cannot be written.
public struct MalformedMessage: Error, Sendable, Hashable, CustomStringConvertible {
    /// The reason in a few words.
    public var description: String

    init(_ description: String) {
        self.description = description
    }
}
