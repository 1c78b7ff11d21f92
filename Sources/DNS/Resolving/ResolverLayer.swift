/// One source of answers among several: a set of zones, a snapshot, the servers of a network.
public protocol ResolverLayer: Sendable {
    /// Whether it answers for this name, be it that there is none.
    func owns(_ name: DomainName) -> Bool

    /// Whether it answers this question; where that differs between the types of a name, unlike the first.
    func owns(_ question: Question) -> Bool

    /// Answers one question that it owns, as far as its own names reach.
    func step(_ question: Question) async throws(ResolverError) -> ResolverStep
}

extension ResolverLayer {
    /// Whether it owns the name.
    public func owns(_ question: Question) -> Bool { owns(question.name) }
}

/// How far a layer came with a question.
public enum ResolverStep: Sendable, Hashable {
    /// The answer, with the aliases that the layer followed itself.
    case answer(Answer)
    /// The aliases that led on, never empty, and the name that has still to be asked about.
    case alias([ResourceRecord], next: DomainName)
}

/// A resolver in the place of the last layer: it owns every name.
public struct OpenLayer: ResolverLayer {
    private let resolver: any Resolving

    /// A layer of a resolver.
    public init(_ resolver: any Resolving) {
        self.resolver = resolver
    }

    /// The resolver answers for every name.
    public func owns(_ name: DomainName) -> Bool { true }

    /// Asks the resolver.
    public func step(_ question: Question) async throws(ResolverError) -> ResolverStep {
        .answer(try await resolver.resolve(question))
    }
}
