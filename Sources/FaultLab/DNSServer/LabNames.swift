package import DNS

/// What the lab says to questions: its zones, and before them its faults.
///
/// The DNS server and the receivers of the lab ask the same one, and nothing is cached, so that a fault is seen at once
/// and is gone at once.
package struct LabNames: Sendable {
    private let served: ServedZones
    private let faults: FaultBoard

    /// The names of these zones, with these faults.
    package init(zones: [Zone], faults: FaultBoard) {
        served = ServedZones(zones)
        self.faults = faults
    }

    /// Serves these zones from the next question on, in place of those before.
    package func replace(zones: [Zone]) {
        served.replace(zones)
    }

    /// The zones that are served now.
    var zones: ZoneSet { served.current }

    /// Looks a question up, along its aliases as far as the zones reach.
    ///
    /// - Parameter dnssec: whether signatures and proofs are wanted (RFC 3225).
    func look(
        up question: Question, in zones: ZoneSet, over transport: DNSTransport, dnssec: Bool = false
    ) -> LabLookup {
        var lookup = LabLookup()
        var name = question.name
        // RFC 1034 §3.6.2: a chain of aliases is followed so far, and no further.
        while lookup.aliases.count <= LayeredResolver.longestChain {
            let current = Question(name, question.type)
            let zone = zones.resolver.zone(answering: current)
            lookup.asked.append(current)
            let hit = faults.hit(for: current, over: transport)
            if let hit {
                lookup.strike(hit)
                if let ending = LabLookup.ending(hit.answer, current, in: zone) {
                    lookup.ending = ending
                    return lookup
                }
            }
            let found = zone?.lookup(current) ?? .outside
            if let zone, dnssec {
                let proof = zone.proof(of: current, found)
                lookup.companions += proof.answers
                lookup.proofs += proof.authorities
            }
            guard case .alias(let record, let target) = found else {
                lookup.ending = LabLookup.ending(found, in: zone)
                if case .records(let records) = lookup.ending, let hit, hit.answer == .flipped {
                    lookup.ending = .records(records.map { FlippedBit.of($0, seed: hit.seed) })
                }
                return lookup
            }
            // RFC 6672 §3.1: the DNAME record goes along with the alias that is made from it.
            if let redirection = zone?.redirection(of: name) { lookup.companions.append(redirection) }
            lookup.aliases.append(record)
            name = target
        }
        lookup.ending = .serverFailure
        return lookup
    }

    /// The response that was written to the same question before, if no fault could change it.
    func known(_ query: PlainQuery, in zones: ZoneSet, over transport: DNSTransport) -> EncodedResponse? {
        guard let known = zones.encoded[query], !faults.mayStrike(known.asked, over: transport) else { return nil }
        return known.response
    }
}
