/// One line of a snapshot: a record, or that there is none.
struct SnapshotLine: Hashable {
    /// The name.
    var name: DomainName
    /// The type; nil where the name does not exist.
    var type: RecordType?
    /// The data as it is written; nil where there is none.
    var data: String?

    /// In the place of a type: there is no such name (RFC 8499 §3: NXDOMAIN).
    static let missing = "NXDOMAIN"
    /// In the place of data: the name has none of this type (RFC 8499 §3: NODATA).
    static let withoutData = "NODATA"

    /// The line as it is written, without its end: fully qualified names, no TTL, no class.
    var text: String {
        let owner = name.isRoot ? "." : name.lowercased + "."
        guard let type else { return "\(owner) \(SnapshotLine.missing)" }
        return "\(owner) \(type) \(data ?? SnapshotLine.withoutData)"
    }

    /// What follows the name and the type, for what differs in it.
    var value: String {
        data ?? (type == nil ? SnapshotLine.missing : SnapshotLine.withoutData)
    }
}

extension Snapshot {
    /// The first line of every snapshot, a comment to other readers of master files.
    static let header = "; mailproof dns snapshot"
    /// The version of the format.
    static let version = 1

    /// Every line, in the canonical order of names (RFC 4034 §6.1), then by type, then by data.
    var lines: [SnapshotLine] {
        var lines =
            missing.map { SnapshotLine(name: $0) } + withoutData.map { SnapshotLine(name: $0.name, type: $0.type) }
        for (question, records) in sets {
            lines += records.map {
                SnapshotLine(name: question.name, type: question.type, data: $0.data.masterFileText(question.type))
            }
        }
        return lines.sorted {
            ($0.name, $0.type?.rawValue ?? 0, $0.data ?? "") < ($1.name, $1.type?.rawValue ?? 0, $1.data ?? "")
        }
    }

    /// The file: the same for the same answers, whenever and in whatever order they came.
    public var text: String {
        let head = [
            "\(Snapshot.header) \(Snapshot.version)",
            "; What others published when it was recorded; mailproof dns record writes it anew and shows what drifted.",
        ]
        return (head + lines.map(\.text)).map { "\($0)\n" }.joined()
    }
}

extension RecordData {
    /// The data in master-file form with fully qualified names, which reads back as the same data.
    func masterFileText(_ type: RecordType) -> String {
        let text: String =
            switch self {
            case .cname(let name), .ns(let name), .ptr(let name): name.withDot
            case .mx(let preference, let exchange): "\(preference) \(exchange.withDot)"
            case .soa(let soa):
                "\(soa.primary.withDot) \(soa.responsible.withDot) \(soa.serial) \(soa.refresh) \(soa.retry) "
                    + "\(soa.expire) \(soa.minimum)"
            default: presentation(type)
            }
        // What does not read back, such as odd data of an odd type, is written as octets (RFC 3597 §5).
        return RecordData(type, text: text) == self ? text : RecordData.generic(rdata)
    }
}

extension DomainName {
    fileprivate var withDot: String { isRoot ? "." : "\(self)." }
}
