import DNS

/// The DNS server without its sockets: a query's octets in, a response's out.
///
/// It is an authority for its zones and nothing else: it asks nobody, and refuses names that are not its own.
package struct DNSResponder: Sendable {
    private let names: LabNames

    /// What a query came over.
    package enum Transport: Sendable, Hashable {
        case datagram
        case stream
    }

    /// A responder over these names.
    package init(_ names: LabNames) {
        self.names = names
    }

    /// The response to a query; nil where none is given.
    package func respond(to octets: [UInt8], over transport: Transport) -> [UInt8]? {
        // RFC 1035 §4.1.1: a response is never answered, so that two servers cannot keep each other busy.
        guard let header = MessageHeader(bytes: octets), !header.isResponse else { return nil }
        // RFC 1035 §4.1.1, RCODE 4: other kinds of query, whose form need not be that of a standard one.
        guard header.opcode == 0 else { return header.bareResponse(.notImplemented) }
        guard let query = try? DNSMessage(bytes: octets) else { return header.bareResponse(.formatError) }
        guard let response = response(to: query) else { return nil }
        // RFC 2181 §9: over UDP a message that does not fit is cut, and TC sends the client to TCP.
        let limit =
            transport == .stream ? DNSMessage.largest : min(query.datagramLimit, Int(EDNS.usualPayload))
        return (try? response.encoded(limit: limit)) ?? header.bareResponse(.serverFailure)
    }

    private func response(to query: DNSMessage) -> DNSMessage? {
        // RFC 6891 §6.1.3: a version that is not known is answered by BADVERS and the one that is.
        if let edns = query.edns, edns.version > 0 { return query.response(.badVersion, authoritative: false) }
        // RFC 9619 §4: a standard query has one question.
        guard query.questions.count == 1, let question = query.questions.first else {
            return query.response(.formatError, authoritative: false)
        }
        // RFC 5936 §2.2.1, RFC 1995: zones are not handed out; RFC 1035 §3.2.3: 251 to 254 ask for more than records.
        guard !(251...254).contains(question.type.rawValue) else {
            return query.response(.refused, authoritative: false)
        }
        return response(to: query, names.look(up: question))
    }

    private func response(to query: DNSMessage, _ lookup: LabNames.Lookup) -> DNSMessage? {
        // RFC 1035 §4.1.1, AA: of the name that was asked for, or the first alias.
        var response = query.response(.noError, authoritative: true)
        response.answers = lookup.aliases
        switch lookup.ending {
        case .records(let records):
            response.answers += records
        case .noData(let zone):
            response.authorities = zone.map(Self.proof) ?? []
        case .nameError(let zone):
            // RFC 6604 §3: the code is that of the end of the chain.
            response.code = .nameError
            response.authorities = zone.map(Self.proof) ?? []
        case .delegation(let servers):
            // RFC 1034 §4.3.2 step 3b: a referral is not an answer with authority.
            if lookup.aliases.isEmpty { response.flags.remove(.authoritative) }
            response.authorities = servers
        case .outside:
            // The client follows an alias that leads elsewhere by itself.
            if lookup.aliases.isEmpty { return query.response(.refused, authoritative: false) }
        case .serverFailure: return query.response(.serverFailure, authoritative: false)
        case .refused: return query.response(.refused, authoritative: false)
        // RFC 6672 §2.2: YXDOMAIN.
        case .tooLong: response.code = ResponseCode(rawValue: 6)
        case .silence: return nil
        }
        return response
    }

    /// RFC 2308 §3: the start of authority of the zone, to be kept no longer than its negative answers.
    private static func proof(of zone: Zone) -> [ResourceRecord] {
        guard var start = zone.start else { return [] }
        start.timeToLive = zone.negativeTimeToLive
        return [start]
    }
}
