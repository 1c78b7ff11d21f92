extension DNSMessage {
    /// Reads a message; any octets are safe to give.
    public init(bytes: [UInt8]) throws(MalformedMessage) {
        guard bytes.count <= DNSMessage.largest else { throw MalformedMessage("it is longer than a message can be") }
        var reader = MessageReader(bytes)
        self = try reader.message()
    }

    /// The octets with names compressed.
    ///
    /// A message of more than `limit` octets is cut: its records are left out, which the TC bit tells (RFC 2181 §9); the
    /// questions and the OPT record stay (RFC 6891 §7).
    ///
    /// - Throws: where a record's data does not have the form of its type.
    public func encoded(limit: Int = DNSMessage.largest) throws(MalformedMessage) -> [UInt8] {
        let records = answers.count + authorities.count + additionals.count
        // No record is shorter than 11 octets, and no count is more than 65535: what cannot fit is not tried.
        if records * 11 <= limit {
            let packet: WirePacket
            do {
                packet = try WirePacket.building(self)
            } catch {
                throw MalformedMessage(error.description)
            }
            if let octets = try? packet.encoded(), octets.count <= min(limit, DNSMessage.largest) { return octets }
        }
        guard records > 0 else { throw MalformedMessage("it does not fit \(limit) octets even without records") }
        var cut = self
        cut.flags.insert(.truncated)
        cut.answers = []
        cut.authorities = []
        cut.additionals = []
        return try cut.encoded(limit: DNSMessage.largest)
    }
}

/// The first 12 octets of a message, readable where the rest is not: of a response that was cut, of a broken query.
public struct MessageHeader: Sendable, Hashable {
    /// RFC 1035 §4.1.1: the header has 12 octets.
    public static let size = 12

    /// What matches a response to its query.
    public var id: UInt16
    /// Whether it is a response.
    public var isResponse: Bool
    /// Whether it was cut to fit.
    public var isTruncated: Bool
    /// 0 is a standard query.
    public var opcode: UInt8
    /// The lower four bits of the code.
    public var code: ResponseCode
    private let recursionDesired: Bool

    /// The header of a message; nil where there are fewer than 12 octets.
    public init?(bytes: [UInt8]) {
        guard bytes.count >= MessageHeader.size else { return nil }
        id = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
        isResponse = bytes[2] & 0x80 != 0
        opcode = bytes[2] >> 3 & 15
        isTruncated = bytes[2] & 2 != 0
        recursionDesired = bytes[2] & 1 != 0
        code = ResponseCode(rawValue: UInt16(bytes[3] & 15))
    }

    /// A response of a header alone, for a query that could not be read; RFC 1035 §4.1.1 has FORMERR for it.
    public func bareResponse(_ code: ResponseCode) -> [UInt8] {
        id.octets + [0x80 | opcode << 3 | (recursionDesired ? 1 : 0), UInt8(code.rawValue & 15)]
            + [UInt8](repeating: 0, count: 8)
    }
}
