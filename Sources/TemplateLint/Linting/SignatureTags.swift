import MailMessage

/// What rules ask of a DKIM-Signature field (RFC 6376 §3.5): whose it is and what it covers.
///
/// It is read, not verified.
struct SignatureTags: Sendable {
    /// The field.
    let field: HeaderField
    /// The domain of `d=` in small letters; empty where there is none.
    let domain: String
    /// The names of `h=` in small letters.
    let headerNames: Set<String>
    /// The bytes of the value of `h=` in the field's message.
    let headerNamesRange: Range<Int>?

    init(_ field: HeaderField) {
        self.field = field
        var domain = ""
        var names: Set<String> = []
        var range: Range<Int>?
        // RFC 6376 §3.2: tags are separated by semicolons, and white space around names and values says nothing.
        for tag in field.rawValue.split(separator: UInt8(ascii: ";")) {
            guard let equals = tag.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = tag[..<equals].filter { $0 > 0x20 }
            let value = tag[(equals + 1)...]
            switch name {
            case [UInt8(ascii: "d")]:
                domain = String(decoding: value.filter { $0 > 0x20 }, as: UTF8.self).lowercased()
            case [UInt8(ascii: "h")]:
                names = Set(
                    value.split(separator: UInt8(ascii: ":")).map {
                        String(decoding: $0.filter { $0 > 0x20 }, as: UTF8.self).lowercased()
                    })
                range = field.offset + value.startIndex..<field.offset + value.endIndex
            default: break
            }
        }
        self.domain = domain
        headerNames = names
        headerNamesRange = range
    }
}
