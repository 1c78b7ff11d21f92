package import DNS

/// Another resolver, with the lab's faults before it: what the receivers of a lab without zones of its own ask.
package struct FaultyResolver: Resolving {
    private let base: any Resolving
    private let faults: FaultBoard

    /// A resolver whose answers the faults of the lab replace.
    package init(_ base: any Resolving, faults: FaultBoard) {
        self.base = base
        self.faults = faults
    }

    /// Answers as a fault says, for the name or for one that its aliases lead to; else as the other resolver does.
    package func resolve(_ question: Question) async throws(ResolverError) -> Answer {
        let struck = try await strike(question, for: question, aliases: [])
        if let answer = struck.instead { return answer }
        var answer = try await base.resolve(question)
        answer.change(by: struck, asFor: question.name)
        for (index, alias) in answer.aliases.enumerated() {
            guard case .cname(let target) = alias.data else { continue }
            let followed = Array(answer.aliases[...index])
            let struck = try await strike(Question(target, question.type), for: question, aliases: followed)
            if let answer = struck.instead { return answer }
            answer.change(by: struck, asFor: target)
        }
        return answer
    }

    /// What faults make of an answer that is otherwise true.
    struct Struck {
        /// What they say in its place.
        var instead: Answer?
        var timeToLive: UInt32?
        /// What the flipped bit follows from; nil where none is flipped.
        var flips: UInt64?
    }

    private func strike(
        _ question: Question, for asked: Question, aliases: [ResourceRecord]
    ) async throws(ResolverError) -> Struck {
        guard var hit = faults.hit(for: question, over: .datagram) else { return Struck() }
        try await Patience.wait(hit.delay, asked)
        if hit.answer == .truncated {
            // Over TCP, where the client is sent, another fault may be for it.
            guard let further = faults.hit(for: question, over: .stream) else { return Struck() }
            hit = further
            try await Patience.wait(hit.delay, asked)
        }
        var struck = Struck(timeToLive: hit.timeToLive)
        switch hit.answer {
        case nil, .truncated: break
        case .flipped: struck.flips = hit.seed
        case .nameError: struck.instead = Answer(.nameError, aliases: aliases)
        case .noData: struck.instead = Answer(.noData, aliases: aliases)
        case .records(let data):
            let records = question.records(data).map { $0.claiming(hit.timeToLive) }
            struck.instead = Answer(.records(records), aliases: aliases, timeToLive: hit.timeToLive ?? 0)
        case .serverFailure: throw ResolverError(.serverFailure, asked, "a fault of the lab says SERVFAIL")
        case .refused: throw ResolverError(.refused, asked, "a fault of the lab says REFUSED")
        case .timeout: throw Patience.end(asked, "a fault of the lab withholds the answer")
        case .wrongID: throw Patience.end(asked, "a fault of the lab answers under a wrong id")
        }
        return struck
    }
}

extension Answer {
    /// Changes what faults let pass, where its records are those of the name that was struck.
    fileprivate mutating func change(by struck: FaultyResolver.Struck, asFor name: DomainName) {
        if let claimed = struck.timeToLive {
            timeToLive = claimed
            aliases = aliases.map { $0.claiming(claimed) }
            if case .records(let records) = outcome { outcome = .records(records.map { $0.claiming(claimed) }) }
        }
        guard let seed = struck.flips, case .records(let records) = outcome else { return }
        outcome = .records(records.map { $0.name == name ? FlippedBit.of($0, seed: seed) : $0 })
    }
}
