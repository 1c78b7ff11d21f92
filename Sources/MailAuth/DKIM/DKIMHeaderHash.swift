import Crypto
import MailMessage

/// The hash of header fields (RFC 6376 §3.7).
struct DKIMHeaderHash {
    private var hash = SHA256()
    private let method: DKIMCanonicalization

    init(_ method: DKIMCanonicalization) {
        self.method = method
    }

    /// Takes a field that `h=` selects.
    mutating func update(_ field: HeaderField) {
        hash.update(data: DKIMHeaderHash.canonical(field.bytes, colon: field.colon, method))
    }

    /// Takes the signature's own field, whose `b=` is empty, and ends the hash.
    ///
    /// RFC 6376 §3.7: it comes last and without the CRLF at its end.
    mutating func finish(signature bytes: [UInt8], colon: Int) -> SHA256Digest {
        var canonical = DKIMHeaderHash.canonical(bytes, colon: colon, method)
        canonical.removeLast(2)
        hash.update(data: canonical)
        return hash.finalize()
    }

    /// A field in the form that is hashed, CRLF at its end.
    static func canonical(_ bytes: [UInt8], colon: Int, _ method: DKIMCanonicalization) -> [UInt8] {
        var end = bytes.endIndex
        if end > colon + 1, bytes[end - 1] == .lineFeed { end -= 1 }
        if end > colon + 1, bytes[end - 1] == .carriageReturn { end -= 1 }
        // RFC 6376 §3.4.1: the simple form changes nothing.
        guard method == .relaxed else { return bytes[..<end] + [.carriageReturn, .lineFeed] }
        // RFC 6376 §3.4.2: name in lower case, unfolded, white space as one space and none around the colon and at the
        // end.
        var result = bytes[..<colon].trimmed(\.isFoldingWhiteSpace).asciiLowercased
        result.append(UInt8(ascii: ":"))
        let start = result.count
        var pendingSpace = false
        var index = colon + 1
        while index < end {
            let octet = bytes[index]
            index += 1
            if octet.isWhiteSpace {
                pendingSpace = true
            } else if octet == .carriageReturn, index < end, bytes[index] == .lineFeed {
                // Unfolding removes a CRLF; a CR or LF that stands alone counts like any other octet.
                index += 1
            } else {
                if pendingSpace, result.count > start { result.append(.space) }
                pendingSpace = false
                result.append(octet)
            }
        }
        return result + [.carriageReturn, .lineFeed]
    }

    /// The fields that `h=` selects, in its order.
    ///
    /// RFC 6376 §5.4.2: of fields that stand several times the last one comes first, going up; a name for which no
    /// field is left stands for nothing.
    static func select(_ names: [String], from fields: [HeaderField]) -> [HeaderField] {
        var left: [String: [HeaderField]] = [:]
        for field in fields { left[field.name.lowercased(), default: []].append(field) }
        var selected: [HeaderField] = []
        for name in names {
            if let field = left[name.lowercased()]?.popLast() { selected.append(field) }
        }
        return selected
    }
}
