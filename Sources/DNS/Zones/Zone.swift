/// The records of one zone, ready to be asked.
///
/// Every question is answered by looking names up in a dictionary: nothing is parsed or searched for.
public struct Zone: Sendable {
    /// The zone's name.
    public let apex: DomainName
    /// The file that it was read from, for messages; nil where it was made of records.
    public let file: String?
    private let nodes: [DomainName: Node]
    /// The records of hashed names, which are none of the zone's (RFC 5155 §7.2.8), by the owner.
    private let hashed: [DomainName: [ResourceRecord]]
    /// How it proves what is not there; nil where it is not signed.
    let denial: Denial?
    /// Whether names must be walked down to, because delegations or DNAME records lie in between.
    private let hasCuts: Bool

    /// What a name of the zone owns; nothing, where only names below it do.
    private struct Node {
        var sets: [RecordType: [ResourceRecord]] = [:]
    }

    /// A zone of these records; those outside it are left out.
    public init(apex: DomainName, records: some Sequence<ResourceRecord>, file: String? = nil) {
        self.init(apex: apex, records: records, existing: [], file: file)
    }

    /// A zone of these records, in which further names exist without data.
    init(apex: DomainName, records: some Sequence<ResourceRecord>, existing: [DomainName], file: String?) {
        self.apex = apex
        self.file = file
        var nodes: [DomainName: Node] = [apex: Node()]
        var hashed: [DomainName: [ResourceRecord]] = [:]
        var hasCuts = false
        func addAncestors(of name: DomainName) {
            // RFC 4592 §2.2.2: the names between a record and the apex exist, without data.
            var ancestor = name.parent
            while let name = ancestor, name != apex, nodes[name] == nil, name.labelCount > apex.labelCount {
                nodes[name] = Node()
                ancestor = name.parent
            }
        }
        for record in records where record.name.isSubdomain(of: apex) {
            guard !record.isHashed else {
                hashed[record.name, default: []].append(record)
                continue
            }
            nodes[record.name, default: Node()].sets[record.type, default: []].append(record)
            hasCuts = hasCuts || record.type == .DNAME || record.type == .NS && record.name != apex
            addAncestors(of: record.name)
        }
        for name in existing where nodes[name] == nil && name.isSubdomain(of: apex) {
            nodes[name] = Node()
            addAncestors(of: name)
        }
        self.nodes = nodes
        self.hashed = hashed
        self.hasCuts = hasCuts
        if let parameters = nodes[apex]?.sets[.NSEC3PARAM]?.first,
            let chain = NSEC3Chain(parameters: parameters.data.rdata, owners: hashed.keys)
        {
            denial = .hashes(chain)
        } else {
            denial = NSECChain(nodes.lazy.filter { $0.value.sets[.NSEC] != nil }.map(\.key)).map(Denial.names)
        }
    }

    /// Every record, in no particular order.
    public var records: [ResourceRecord] {
        nodes.values.flatMap { $0.sets.values.joined() } + hashed.values.joined()
    }

    /// The records of exactly one set; empty where there is none.
    func records(of question: Question) -> [ResourceRecord] {
        nodes[question.name]?.sets[question.type] ?? []
    }

    /// Whether a name is in the zone, be it without records.
    func exists(_ name: DomainName) -> Bool { nodes[name] != nil }

    /// The signatures over the records of one type of exactly one name.
    func signatures(over type: RecordType, of name: DomainName) -> [ResourceRecord] {
        nodes[name]?.sets[.RRSIG]?.filter { $0.coveredType == type } ?? []
    }

    /// What an owner of the chain of denials says, with its signature.
    func denialRecords(of owner: DomainName) -> [ResourceRecord] {
        hashed[owner] ?? records(of: Question(owner, .NSEC)) + signatures(over: .NSEC, of: owner)
    }

    /// The addresses that the zone has of name servers in it, which a referral to them has to bring (RFC 1034 §4.2.1).
    package func glue(of servers: [ResourceRecord]) -> [ResourceRecord] {
        servers.flatMap { server -> [ResourceRecord] in
            guard case .ns(let name) = server.data else { return [] }
            return records(of: Question(name, .A)) + records(of: Question(name, .AAAA))
        }
    }

    /// The start of authority, where the zone has one.
    public var start: ResourceRecord? {
        nodes[apex]?.sets[.SOA]?.first
    }

    /// RFC 2308 §5: for how long "there is none" may be kept.
    public var negativeTimeToLive: UInt32 {
        guard let start, case .soa(let soa) = start.data else { return 0 }
        return min(start.timeToLive, soa.minimum)
    }

    /// What the zone says to a question, without following aliases.
    public enum Lookup: Sendable, Hashable {
        /// Records of the wanted type.
        case records([ResourceRecord])
        /// The name is an alias: the CNAME record, made from a DNAME record where need be, and where it leads to.
        case alias(ResourceRecord, target: DomainName)
        /// The name exists without such records.
        case noData
        /// The name does not exist.
        case nameError
        /// The name lies at or below a name that was given to other servers, those of these NS records.
        case delegation([ResourceRecord])
        /// The name is not in the zone at all.
        case outside
        /// The name of an alias would be longer than a name can be (RFC 6672 §2.2).
        case tooLong
    }

    /// Answers as an authority for the zone does (RFC 1034 §4.3.2 step 3).
    public func lookup(_ question: Question) -> Lookup {
        let name = question.name
        if !hasCuts, let node = nodes[name] { return answer(node, question.type) }
        guard let below = name.labels(below: apex)?.count else { return .outside }
        // From the apex down: what is met first decides.
        var encloser = apex
        for depth in 0...below {
            let current = name.suffix(apex.labelCount + depth)
            guard let node = nodes[current] else { return synthesised(question, below: encloser) }
            if depth > 0, let servers = node.sets[.NS], !(depth == below && question.type == .DS) {
                return .delegation(servers)
            }
            if depth < below, let redirection = node.sets[.DNAME]?.first {
                return redirected(name, by: redirection)
            }
            encloser = current
        }
        return nodes[name].map { answer($0, question.type) } ?? .nameError
    }

    /// The DNAME record of an ancestor, by which a name is an alias; nil where there is none.
    package func redirection(of name: DomainName) -> ResourceRecord? {
        guard hasCuts, let below = name.labels(below: apex)?.count else { return nil }
        for depth in 0..<below {
            guard let node = nodes[name.suffix(apex.labelCount + depth)] else { return nil }
            if let redirection = node.sets[.DNAME]?.first { return redirection }
        }
        return nil
    }

    /// The wildcard that a name is made from; nil where the name exists, and where no wildcard stands in for it.
    func wildcard(for name: DomainName) -> DomainName? {
        guard let below = name.labels(below: apex)?.count else { return nil }
        var encloser = apex
        for depth in 0...below {
            let current = name.suffix(apex.labelCount + depth)
            guard let node = nodes[current] else {
                return encloser.prepending("*").flatMap { nodes[$0] == nil ? nil : $0 }
            }
            if depth < below, node.sets[.DNAME] != nil { return nil }
            encloser = current
        }
        return nil
    }

    /// RFC 4592 §3.3.1: a name that does not exist may be made from the wildcard below its closest encloser.
    private func synthesised(_ question: Question, below encloser: DomainName) -> Lookup {
        guard let wildcard = encloser.prepending("*"), let node = nodes[wildcard] else { return .nameError }
        // RFC 4592 §4.2: what a wildcard NS means is not defined; the name is given to those servers.
        func owned(_ record: ResourceRecord) -> ResourceRecord {
            var record = record
            record.name = question.name
            return record
        }
        switch answer(node, question.type) {
        case .records(let records): return .records(records.map(owned))
        case .alias(let record, let target): return .alias(owned(record), target: target)
        case let other: return other
        }
    }

    private func answer(_ node: Node, _ type: RecordType) -> Lookup {
        if type == .ANY {
            let all = node.sets.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap(\.value)
            return all.isEmpty ? .noData : .records(all)
        }
        if let records = node.sets[type] { return .records(records) }
        // RFC 1034 §4.3.2 step 3a: an alias, unless the alias itself is asked for.
        if let alias = node.sets[.CNAME]?.first, case .cname(let target) = alias.data {
            return .alias(alias, target: target)
        }
        return .noData
    }

    /// RFC 6672 §2.2: the owner's labels are replaced by the target's.
    private func redirected(_ name: DomainName, by record: ResourceRecord) -> Lookup {
        guard case .other(let rdata) = record.data else { return .noData }
        var reader = OctetReader(rdata)
        guard let target = reader.name(), let front = name.labels(below: record.name) else { return .noData }
        guard let full = DomainName(labels: front + target.labels) else { return .tooLong }
        let alias = ResourceRecord(
            name: name, type: .CNAME, timeToLive: record.timeToLive, data: .cname(full), origin: record.origin)
        return .alias(alias, target: full)
    }
}
