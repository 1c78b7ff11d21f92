import DNS

/// `azurerm_dns_txt_record` and its siblings: a set of records of the type that the resource is named after.
enum AzureRecords: TerraformRecords {
    static let areSingle = false

    private static let types: [String: RecordType] = [
        "azurerm_dns_a_record": .A, "azurerm_dns_aaaa_record": .AAAA, "azurerm_dns_caa_record": .CAA,
        "azurerm_dns_cname_record": .CNAME, "azurerm_dns_mx_record": .MX, "azurerm_dns_ns_record": .NS,
        "azurerm_dns_ptr_record": .PTR, "azurerm_dns_srv_record": .SRV, "azurerm_dns_txt_record": .TXT,
    ]

    static func describes(_ type: String) -> Bool { types[type] != nil }

    static func sets(
        _ type: String, _ state: TerraformState, _ zones: TerraformZones
    ) throws(TerraformState.Unreadable) -> [Question]? {
        guard let recordType = types[type] else { throw .malformed("type") }
        // The provider's default for MX: the top of the zone.
        let name = try state.text("name") ?? "@"
        return [Question(try fullName(name, in: try state.required("zone_name")), recordType)]
    }

    static func content(
        _ type: String, _ state: TerraformState, _ zones: TerraformZones
    ) throws(TerraformState.Unreadable) -> TerraformContent {
        guard try state.text("target_resource_id") == nil else {
            throw TerraformState.Unreadable(reason: "it is an alias of another Azure resource")
        }
        guard let recordType = types[type] else { throw .malformed("type") }
        let data: [RecordData]
        switch recordType {
        case .A, .AAAA, .NS, .PTR:
            var listed: [RecordData] = []
            for text in try state.texts("records") { listed.append(try self.data(recordType, text, of: "records")) }
            data = listed
        case .CNAME: data = [try self.data(.CNAME, try state.required("record"), of: "record")]
        default:
            var listed: [RecordData] = []
            for block in try state.blocks("record") { listed.append(try record(recordType, block)) }
            data = listed
        }
        guard !data.isEmpty else { throw .malformed("record") }
        return .records(data)
    }

    private static func record(
        _ type: RecordType, _ block: TerraformState
    ) throws(TerraformState.Unreadable) -> RecordData {
        let text: String
        switch type {
        // Azure splits a long text into strings by itself.
        case .TXT: return .text(try block.required("value"))
        case .MX: text = "\(try block.required("preference")) \(try block.required("exchange"))"
        case .SRV:
            text =
                "\(try block.required("priority")) \(try block.required("weight")) \(try block.required("port")) "
                + "\(try block.required("target"))"
        case .CAA:
            text = "\(try block.required("flags")) \(try block.required("tag")) \"\(try block.required("value"))\""
        default: throw .malformed("record")
        }
        return try data(type, text, of: "record")
    }
}
