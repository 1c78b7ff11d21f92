/// What kind of content a part holds (RFC 2045 §5): `text/html; charset=utf-8`.
public struct ContentType: Sendable, Hashable {
    /// The type in lower case: `text`.
    public var type: String
    /// The subtype in lower case: `html`.
    public var subtype: String
    /// The parameters.
    public var parameters: HeaderParameters

    /// What a part without a Content-Type is; RFC 2045 §5.2.
    public static let plainText = ContentType(type: "text", subtype: "plain")
    /// What a part of a digest without a Content-Type is; RFC 2046 §5.1.5.
    static let message = ContentType(type: "message", subtype: "rfc822")

    private init(type: String, subtype: String) {
        self.type = type
        self.subtype = subtype
        parameters = HeaderParameters()
    }

    /// Reads the value of a Content-Type field, raw or unfolded, or nil where it names no type and subtype.
    public init?(_ value: [UInt8]) {
        var scanner = StructuredScanner(value[...])
        scanner.skipCFWS()
        let type = scanner.run(while: \.isMIMEToken)
        scanner.skipCFWS()
        guard !type.isEmpty, scanner.take("/") else { return nil }
        scanner.skipCFWS()
        let subtype = scanner.run(while: \.isMIMEToken)
        guard !subtype.isEmpty else { return nil }
        self.type = String(decoding: type, as: UTF8.self).lowercased()
        self.subtype = String(decoding: subtype, as: UTF8.self).lowercased()
        parameters = HeaderParameters(&scanner)
    }

    /// Whether it is of that type and subtype, in lower case.
    public func matches(_ type: String, _ subtype: String) -> Bool {
        self.type == type && self.subtype == subtype
    }
}

extension ContentType: CustomStringConvertible {
    /// `text/html`, without parameters.
    public var description: String { "\(type)/\(subtype)" }
}

/// How a part wants to be shown (RFC 2183): `attachment; filename=a.pdf`.
public struct ContentDisposition: Sendable, Hashable {
    /// `inline`, `attachment` or another word, in lower case.
    public var kind: String
    /// The parameters.
    public var parameters: HeaderParameters

    /// Reads the value of a Content-Disposition field, raw or unfolded, or nil where it has no word.
    public init?(_ value: [UInt8]) {
        var scanner = StructuredScanner(value[...])
        scanner.skipCFWS()
        let word = scanner.run(while: \.isMIMEToken)
        guard !word.isEmpty else { return nil }
        kind = String(decoding: word, as: UTF8.self).lowercased()
        parameters = HeaderParameters(&scanner)
    }

    /// The proposed name of a file.
    public var filename: String? { parameters["filename"] }
}
