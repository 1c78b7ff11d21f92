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
        if let answer = try answer(to: question, for: question, aliases: []) { return answer }
        let answer = try await base.resolve(question)
        for (index, alias) in answer.aliases.enumerated() {
            guard case .cname(let target) = alias.data else { continue }
            let followed = Array(answer.aliases[...index])
            if let faulty = try self.answer(to: Question(target, question.type), for: question, aliases: followed) {
                return faulty
            }
        }
        return answer
    }

    private func answer(
        to question: Question, for asked: Question, aliases: [ResourceRecord]
    ) throws(ResolverError) -> Answer? {
        switch faults.reply(to: question) {
        case nil: nil
        case .nameError: Answer(.nameError, aliases: aliases)
        case .noData: Answer(.noData, aliases: aliases)
        case .records(let data): Answer(.records(question.records(data)), aliases: aliases)
        case .serverFailure: throw ResolverError(.serverFailure, asked, "a fault of the lab says SERVFAIL")
        case .refused: throw ResolverError(.refused, asked, "a fault of the lab says REFUSED")
        case .timeout: throw ResolverError(.timeout, asked, "a fault of the lab withholds the answer")
        }
    }
}
