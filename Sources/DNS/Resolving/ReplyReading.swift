/// What a response says about a question.
enum ReplyReading: Equatable {
    /// As far as the server came.
    case step(ResolverStep)
    /// The server did not answer; why, and what kind of failure that is.
    case failure(ResolverError.Code, String)

    /// Reads a response whose id and question have been matched.
    init(_ message: DNSMessage, _ question: Question) {
        switch message.code {
        case .noError, .nameError: break
        case .serverFailure:
            self = .failure(.serverFailure, "answered SERVFAIL")
            return
        default:
            self = .failure(.refused, "answered \(message.code)")
            return
        }
        let (aliases, name) = ReplyReading.chain(message.answers, question)
        guard aliases.isEmpty || Set(aliases.map(\.name) + [name]).count == aliases.count + 1 else {
            self = .failure(.aliasLoop, "answered with aliases that loop")
            return
        }
        let security: Answer.Security = .indeterminate
        func isWanted(_ record: ResourceRecord) -> Bool {
            record.name == name && (record.type == question.type || question.type == .ANY)
        }
        // Mostly all of them are wanted.
        let records =
            message.answers.allSatisfy(isWanted) ? message.answers : message.answers.filter(isWanted)
        let limit = aliases.map(\.timeToLive).min() ?? .max
        if !records.isEmpty {
            let timeToLive = min(limit, records.map(\.timeToLive).min() ?? 0)
            self = .step(
                .answer(Answer(.records(records), aliases: aliases, security: security, timeToLive: timeToLive)))
            return
        }
        let start = ReplyReading.start(message.authorities, of: name)
        // RFC 2308 §5: kept for the SOA record's TTL or its minimum, whichever is less; without one, not at all.
        let negative = min(limit, start ?? 0)
        if message.code == .nameError {
            // RFC 6604 §3: the code is about the last name of the chain.
            self = .step(.answer(Answer(.nameError, aliases: aliases, security: security, timeToLive: negative)))
        } else if start == nil, !aliases.isEmpty {
            // The server knows the alias alone; what it leads to has still to be asked.
            self = .step(.alias(aliases, next: name))
        } else if start == nil, message.authorities.contains(where: { $0.type == .NS }) {
            // RFC 2308 §2.2: NS records without an SOA record are a referral, which is no answer.
            let servers = message.authorities.first { $0.type == .NS }?.name ?? name
            self = .failure(.refused, "referred to the servers of \(servers) instead of answering")
        } else {
            self = .step(.answer(Answer(.noData, aliases: aliases, security: security, timeToLive: negative)))
        }
    }

    /// The aliases from the question's name on, as far as the answer section has them, and where they end.
    private static func chain(_ answers: [ResourceRecord], _ question: Question) -> ([ResourceRecord], DomainName) {
        var aliases: [ResourceRecord] = []
        var name = question.name
        guard question.type != .CNAME, question.type != .ANY else { return ([], name) }
        while aliases.count <= LayeredResolver.longestChain,
            let alias = answers.first(where: { $0.type == .CNAME && $0.name == name }),
            case .cname(let target) = alias.data
        {
            aliases.append(alias)
            name = target
        }
        return (aliases, name)
    }

    /// For how long the SOA record of the zone that `name` is in allows "there is none" to be kept.
    private static func start(_ authorities: [ResourceRecord], of name: DomainName) -> UInt32? {
        for record in authorities where name.isSubdomain(of: record.name) {
            if case .soa(let soa) = record.data { return min(record.timeToLive, soa.minimum) }
        }
        return nil
    }
}
