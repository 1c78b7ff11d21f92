extension LayeredResolver {
    /// A resolver of zones and other layers with planned changes laid over all of them, one record set at a time.
    ///
    /// A set that is planned is answered first, wherever the rest of its name is: as it will be, as no data where it is
    /// deleted, and as an error that names its author where it is not known yet. The other sets of the name come from
    /// the layers, which know of the names that come to exist.
    public init(
        planned changes: PlannedChanges, zones: [Zone], over layers: [any ResolverLayer],
        elsewhere: String = LayeredResolver.nowhere
    ) {
        guard !changes.isEmpty else {
            self.init((zones.isEmpty ? [] : [ZoneResolver(zones)]) + layers, elsewhere: elsewhere)
            return
        }
        let changes = changes.completed(by: ZoneResolver(zones))
        var all: [any ResolverLayer] = [PlannedSets(changes)]
        if !zones.isEmpty { all.append(PlannedZones(changes, zones)) }
        all += layers.map { PlannedLayer(changes, over: $0) }
        all.append(PlannedLayer(changes, over: nil))
        self.init(all, elsewhere: elsewhere)
    }
}
