package import DNS
package import Findings
package import MailAuth

extension Finding {
    /// A finding about a record, told at the value of the scenario that led to it.
    ///
    /// The notes say where in which record it is (the zone-file line, or the octet of a record from the network), by way
    /// of which terms, which section asks for it, and what to publish instead.
    package init(_ found: RecordFinding, at place: Place) {
        var notes: [Note] = []
        if !found.path.isEmpty { notes.append(.init("by way of " + found.path.joined(separator: " → "))) }
        if let resource = found.resource { notes.append(.init(ofRecord: resource, at: found.range)) }
        notes.append(.init(found.section))
        if let replacement = found.replacement { notes.append(.init("publish \(replacement)")) }
        self.init(
            found.rule, found.severity, found.message, at: place.excerpt, remedy: found.remedy, notes: notes)
    }
}

extension Finding.Note {
    /// Octets of a TXT record: their place in its zone file, or their offset where the record came from the network.
    package init(ofRecord resource: ResourceRecord, at range: Range<Int>) {
        let text = resource.data.joinedText ?? []
        let octets = text[range.clamped(to: text.indices)]
        let isLong = octets.count > Self.longestExcerpt
        let words = octets.isEmpty ? "" : "'\(octets.prefix(Self.longestExcerpt).printable)\(isLong ? "…" : "")' "
        guard let origin = resource.origin else {
            self.init("\(words)at octet \(range.lowerBound) of the TXT record of \(resource.name)")
            return
        }
        self.init("\(words)at octet \(range.lowerBound) of the record", at: origin.place(ofText: range).excerpt)
    }

    /// Who said so; see `Answer.source`.
    package init(accordingTo source: String) {
        self.init("according to \(source)")
    }

    /// More of a record does not fit a line; its place says the rest.
    private static let longestExcerpt = 60
}
