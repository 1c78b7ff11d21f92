/// Zones as they will be once planned changes are carried out.
///
/// Their names are known, so that existence and wildcards are those of the zones to come; see `Zone.applying(_:)`.
struct PlannedZones: ResolverLayer {
    private let changes: PlannedChanges
    private let zones: ZoneResolver

    init(_ changes: PlannedChanges, _ zones: [Zone]) {
        self.changes = changes
        self.zones = ZoneResolver(zones.map { $0.applying(changes) })
    }

    func owns(_ name: DomainName) -> Bool {
        zones.owns(name)
    }

    func step(_ question: Question) throws(ResolverError) -> ResolverStep {
        // A name that a wildcard stands in for has what is planned for the wildcard.
        guard let wildcard = zones.zone(of: question.name)?.wildcard(for: question.name),
            let change = changes.deciding(Question(wildcard, question.type))
        else { return try zones.step(question) }
        return try change.step(question)
    }
}
