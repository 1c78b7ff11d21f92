import DNS

/// The message that is made of what was found.
enum DNSResponse {
    /// The response to a query; nil where no answer is given.
    static func message(to query: DNSMessage, _ lookup: LabLookup) -> DNSMessage? {
        guard var response = truth(query, lookup) else { return nil }
        if lookup.isTruncated {
            response.flags.insert(.truncated)
            response.answers = []
            response.authorities = []
            response.additionals = []
        }
        // Every bit differs, so that no client takes it for its own.
        if lookup.hasWrongID { response.id = ~response.id }
        if lookup.timeToLive != nil {
            response.answers = response.answers.map { $0.claiming(lookup.timeToLive) }
            response.authorities = response.authorities.map { $0.claiming(lookup.timeToLive) }
        }
        return response
    }

    private static func truth(_ query: DNSMessage, _ lookup: LabLookup) -> DNSMessage? {
        // RFC 1035 §4.1.1, AA: of the name that was asked for, or the first alias.
        var response = query.response(.noError, authoritative: true)
        response.answers = lookup.aliases
        response.authorities = lookup.proofs
        switch lookup.ending {
        case .records(let records):
            response.answers += records
        case .noData(let zone):
            response.authorities += zone.map(proof) ?? []
        case .nameError(let zone):
            // RFC 6604 §3: the code is that of the end of the chain.
            response.code = .nameError
            response.authorities += zone.map(proof) ?? []
        case .delegation(let servers, by: let zone):
            // RFC 1034 §4.3.2 step 3b: a referral is not an answer with authority.
            if lookup.aliases.isEmpty { response.flags.remove(.authoritative) }
            response.authorities = servers + lookup.proofs
            response.additionals = zone.glue(of: servers)
        case .outside:
            // The client follows an alias that leads elsewhere by itself.
            if lookup.aliases.isEmpty { return query.response(.refused, authoritative: false) }
        case .serverFailure: return query.response(.serverFailure, authoritative: false)
        case .refused: return query.response(.refused, authoritative: false)
        // RFC 6672 §2.2: YXDOMAIN.
        case .tooLong: response.code = ResponseCode(rawValue: 6)
        case .silence: return nil
        }
        response.answers += lookup.companions
        return response
    }

    /// RFC 2308 §3: the start of authority of the zone, to be kept no longer than its negative answers.
    private static func proof(of zone: Zone) -> [ResourceRecord] {
        zone.start.map { [$0.claiming(zone.negativeTimeToLive)] } ?? []
    }
}
