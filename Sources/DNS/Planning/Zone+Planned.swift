extension Zone {
    /// The zone as it will be once planned changes are carried out.
    ///
    /// A name whose last set is deleted is gone, a name that gets its first one exists, and so do the names above it: a
    /// wildcard no longer stands in for them (RFC 4592 §2.2.2). A set that is not known yet keeps its name.
    func applying(_ changes: PlannedChanges) -> Zone {
        let own = changes.all.filter { $0.name.isSubdomain(of: apex) }
        guard !own.isEmpty else { return self }
        let replaced = Set(own.map { Question($0.name, $0.type) })
        var sets = Dictionary(grouping: records) { Question($0.name, $0.type) }
        for change in own { sets[Question(change.name, change.type)] = change.records(of: self) }
        // What stays keeps its order; what is planned follows.
        let kept = records.filter { !replaced.contains(Question($0.name, $0.type)) }
        let planned = own.flatMap { sets[Question($0.name, $0.type)] ?? [] }
        let existing = own.filter(\.isPresent).map(\.name)
        return Zone(apex: apex, records: kept + planned, existing: existing, file: file)
    }
}

extension PlannedChange {
    /// The records that a zone will have of the set; none where they are not known, or are another name's.
    fileprivate func records(of zone: Zone) -> [ResourceRecord] {
        switch content {
        case .set(let records): records
        case .deleted, .unknown, .copied: []
        case .edited: edited(zone.records(of: Question(name, type)))
        }
    }
}

extension PlannedChanges {
    /// The same changes, with those of single records of a set in one of the zones as changes of the whole set.
    ///
    /// The zones are where the rest of such a set is; a set that none of them has keeps its edits.
    func completed(by zones: ZoneResolver) -> PlannedChanges {
        PlannedChanges(
            all.map { change in
                guard case .edited = change.content, let zone = zones.zone(of: change.name), zones.owns(change.name)
                else { return change }
                var whole = change
                let records = change.edited(zone.records(of: Question(change.name, change.type)))
                whole.content = records.isEmpty ? .deleted : .set(records)
                return whole
            })
    }
}
