/// How the bytes of a part are written (RFC 2045 §6).
public enum TransferEncoding: Sendable, Hashable {
    /// Short lines of ASCII, as they are.
    case sevenBit
    /// Short lines of any bytes, as they are.
    case eightBit
    /// Any bytes, as they are.
    case binary
    /// Base64.
    case base64
    /// Quoted-printable.
    case quotedPrintable
    /// Something else, in lower case; its bytes are left as they are.
    case unknown(String)

    /// The encoding that the value of a Content-Transfer-Encoding field names; comments are passed over.
    public init(_ value: [UInt8]) {
        var scanner = StructuredScanner(value[...])
        scanner.skipCFWS()
        let name = String(decoding: scanner.run(while: \.isMIMEToken), as: UTF8.self).lowercased()
        switch name {
        case "7bit", "": self = .sevenBit
        case "8bit": self = .eightBit
        case "binary": self = .binary
        case "base64": self = .base64
        case "quoted-printable": self = .quotedPrintable
        default: self = .unknown(name)
        }
    }

    /// What `bytes` stand for.
    public func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        switch self {
        case .base64: Base64.decode(bytes)
        case .quotedPrintable: QuotedPrintable.decode(bytes)
        case .sevenBit, .eightBit, .binary, .unknown: Array(bytes)
        }
    }
}

extension UInt8 {
    /// RFC 2045 §5.1, token: printable ASCII without white space and tspecials.
    var isMIMEToken: Bool {
        (33...126).contains(self) && !"()<>@,;:\\\"/[]?=".utf8.contains(self)
    }
}
