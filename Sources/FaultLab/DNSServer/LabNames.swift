package import DNS

/// What the lab says to questions: its zones, and before them its faults.
///
/// The DNS server and the receivers of the lab ask the same one, and nothing is cached, so that a fault is seen at once
/// and is gone at once.
package struct LabNames: Sendable {
    private let zones: ZoneResolver
    private let faults: FaultBoard

    /// The names of these zones, with these faults.
    package init(zones: [Zone], faults: FaultBoard) {
        self.zones = ZoneResolver(zones)
        self.faults = faults
    }

    /// What was found along a chain of aliases.
    struct Lookup: Sendable {
        /// The CNAME records that were followed, in order.
        var aliases: [ResourceRecord] = []
        /// What stands at the end of them.
        var ending: Ending
    }

    /// The ends of a lookup.
    enum Ending: Sendable {
        case records([ResourceRecord])
        /// The name exists without such records; the zone is the one whose start of authority proves it.
        case noData(Zone?)
        case nameError(Zone?)
        /// The zone gives the name to other servers.
        case delegation([ResourceRecord])
        /// No zone has the name.
        case outside
        case serverFailure
        case refused
        /// No answer is given at all.
        case silence
        /// RFC 6672 §2.2: the name of an alias would be too long.
        case tooLong
    }

    /// Looks a question up, along its aliases as far as the zones reach.
    func look(up question: Question) -> Lookup {
        var lookup = Lookup(ending: .outside)
        var name = question.name
        // RFC 1034 §3.6.2: a chain of aliases is followed so far, and no further.
        while lookup.aliases.count <= LayeredResolver.longestChain {
            let current = Question(name, question.type)
            let zone = zones.zone(of: name)
            if let reply = faults.reply(to: current) {
                lookup.ending = ending(reply, current, zone)
                return lookup
            }
            switch zone?.lookup(current) ?? .outside {
            case .records(let records): lookup.ending = .records(records)
            case .noData: lookup.ending = .noData(zone)
            case .nameError: lookup.ending = .nameError(zone)
            case .delegation(let servers): lookup.ending = .delegation(servers)
            case .outside: lookup.ending = .outside
            case .tooLong: lookup.ending = .tooLong
            case .alias(let record, let target):
                lookup.aliases.append(record)
                name = target
                continue
            }
            return lookup
        }
        lookup.ending = .serverFailure
        return lookup
    }

    private func ending(_ reply: DNSFault.Reply, _ question: Question, _ zone: Zone?) -> Ending {
        switch reply {
        case .nameError: .nameError(zone)
        case .noData: .noData(zone)
        case .serverFailure: .serverFailure
        case .refused: .refused
        case .timeout: .silence
        case .records(let data): .records(question.records(data))
        }
    }
}

extension Question {
    /// The records that a fault gives instead of those of the zone.
    func records(_ data: [RecordData]) -> [ResourceRecord] {
        data.map {
            ResourceRecord(name: name, type: type, timeToLive: DNSFault.replacementTimeToLive, data: $0)
        }
    }
}

extension LabNames: Resolving {
    /// Answers as the lab's DNS server would, without a network.
    package func resolve(_ question: Question) async throws(ResolverError) -> Answer {
        let lookup = look(up: question)
        let outcome: Answer.Outcome
        switch lookup.ending {
        case .records(let records): outcome = .records(records)
        case .noData: outcome = .noData
        case .nameError: outcome = .nameError
        case .silence: throw ResolverError(.timeout, question, "the lab's DNS does not answer: a fault is armed")
        case .serverFailure: throw ResolverError(.serverFailure, question, "the lab's DNS says SERVFAIL")
        case .refused: throw ResolverError(.refused, question, "the lab's DNS says REFUSED: a fault is armed")
        case .tooLong: throw ResolverError(.refused, question, "the alias of \(question.name) would be too long a name")
        case .outside, .delegation:
            let name = lookup.aliases.last.map { "\(question.name), an alias by \($0.name)," } ?? "\(question.name)"
            throw ResolverError(.noSource, question, "\(name) is in none of the lab's zones")
        }
        return Answer(outcome, aliases: lookup.aliases)
    }
}
