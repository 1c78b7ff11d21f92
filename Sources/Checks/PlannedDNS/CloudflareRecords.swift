import DNS

/// `cloudflare_record` and `cloudflare_dns_record`: one record each.
enum CloudflareRecords: TerraformRecords {
    static let areSingle = true

    static func describes(_ type: String) -> Bool { type == "cloudflare_record" || type == "cloudflare_dns_record" }

    static func sets(
        _ type: String, _ state: TerraformState, _ zones: TerraformZones
    ) throws(TerraformState.Unreadable) -> [Question]? {
        let zone = zones.zone(try? state.text("zone_id"), of: "cloudflare_zone")?.name
        let name = try self.name(state, zone)
        let recordType = try recordType(try state.required("type"))
        // Cloudflare follows an alias at the top of a zone itself: receivers see addresses there, and no CNAME record.
        guard recordType == .CNAME, zone.flatMap({ DomainName($0) }) == name else {
            return [Question(name, recordType)]
        }
        return [Question(name, .A), Question(name, .AAAA)]
    }

    private static func name(_ state: TerraformState, _ zone: String?) throws(TerraformState.Unreadable) -> DomainName {
        let written = try state.required("name")
        // The provider's own full name, where the record exists already.
        if zone == nil, let whole = try? state.text("hostname"), let name = DomainName(whole) { return name }
        return try fullName(written, in: zone)
    }

    static func content(
        _ type: String, _ state: TerraformState, _ zones: TerraformZones
    ) throws(TerraformState.Unreadable) -> TerraformContent {
        if try state.text("proxied") == "true" {
            throw TerraformState.Unreadable(reason: "it is proxied: Cloudflare answers with addresses of its own")
        }
        let recordType = try recordType(try state.required("type"))
        // Version 4 of the provider called it value first.
        var content = try state.text("content")
        if content == nil { content = try state.text("value") }
        guard let content else { return .records([try data(recordType, of: state)]) }
        switch recordType {
        case .TXT:
            guard content.hasPrefix("\"") else { return .records([.text(content)]) }
            return .records([try text(ProviderText.strings(content, .decimal), of: "content")])
        case .MX:
            let priority = try state.text("priority") ?? "0"
            return .records([try data(.MX, "\(priority) \(content)", of: "content")])
        case .CNAME:
            let data = try data(.CNAME, content, of: "content")
            guard case .cname(let target) = data, try sets(type, state, zones)?.first?.type == .A else {
                return .records([data])
            }
            return .copied(of: target)
        default: return .records([try data(recordType, content, of: "content")])
        }
    }

    /// The data of types whose parts stand apart.
    private static func data(
        _ type: RecordType, of state: TerraformState
    ) throws(TerraformState.Unreadable) -> RecordData {
        guard let parts = try state.blocks("data").first else { throw .malformed("content") }
        let text: String
        switch type {
        case .MX: text = "\(try priority(parts, state)) \(try parts.required("target"))"
        case .SRV:
            text =
                "\(try priority(parts, state)) \(try parts.required("weight")) \(try parts.required("port")) "
                + "\(try parts.required("target"))"
        case .CAA:
            text = "\(try parts.required("flags")) \(try parts.required("tag")) \"\(try parts.required("value"))\""
        case .TLSA:
            text =
                "\(try parts.required("usage")) \(try parts.required("selector")) "
                + "\(try parts.required("matching_type")) \(try parts.required("certificate"))"
        default: throw .malformed("data")
        }
        return try data(type, text, of: "data")
    }

    private static func priority(
        _ parts: TerraformState, _ state: TerraformState
    ) throws(TerraformState.Unreadable) -> String {
        if let priority = try parts.text("priority") { return priority }
        return try state.required("priority")
    }
}
