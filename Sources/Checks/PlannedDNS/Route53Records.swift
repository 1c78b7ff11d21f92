import DNS

/// `aws_route53_record`: a set of records, or an alias that Route 53 follows itself.
///
/// Several resources of one set are variants that a routing policy chooses from (`set_identifier`). What a receiver
/// gets is known where all of them say the same.
enum Route53Records: TerraformRecords {
    static let areSingle = false

    static func describes(_ type: String) -> Bool { type == "aws_route53_record" }

    static func sets(
        _ type: String, _ state: TerraformState, _ zones: TerraformZones
    ) throws(TerraformState.Unreadable) -> [Question]? {
        let zone = zones.zone(try? state.text("zone_id"), of: "aws_route53_zone")
        if zone?.isPrivate == true { return nil }
        // Route 53 writes what is no letter, digit or hyphen as an octal number: \052 is *.
        let name = try state.required("name").replacing("\\052", with: "*")
        return [Question(try fullName(name, in: zone?.name), try recordType(try state.required("type")))]
    }

    static func content(
        _ type: String, _ state: TerraformState, _ zones: TerraformZones
    ) throws(TerraformState.Unreadable) -> TerraformContent {
        if let alias = try state.blocks("alias").first {
            guard let target = DomainName(try alias.required("name")) else { throw .malformed("alias") }
            return .copied(of: target)
        }
        let recordType = try recordType(try state.required("type"))
        let texts = try state.texts("records")
        guard !texts.isEmpty else { throw .malformed("records") }
        var data: [RecordData] = []
        for text in texts { data.append(try record(recordType, text)) }
        return .records(data)
    }

    private static func record(_ type: RecordType, _ text: String) throws(TerraformState.Unreadable) -> RecordData {
        guard type == .TXT else { return try data(type, text, of: "records") }
        // The provider puts the outer quotes around a text: a"" b stands for two strings.
        let isQuoted = text.utf8.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"")
        return try self.text(ProviderText.strings(isQuoted ? text : "\"\(text)\"", .octal), of: "records")
    }
}
