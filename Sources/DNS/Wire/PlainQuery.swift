/// A query of the plainest form, read without making a message of it: one question, and an OPT record at most.
///
/// Nearly all queries have this form; a server that knows its answers has nothing else to read.
package struct PlainQuery: Sendable {
    /// What is asked.
    package let question: Question
    /// What the OPT record says; nil without EDNS.
    package let edns: EDNS?
    /// RD and CD, which a response gives back.
    package let flags: DNSMessage.Flags
    /// Where the question ends; it begins behind the header.
    let questionEnd: Int

    /// The query in these octets; nil where they are anything else, which may still be a query.
    package init?(_ octets: [UInt8]) {
        // RFC 1035 §4.1.1: a standard query, with one question and nothing that an answer has.
        guard octets.count > MessageHeader.size, octets[2] & 0xFE == 0, octets[4] == 0, octets[5] == 1,
            octets[6..<11].allSatisfy({ $0 == 0 }), octets[11] <= 1
        else { return nil }
        var index = MessageHeader.size
        while octets[index] != 0 {
            // RFC 1035 §4.1.4: a greater length is a pointer, which nobody needs in a question.
            guard Int(octets[index]) <= DomainName.longestLabel else { return nil }
            index += Int(octets[index]) + 1
            guard index < octets.count, index - MessageHeader.size < DomainName.longestWire else { return nil }
        }
        let end = index + 5
        guard end <= octets.count, octets[end - 2] == 0, octets[end - 1] == 1 else { return nil }
        let name = DomainName(validWire: Array(octets[MessageHeader.size...index]))
        question = Question(name, RecordType(rawValue: UInt16(octets[index + 1]) << 8 | UInt16(octets[index + 2])))
        questionEnd = end
        var flags: DNSMessage.Flags = []
        if octets[2] & 1 != 0 { flags.insert(.recursionDesired) }
        if octets[3] & 0x10 != 0 { flags.insert(.checkingDisabled) }
        self.flags = flags
        guard octets[11] == 1 else {
            edns = nil
            return
        }
        // RFC 6891 §6.1.2: the root's name, 41, the payload size, the extended code, the version, flags, options.
        guard octets.count >= end + 11, octets[end..<(end + 3)] == [0, 0, UInt8(RecordType.OPT.rawValue)],
            octets[end + 6] == 0
        else { return nil }
        let length = Int(octets[end + 9]) << 8 | Int(octets[end + 10])
        guard octets.count >= end + 11 + length else { return nil }
        edns = EDNS(
            payloadSize: UInt16(octets[end + 3]) << 8 | UInt16(octets[end + 4]), dnssecOK: octets[end + 7] & 0x80 != 0)
    }

    /// How many octets a response may have over UDP.
    package var datagramLimit: Int {
        edns.map { Int(max(EDNS.smallestPayload, $0.payloadSize)) } ?? DNSMessage.largestPlainDatagram
    }
}

/// A response that was written once, to be given to every query of the same question.
///
/// The names in it point at the question, which has the same length whatever its letters: all but the id, RD, CD and the
/// question is the same for all.
package struct EncodedResponse: Sendable {
    /// The header without the id, then everything behind the question.
    private let octets: [UInt8]

    /// What a response says, which was made for this query.
    package init?(_ response: [UInt8], to query: PlainQuery) {
        guard response.count >= query.questionEnd else { return nil }
        var octets = Array(response[2..<MessageHeader.size]) + response[query.questionEnd...]
        octets[0] &= ~1
        octets[1] &= ~0x10
        self.octets = octets
    }

    /// How many octets it holds.
    package var count: Int { octets.count }

    /// How many octets the response to a query has.
    package func length(for query: PlainQuery) -> Int { octets.count + 2 + query.questionEnd - MessageHeader.size }

    /// The response to a query, whose octets these are.
    package func response(to query: PlainQuery, _ asked: [UInt8]) -> [UInt8] {
        var response: [UInt8] = []
        response.reserveCapacity(length(for: query))
        response += asked[0..<2]
        response += octets[0..<(MessageHeader.size - 2)]
        if query.flags.contains(.recursionDesired) { response[2] |= 1 }
        if query.flags.contains(.checkingDisabled) { response[3] |= 0x10 }
        response += asked[MessageHeader.size..<query.questionEnd]
        response += octets[(MessageHeader.size - 2)...]
        return response
    }
}
