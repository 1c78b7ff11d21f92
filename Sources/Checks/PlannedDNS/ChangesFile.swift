import DNS
import Findings
import Scenarios

/// A file of planned changes that knows no provider: `changes: [{ name:, type:, set: … }]`.
struct ChangesFile: ScenarioMapping {
    fileprivate var entries: [Located<ChangeEntry>]

    init?(_ fields: inout Fields) {
        let entries = fields.required(
            "changes", [Located<ChangeEntry>].self, "The record sets that change, each as it will be.")
        guard let entries else { return nil }
        self.entries = entries
        var seen: [Question: Located<ChangeEntry>] = [:]
        for entry in entries {
            let key = Question(entry.value.name.value, entry.value.type.value)
            if let first = seen[key] {
                fields.report(
                    Finding(
                        "dns/planned-twice", .error, "\(key) is planned twice", label: "planned before",
                        at: entry.value.name.excerpt, remedy: "keep one entry for each name and type",
                        notes: [.init("the first time", at: first.value.name.excerpt)]))
            } else {
                seen[key] = entry
            }
        }
        reportAliases(entries.map(\.value), in: fields)
    }

    /// RFC 1034 §3.6.2: a name with a CNAME record has no other data.
    private func reportAliases(_ entries: [ChangeEntry], in fields: Fields) {
        let aliases = entries.filter { $0.type.value == .CNAME && $0.isPresent }
        for entry in entries where entry.type.value != .CNAME && entry.isPresent {
            guard aliases.contains(where: { $0.name.value == entry.name.value }) else { continue }
            fields.report(
                "dns/planned-beside-alias",
                "\(entry.name.value) gets a CNAME record beside its \(entry.type.value) record",
                label: "not beside a CNAME record", at: entry.type.place,
                remedy: "remove the CNAME record, or everything else at this name")
        }
    }
}

extension Loading {
    /// The changes of a neutral file; what is wrong with it was reported.
    func plannedChanges(inFile path: FilePath) -> PlannedChanges {
        guard let file = decode(ChangesFile.self, fromFile: path) else { return PlannedChanges() }
        return PlannedChanges(file.entries.map { $0.value.change(at: $0.place) })
    }
}

/// One record set as it will be.
private struct ChangeEntry: ScenarioMapping {
    var name: Located<DomainName>
    var type: Located<RecordType>
    private var content: Content

    private enum Content {
        case set([Located<RecordData>], timeToLive: UInt32)
        case deleted
        case unknown(String)
    }

    /// RFC 2181 §8: a TTL is a 31-bit number of seconds.
    private static let timesToLive = 0...0x7FFF_FFFF
    private static let usualTimeToLive = 300

    init?(_ fields: inout Fields) {
        let name = fields.required("name", Located<DomainName>.self, "The whole name of the records.")
        let type = fields.required("type", Located<RecordType>.self, "Their type, such as TXT.")
        let set = fields.optional(
            "set", OneOrMany<Located<String>>.self,
            "The data of the record, or a list for several. TXT: the text. MX: `10 mx.example.com`.")
        let timeToLive = fields.optional("ttl", Located<Int>.self, "Their TTL in seconds; 300 by default.")
        let delete = fields.optional("delete", Located<Bool>.self, "true: the records go away.")
        let unknown = fields.optional(
            "unknown", String.self, "Why nobody knows yet what they will be, such as `set by the mail vendor`.")
        guard let place = fields.place, let name, let type else { return nil }
        let given = ["set", "delete", "unknown"].filter { fields.keyPlace($0) != nil }
        guard given.count == 1 else {
            fields.report(
                "dns/one-change", "a change says one of set, delete and unknown",
                label: given.isEmpty ? "says none of them" : "says \(given.joined(separator: " and "))",
                at: given.last.flatMap { fields.keyPlace($0) } ?? place,
                remedy: given.isEmpty ? "add set: DATA, delete: true, or unknown: WHY" : "keep one of them")
            return nil
        }
        if type.value.isMeta {
            fields.report(
                "scenario/bad-value", "\(type.value) is a type of questions, and no record has it",
                label: "no type of records", at: type.place, remedy: "write a type such as TXT")
            return nil
        }
        if let timeToLive, !Self.timesToLive.contains(timeToLive.value) {
            fields.report(
                "scenario/bad-value", "a TTL has 0 to 2147483647 seconds", at: timeToLive.place,
                remedy: "write a number such as 300")
            return nil
        }
        if let delete, !delete.value {
            fields.report(
                "dns/one-change", "delete: false changes nothing", at: delete.place, remedy: "remove the entry")
            return nil
        }
        self.name = name
        self.type = type
        if let set {
            let data = set.values.compactMap { Self.data(type.value, $0, fields) }
            guard data.count == set.values.count else { return nil }
            content = .set(data, timeToLive: UInt32(timeToLive?.value ?? Self.usualTimeToLive))
        } else if let unknown {
            content = .unknown(unknown)
        } else if delete != nil {
            content = .deleted
        } else {
            return nil
        }
    }

    private static func data(_ type: RecordType, _ text: Located<String>, _ fields: Fields) -> Located<RecordData>? {
        guard let data = RecordData(type, text: text.value) else {
            fields.report(
                "scenario/bad-value", "'\(text.value)' is not the data of a record of type \(type)",
                label: "no \(type) data", at: text.place, remedy: "write it as in a zone file, on one line")
            return nil
        }
        return Located(data, at: text.place)
    }

    var isPresent: Bool {
        if case .deleted = content { false } else { true }
    }

    func change(at place: Place) -> PlannedChange {
        let content: PlannedChange.Content =
            switch content {
            case .set(let data, let timeToLive):
                .set(
                    data.map {
                        ResourceRecord(
                            name: name.value, type: type.value, timeToLive: timeToLive, data: $0.value,
                            origin: RecordOrigin(of: $0.value, at: $0.place))
                    })
            case .deleted: .deleted
            case .unknown(let reason): .unknown(reason: "it is not known yet: \(reason)")
            }
        return PlannedChange(name.value, type.value, content, author: "\(place.text.file):\(place.line)")
    }
}

extension RecordOrigin {
    /// The origin of data that stands in a scalar of a YAML file; of a text without escapes, every octet of it.
    fileprivate init(of data: RecordData, at place: Place) {
        self.init(place: place)
        guard let text = data.joinedText, !text.isEmpty else { return }
        let bytes = place.text.bytes
        let line = place.text.byteOffset(ofLine: place.line)
        // Columns count scalars; up to the value they are octets in all but odd files, where no run is found.
        let start = line + place.column - 1
        for offset in [start, start + 1]
        where offset + text.count <= bytes.count && bytes[offset...].starts(with: text) {
            self.place = place.text.place(atByte: offset, length: text.count)
            runs = [Run(textOffset: 0, fileOffset: offset, count: text.count)]
            return
        }
    }
}
