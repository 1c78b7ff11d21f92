extension RecordData {
    /// The data of a type as people write it in one line.
    ///
    /// For TXT: the joined text as it is (`v=DKIM1; p=`), or quoted strings (`"v=DKIM1;" " p="`). For any other type the
    /// master-file form with fully qualified names, the dot at their end optional: `10 mx.example.com`. Nil where it
    /// does not have that form.
    public init?(_ type: RecordType, text: String) {
        if type == .TXT, text.utf8.first != UInt8(ascii: "\"") {
            self = .text(text)
            return
        }
        let source = RecordLine(text)
        guard !type.isMeta, let fields = source.fields else { return nil }
        var reader = RecordDataReader(fields, origin: .root)
        guard let data = try? reader.read(type) else { return nil }
        self = data
    }

    /// The data of a TXT record with this text, in as few strings as hold it.
    public static func text(_ text: String) -> RecordData {
        let octets = Array(text.utf8)
        guard !octets.isEmpty else { return .txt([[]]) }
        return .txt(
            stride(from: 0, to: octets.count, by: MasterFile.longestString).map {
                Array(octets[$0..<min($0 + MasterFile.longestString, octets.count)])
            })
    }

    /// The master-file form of the data of a record of this type, names without the dot at their end.
    ///
    /// The strings of a TXT record are quoted, and joined by `joinedText` alone.
    public func presentation(_ type: RecordType) -> String {
        switch self {
        case .a(let address), .aaaa(let address): address.description
        case .cname(let name), .ns(let name), .ptr(let name): name.description
        case .mx(let preference, let exchange): "\(preference) \(exchange)"
        case .txt(let strings): strings.map(RecordData.quoted).joined(separator: " ")
        case .soa(let soa):
            "\(soa.primary) \(soa.responsible) \(soa.serial) \(soa.refresh) \(soa.retry) \(soa.expire) \(soa.minimum)"
        case .other(let octets):
            WireRecord(type: type, rdata: octets)?.presentation ?? RecordData.generic(octets)
        }
    }

    /// A quoted character-string (RFC 1035 §5.1).
    static func quoted(_ string: [UInt8]) -> String {
        var text = "\""
        for octet in string {
            switch octet {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text += "\\"
                text.unicodeScalars.append(Unicode.Scalar(octet))
            case 0x20...0x7E: text.unicodeScalars.append(Unicode.Scalar(octet))
            default: text += NameText.decimalEscape(octet)
            }
        }
        return text + "\""
    }

    /// `\# 4 0A000001` (RFC 3597 §5).
    static func generic(_ octets: [UInt8]) -> String {
        let digits = octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return octets.isEmpty ? "\\# 0" : "\\# \(octets.count) \(digits)"
    }
}

extension ResourceRecord {
    /// The data in master-file form; see `RecordData.presentation(_:)`.
    public var presentation: String {
        data.presentation(type)
    }

    /// The data as a person would say it: the joined text of a TXT record, with octets that are no ASCII escaped; the
    /// master-file form of any other.
    public var plainText: String {
        guard let text = data.joinedText else { return presentation }
        return text.map {
            (0x20...0x7E).contains($0) ? String(Unicode.Scalar($0)) : NameText.decimalEscape($0)
        }.joined()
    }
}
