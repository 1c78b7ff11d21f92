/// One question as the octets of a query (RFC 1035 §4.1), and how its answer is told from anything else.
///
/// The id is left at zero: the socket that sends it chooses one that none of its other queries has.
struct Query: Sendable, Equatable {
    private let octets: [UInt8]
    /// Where the question section ends.
    private let questionEnd: Int

    /// A query with the RD bit, and with an OPT record where a payload size is given.
    init(_ question: Question, payloadSize: UInt16?) {
        let name = question.name.wire
        var octets: [UInt8] = []
        octets.reserveCapacity(MessageHeader.size + name.count + 4 + (payloadSize == nil ? 0 : 11))
        octets += [0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, payloadSize == nil ? 0 : 1]
        octets += name
        let type = question.type.rawValue
        octets += [UInt8(truncatingIfNeeded: type >> 8), UInt8(truncatingIfNeeded: type), 0, 1]
        questionEnd = octets.count
        if let payloadSize {
            // RFC 6891 §6.1.2: the root's name, the type, the payload size for a class, flags for a TTL, no data.
            let size = max(EDNS.smallestPayload, payloadSize)
            octets += [0, 0, UInt8(truncatingIfNeeded: RecordType.OPT.rawValue)]
            octets += [UInt8(truncatingIfNeeded: size >> 8), UInt8(truncatingIfNeeded: size), 0, 0, 0, 0, 0, 0]
        }
        self.octets = octets
    }

    /// The octets with an id.
    func octets(id: UInt16) -> [UInt8] {
        var result = octets
        result[0] = UInt8(truncatingIfNeeded: id >> 8)
        result[1] = UInt8(truncatingIfNeeded: id)
        return result
    }

    /// Whether octets with the right id are an answer to this query.
    ///
    /// RFC 5452 §9.1: what does not match the question is dropped as if it had never come. The rest of the message is
    /// for the asker to read, who has to tell an answer that cannot be read from none.
    func isAnswered(by bytes: [UInt8]) -> Bool {
        guard let header = MessageHeader(bytes: bytes), header.isResponse, header.opcode == 0 else { return false }
        let count = UInt16(bytes[4]) << 8 | UInt16(bytes[5])
        // A server that could not read the query may not repeat the question.
        if count == 0 { return header.code == .formatError || header.code == .notImplemented }
        guard count == 1, bytes.count >= questionEnd else { return false }
        // RFC 4343 §3: a server may repeat the name in another case.
        let nameEnd = questionEnd - 4
        for index in MessageHeader.size..<nameEnd where bytes[index] != octets[index] {
            guard bytes[index].lowercasedASCII == octets[index].lowercasedASCII else { return false }
        }
        return bytes[nameEnd..<questionEnd] == octets[nameEnd..<questionEnd]
    }
}
