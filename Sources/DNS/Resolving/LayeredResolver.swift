/// Asks the first of several layers that owns a question, and follows aliases through all of them.
///
/// A question that no layer owns is not asked for anywhere: that is an error, so that a check which was meant to be closed
/// never leaks out.
public struct LayeredResolver: Resolving {
    /// How many aliases are followed; BIND stops after 16 too.
    ///
    /// RFC 1034 §3.6.2 asks for a limit and names none.
    public static let longestChain = 16

    /// What is said of a name that no layer owns.
    public static let nowhere = "is in none of the sources"

    private let layers: [any ResolverLayer]
    private let elsewhere: String

    /// A resolver of these layers, the first that owns a question answers.
    ///
    /// - Parameter elsewhere: what is said of a name that none of them owns, to be read after the name.
    public init(_ layers: [any ResolverLayer], elsewhere: String = LayeredResolver.nowhere) {
        self.layers = layers
        self.elsewhere = elsewhere
    }

    /// Whether any layer owns a question.
    package func owns(_ question: Question) -> Bool {
        layers.contains { $0.owns(question) }
    }

    /// Asks layer after layer, along the aliases, until there is an answer.
    public func resolve(_ question: Question) async throws(ResolverError) -> Answer {
        try await resolve(question, goingOnFrom: nil)
    }

    /// The same, where the first layer that owns the name has said its first word already.
    func resolve(_ question: Question, goingOnFrom first: ResolverStep?) async throws(ResolverError) -> Answer {
        var first = first
        var aliases: [ResourceRecord] = []
        var name = question.name
        while true {
            let current = Question(name, question.type)
            guard let layer = layers.firstIndex(where: { $0.owns(current) }) else {
                throw ResolverError(.noSource, question, "\(origin(of: name, aliases)) \(elsewhere)")
            }
            let step: ResolverStep
            do {
                if let known = first { step = known } else { step = try await layers[layer].step(current) }
                first = nil
            } catch {
                guard !aliases.isEmpty else { throw error }
                throw ResolverError(error.code, question, "\(origin(of: name, aliases)): \(error.context)")
            }
            switch step {
            case .answer(var answer):
                // Of one layer, what it says is the answer.
                if aliases.isEmpty, layers.count == 1 { return answer }
                guard let crossing = crossing(answer.aliases, current.type, from: layer) else {
                    answer.timeToLive = (aliases.map(\.timeToLive) + [answer.timeToLive]).min() ?? 0
                    answer.aliases = aliases + answer.aliases
                    return answer
                }
                aliases += answer.aliases[...crossing.index]
                name = crossing.name
            case .alias(let followed, let next):
                if let crossing = crossing(followed, current.type, from: layer) {
                    aliases += followed[...crossing.index]
                    name = crossing.name
                } else {
                    aliases += followed
                    name = next
                }
            }
            try checkLoop(aliases, to: name, question)
        }
    }

    /// Where an alias that a layer followed by itself leads to a name about which a layer before it is asked.
    private func crossing(
        _ aliases: [ResourceRecord], _ type: RecordType, from layer: Int
    ) -> (index: Int, name: DomainName)? {
        for (index, alias) in aliases.enumerated() {
            guard case .cname(let target) = alias.data else { continue }
            if layers[..<layer].contains(where: { $0.owns(Question(target, type)) }) { return (index, target) }
        }
        return nil
    }

    private func checkLoop(
        _ aliases: [ResourceRecord], to name: DomainName, _ question: Question
    ) throws(ResolverError) {
        if aliases.contains(where: { $0.name == name }) {
            throw ResolverError(.aliasLoop, question, "its aliases come back to \(name)")
        }
        if aliases.count > LayeredResolver.longestChain {
            throw ResolverError(
                .aliasLoop, question, "more than \(LayeredResolver.longestChain) aliases, the last to \(name)")
        }
    }

    private func origin(of name: DomainName, _ aliases: [ResourceRecord]) -> String {
        aliases.last.map { "\(name), to which \($0.name) is an alias," } ?? "\(name)"
    }
}
