import DNS

/// `google_dns_record_set`: a set of records.
enum GoogleRecords: TerraformRecords {
    static let areSingle = false

    static func describes(_ type: String) -> Bool { type == "google_dns_record_set" }

    static func sets(
        _ type: String, _ state: TerraformState, _ zones: TerraformZones
    ) throws(TerraformState.Unreadable) -> [Question]? {
        if zones.zone(try? state.text("managed_zone"), of: "google_dns_managed_zone")?.isPrivate == true { return nil }
        // The provider takes whole names only.
        guard let name = DomainName(try state.required("name")) else { throw .malformed("name") }
        return [Question(name, try recordType(try state.required("type")))]
    }

    static func content(
        _ type: String, _ state: TerraformState, _ zones: TerraformZones
    ) throws(TerraformState.Unreadable) -> TerraformContent {
        guard try state.blocks("routing_policy").isEmpty else {
            throw TerraformState.Unreadable(reason: "a routing policy decides what each receiver gets")
        }
        let recordType = try recordType(try state.required("type"))
        let texts = try state.texts("rrdatas")
        guard !texts.isEmpty else { throw .malformed("rrdatas") }
        var data: [RecordData] = []
        for text in texts {
            // A text without quotes is cut at its blanks, and joined without them: `v=spf1 -all` becomes v=spf1-all.
            data.append(
                recordType == .TXT
                    ? try self.text(ProviderText.strings(text, .decimal), of: "rrdatas")
                    : try self.data(recordType, text, of: "rrdatas"))
        }
        return .records(data)
    }
}
