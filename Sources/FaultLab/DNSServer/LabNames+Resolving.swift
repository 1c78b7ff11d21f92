package import DNS

extension LabNames: Resolving {
    /// Answers as the lab's DNS server would, without a network: what a fault does to a packet is what a resolver makes of
    /// it.
    package func resolve(_ question: Question) async throws(ResolverError) -> Answer {
        let zones = self.zones
        var lookup = look(up: question, in: zones, over: .datagram)
        try await Patience.wait(lookup.delay, question)
        if lookup.isTruncated {
            lookup = look(up: question, in: zones, over: .stream)
            try await Patience.wait(lookup.delay, question)
        }
        guard !lookup.hasWrongID else {
            throw Patience.end(question, "the lab's DNS answers under a wrong id: a fault is armed")
        }
        let outcome: Answer.Outcome
        switch lookup.ending {
        case .records(let records): outcome = .records(records.map { $0.claiming(lookup.timeToLive) })
        case .noData: outcome = .noData
        case .nameError: outcome = .nameError
        case .silence: throw Patience.end(question, "the lab's DNS does not answer: a fault is armed")
        case .serverFailure: throw ResolverError(.serverFailure, question, "the lab's DNS says SERVFAIL")
        case .refused: throw ResolverError(.refused, question, "the lab's DNS says REFUSED: a fault is armed")
        case .tooLong: throw ResolverError(.refused, question, "the alias of \(question.name) would be too long a name")
        case .outside, .delegation:
            let name = lookup.aliases.last.map { "\(question.name), an alias by \($0.name)," } ?? "\(question.name)"
            throw ResolverError(.noSource, question, "\(name) is in none of the lab's zones")
        }
        return Answer(
            outcome, aliases: lookup.aliases.map { $0.claiming(lookup.timeToLive) },
            timeToLive: lookup.timeToLive ?? 0)
    }
}
