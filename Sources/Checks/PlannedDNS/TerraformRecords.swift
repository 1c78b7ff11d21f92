import DNS

/// How the resources of one provider describe DNS records.
protocol TerraformRecords: Sendable {
    /// Whether a resource is a single record, and several make a set.
    static var areSingle: Bool { get }

    /// Whether the provider's resources of a type are records.
    static func describes(_ type: String) -> Bool

    /// The sets that a resource is, or is a part of; nil where nobody outside a network sees them.
    static func sets(
        _ type: String, _ state: TerraformState, _ zones: TerraformZones
    ) throws(TerraformState.Unreadable) -> [Question]?

    /// What a resource puts into them.
    static func content(
        _ type: String, _ state: TerraformState, _ zones: TerraformZones
    ) throws(TerraformState.Unreadable) -> TerraformContent
}

/// What a resource puts into a set.
enum TerraformContent: Equatable {
    /// These records.
    case records([RecordData])
    /// What another name has of the same type, looked up by the provider.
    case copied(of: DomainName)
}

extension TerraformRecords {
    /// The full name of a record; `@` and the empty name are the zone's own.
    static func fullName(
        _ name: String, in zone: String?
    ) throws(TerraformState.Unreadable) -> DomainName {
        let name = name.hasSuffix(".") ? String(name.dropLast()) : name
        let full: String
        if let zone {
            let isWhole = name.lowercased() == zone.lowercased() || name.lowercased().hasSuffix("." + zone.lowercased())
            full = name == "@" || name.isEmpty ? zone : isWhole ? name : "\(name).\(zone)"
        } else {
            // Without its zone, a name of several labels is taken for a whole one, as providers themselves write it;
            // but no top-level domain begins with _, as the last label of s1._domainkey does.
            guard let last = name.split(separator: ".").last, name.contains("."), !last.hasPrefix("_") else {
                throw TerraformState.Unreadable(reason: "its name is relative to a zone that the plan does not name")
            }
            full = name
        }
        guard let parsed = DomainName(full) else { throw .malformed("name") }
        return parsed
    }

    /// The type of a word.
    static func recordType(_ word: String) throws(TerraformState.Unreadable) -> RecordType {
        guard let type = RecordType(mnemonic: word), !type.isMeta else { throw .malformed("type") }
        return type
    }

    /// Data in master-file form.
    static func data(
        _ type: RecordType, _ text: String, of attribute: String
    ) throws(TerraformState.Unreadable) -> RecordData {
        guard let data = RecordData(type, text: text) else { throw .malformed(attribute) }
        return data
    }

    /// A TXT record of strings.
    static func text(
        _ strings: [[UInt8]]?, of attribute: String
    ) throws(TerraformState.Unreadable) -> RecordData {
        guard let strings, !strings.isEmpty else { throw .malformed(attribute) }
        // RFC 1035 §3.3: the provider refuses a longer string, and the plan is not carried out.
        guard strings.allSatisfy({ $0.count <= MasterFile.longestString }) else {
            throw TerraformState.Unreadable(reason: "one of its strings has more than 255 octets, which is refused")
        }
        return .txt(strings)
    }
}
