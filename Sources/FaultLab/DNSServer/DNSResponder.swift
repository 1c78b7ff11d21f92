import DNS

/// The DNS server without its sockets: a query's octets in, a response's out.
///
/// It is an authority for its zones and nothing else: it asks nobody, and refuses names that are not its own.
package struct DNSResponder: Sendable {
    /// The names that it answers for.
    package let names: LabNames
    let tally = DNSServerTally()

    /// A responder over these names.
    package init(_ names: LabNames) {
        self.names = names
    }

    /// What it has seen and said so far.
    package var counts: DNSServerCounts { tally.counts }

    /// A response, and when it goes out.
    package struct Response: Sendable, Hashable {
        /// What goes out.
        package var octets: [UInt8]
        /// How long it is held back; nil where it is not.
        package var delay: Duration?

        init(_ octets: [UInt8], after delay: Duration? = nil) {
            self.octets = octets
            self.delay = delay
        }
    }

    /// The response to a query; nil where none is given.
    package func respond(to octets: [UInt8], over transport: DNSTransport) -> Response? {
        let zones = names.zones
        guard let query = PlainQuery(octets) else { return respondAtLength(to: octets, nil, zones, transport) }
        let limit = Self.limit(query.datagramLimit, transport)
        guard let known = names.known(query, in: zones, over: transport), known.length(for: query) <= limit else {
            return respondAtLength(to: octets, query, zones, transport)
        }
        tally.count {
            $0.queries += 1
            $0.responses += 1
        }
        return Response(known.response(to: query, octets))
    }

    /// RFC 2181 §9: over UDP a message that does not fit is cut, and TC sends the client to TCP.
    private static func limit(_ datagram: Int, _ transport: DNSTransport) -> Int {
        transport == .stream ? DNSMessage.largest : min(datagram, Int(EDNS.usualPayload))
    }

    private func respondAtLength(
        to octets: [UInt8], _ plain: PlainQuery?, _ zones: ZoneSet, _ transport: DNSTransport
    ) -> Response? {
        // RFC 1035 §4.1.1: a response is never answered, so that two servers cannot keep each other busy.
        guard let header = MessageHeader(bytes: octets), !header.isResponse else {
            tally.count { $0.unreadable += 1 }
            return nil
        }
        // RFC 1035 §4.1.1, RCODE 4: other kinds of query, whose form need not be that of a standard one.
        guard header.opcode == 0 else {
            tally.count {
                $0.refused += 1
                $0.responses += 1
            }
            return Response(header.bareResponse(.notImplemented))
        }
        guard let query = try? DNSMessage(bytes: octets) else {
            tally.count {
                $0.unreadable += 1
                $0.responses += 1
            }
            return Response(header.bareResponse(.formatError))
        }
        guard let outcome = outcome(of: query, zones, transport) else {
            tally.count { $0.queries += 1 }
            return nil
        }
        tally.count {
            $0.queries += 1
            $0.responses += 1
            if outcome.message.code == .refused, outcome.lookup?.isStruck != true { $0.refused += 1 }
        }
        let limit = Self.limit(query.datagramLimit, transport)
        guard let response = try? outcome.message.encoded(limit: limit) else {
            return Response(header.bareResponse(.serverFailure))
        }
        guard let lookup = outcome.lookup, !lookup.isStruck else {
            return Response(response, after: outcome.lookup?.delay)
        }
        if let plain, MessageHeader(bytes: response)?.isTruncated == false,
            let encoded = EncodedResponse(response, to: plain)
        {
            zones.encoded.keep(encoded, to: plain, asked: lookup.asked)
        }
        return Response(response)
    }

    /// What a query comes to; nil where no answer is given.
    ///
    /// The lookup is missing where nothing was looked up.
    private func outcome(
        of query: DNSMessage, _ zones: ZoneSet, _ transport: DNSTransport
    ) -> (message: DNSMessage, lookup: LabLookup?)? {
        // RFC 6891 §6.1.3: a version that is not known is answered by BADVERS and the one that is.
        if let edns = query.edns, edns.version > 0 { return (query.response(.badVersion, authoritative: false), nil) }
        // RFC 9619 §4: a standard query has one question.
        guard query.questions.count == 1, let question = query.questions.first else {
            return (query.response(.formatError, authoritative: false), nil)
        }
        // RFC 5936 §2.2.1, RFC 1995: zones are not handed out; RFC 1035 §3.2.3: 251 to 254 ask for more than records.
        guard !(251...254).contains(question.type.rawValue) else {
            return (query.response(.refused, authoritative: false), nil)
        }
        let lookup = names.look(
            up: question, in: zones, over: transport, dnssec: query.edns?.dnssecOK == true)
        return DNSResponse.message(to: query, lookup).map { ($0, lookup) }
    }
}
