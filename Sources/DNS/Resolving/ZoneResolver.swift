/// Answers from zones as their own servers would.
///
/// A name belongs to the zone with the longest name that it lies in. Below a delegation the zone does not own a name:
/// other servers answer there, and so does another source.
public struct ZoneResolver: ResolverLayer, Resolving {
    private let zones: [DomainName: Zone]

    /// A resolver of these zones; of two with the same name the last one counts.
    public init(_ zones: some Sequence<Zone>) {
        self.zones = Dictionary(zones.map { ($0.apex, $0) }) { _, last in last }
    }

    /// The zone that a name lies in, the one with the longest name; nil where there is none.
    public func zone(of name: DomainName) -> Zone? {
        var current: DomainName? = name
        while let candidate = current {
            if let zone = zones[candidate] { return zone }
            current = candidate.parent
        }
        return nil
    }

    /// The zone that answers a question: the one that its name lies in; about the delegation of one of the zones to
    /// itself, the one above (RFC 4035 §3.1.4.1).
    package func zone(answering question: Question) -> Zone? {
        guard question.type == .DS, zones[question.name] != nil, let parent = question.name.parent else {
            return zone(of: question.name)
        }
        return zone(of: parent) ?? zones[question.name]
    }

    /// Whether the name lies in one of the zones, and not below a delegation.
    public func owns(_ name: DomainName) -> Bool {
        guard let zone = zone(of: name) else { return false }
        if case .delegation = zone.lookup(Question(name, .A)) { return false }
        return true
    }

    /// Looks one question up.
    public func step(_ question: Question) throws(ResolverError) -> ResolverStep {
        guard let zone = zone(answering: question) else {
            throw ResolverError(.noSource, question, "\(question.name) is in none of the zones")
        }
        let source = zone.file ?? "the zone \(zone.apex)"
        switch zone.lookup(question) {
        case .records(let records):
            return .answer(
                Answer(.records(records), timeToLive: records.map(\.timeToLive).min() ?? 0, source: source))
        case .alias(let record, let target):
            return .alias([record], next: target)
        case .noData:
            return .answer(Answer(.noData, timeToLive: zone.negativeTimeToLive, source: source))
        case .nameError:
            return .answer(Answer(.nameError, timeToLive: zone.negativeTimeToLive, source: source))
        case .delegation(let servers):
            throw ResolverError(
                .noSource, question, "\(zone.apex) gives it to the servers of \(servers.first?.name ?? zone.apex)")
        case .outside:
            throw ResolverError(.noSource, question, "\(question.name) is in none of the zones")
        case .tooLong:
            // RFC 6672 §2.2: YXDOMAIN.
            throw ResolverError(.refused, question, "the alias of \(question.name) would be too long a name")
        }
    }

    /// Looks a question up and follows aliases through the zones; one that leads out of them is an error.
    public func resolve(_ question: Question) async throws(ResolverError) -> Answer {
        try await LayeredResolver([self]).resolve(question)
    }
}
