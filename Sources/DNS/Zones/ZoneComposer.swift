import Findings

/// Makes a zone of the records of a file, and judges what can be judged only of the whole.
struct ZoneComposer {
    private let apex: DomainName
    private var findings = ZoneFindings()
    private var records: [ResourceRecord] = []
    private var first: [Question: ParsedRecord] = [:]
    private var seen: Set<ResourceRecord> = []

    private init(apex: DomainName) {
        self.apex = apex
    }

    /// The zone of the records, and what is wrong with them together.
    ///
    /// The zone is that of the SOA record; without one it begins at `start`, or at the first record's owner.
    static func compose(
        _ parsed: [ParsedRecord], start: DomainName?, file: String
    ) -> (zone: Zone?, findings: ZoneFindings) {
        let soa = parsed.first { $0.record.type == .SOA }
        guard let apex = soa?.record.name ?? start ?? parsed.first?.record.name else { return (nil, ZoneFindings()) }
        var composer = ZoneComposer(apex: apex)
        for record in parsed { composer.add(record, soa: soa) }
        composer.judgeAliases(parsed)
        return (Zone(apex: apex, records: composer.records, file: file), composer.findings)
    }

    private mutating func report(
        _ rule: ZoneProblem.Rule, _ message: @autoclosure () -> String, label: @autoclosure () -> String? = nil,
        at place: Place, remedy: @autoclosure () -> String? = nil, notes: @autoclosure () -> [Finding.Note] = []
    ) {
        findings.add(rule.severity) {
            Finding(
                RuleID(rawValue: rule.rawValue), rule.severity, message(), label: label(), at: place.excerpt,
                remedy: remedy(), notes: notes())
        }
    }

    private mutating func add(_ parsed: ParsedRecord, soa: ParsedRecord?) {
        let (record, apex) = (parsed.record, apex)
        guard record.name.isSubdomain(of: apex) else {
            report(
                .outOfZone, "\(record.name) lies outside the zone \(apex)", at: parsed.ownerPlace,
                remedy: "move the record to the zone file of \(record.name), or correct its name")
            return
        }
        if record.type == .SOA, let soa, soa.ownerPlace.span != parsed.ownerPlace.span {
            report(
                .secondStart, "a second SOA record", at: parsed.ownerPlace,
                remedy: "keep one SOA record in a zone file",
                notes: [Finding.Note("the zone begins here", at: soa.ownerPlace.excerpt)])
            return
        }
        var timeless = record
        timeless.timeToLive = 0
        let key = Question(record.name, record.type)
        if let earlier = first[key] {
            // RFC 2181 §5: a set holds no record twice. Most sets have one, which needs no looking for.
            var timelessFirst = earlier.record
            timelessFirst.timeToLive = 0
            seen.insert(timelessFirst)
            guard seen.insert(timeless).inserted else {
                report(
                    .duplicate, "the same \(record.type) record again", at: parsed.ownerPlace,
                    remedy: "remove one of them")
                return
            }
            // RFC 2181 §5.2: the TTLs of the records of a set are the same.
            if earlier.record.timeToLive != record.timeToLive, record.type != .RRSIG {
                report(
                    .mixedTimeToLive, "the \(record.type) records of \(record.name) have different TTLs",
                    label: "\(record.timeToLive) s, and \(earlier.record.timeToLive) s before", at: parsed.ownerPlace,
                    remedy: "give all of them the same TTL",
                    notes: [Finding.Note("the first of them", at: earlier.ownerPlace.excerpt)])
            }
        } else {
            first[key] = parsed
        }
        records.append(record)
    }

    /// RFC 1034 §3.6.2, RFC 2181 §10.1: a name with a CNAME record has no other data; RFC 4035 §2.5: but for DNSSEC's.
    private mutating func judgeAliases(_ parsed: [ParsedRecord]) {
        var judged: Set<DomainName> = []
        for other in parsed where first[Question(other.record.name, .CNAME)] != nil {
            guard let alias = first[Question(other.record.name, .CNAME)],
                ![.RRSIG, .NSEC, RecordType(rawValue: 25)].contains(other.record.type),
                other.record.data != alias.record.data, judged.insert(other.record.name).inserted
            else { continue }
            let isAlias = other.record.type == .CNAME
            report(
                .aliasBesideOthers,
                isAlias
                    ? "\(other.record.name) has two CNAME records"
                    : "\(other.record.name) has a CNAME record beside its \(other.record.type) record",
                at: other.ownerPlace,
                remedy: isAlias ? "keep one of them" : "remove the CNAME record, or everything else at this name",
                notes: [Finding.Note("the CNAME record", at: alias.ownerPlace.excerpt)])
        }
    }
}
