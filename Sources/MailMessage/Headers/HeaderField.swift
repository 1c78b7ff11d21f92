/// One header field (RFC 5322 §2.2) with the very bytes it came as.
public struct HeaderField: Sendable, Hashable {
    /// The name as written, without the colon and without white space before it.
    public let name: String
    /// The whole field: name, colon, value, every fold, and the line break at the end where it has one.
    public let bytes: [UInt8]
    /// Where the field begins in the message that it was read from; 0 for a field made by itself.
    public let offset: Int
    /// Where the colon stands in `bytes`.
    public let colon: Int

    /// A field whose colon stands at `colon`; the caller vouches for it.
    init(bytes: [UInt8], colon: Int, offset: Int) {
        var end = colon
        while end > 0, bytes[end - 1].isWhiteSpace { end -= 1 }
        name = String(decoding: bytes[..<end], as: UTF8.self)
        self.bytes = bytes
        self.colon = colon
        self.offset = offset
    }

    /// Reads the first field of `bytes`, folds included, or nil where they begin with none.
    public init?(bytes: [UInt8]) {
        guard let field = Message(bytes: bytes).fields.first, field.offset == 0 else { return nil }
        self = field
    }

    /// Whether the field has that name, in ASCII letters of either case.
    public func isNamed(_ other: String) -> Bool {
        name.utf8.count == other.utf8.count && zip(name.utf8, other.utf8).allSatisfy { $0.lowercased == $1.lowercased }
    }

    /// What stands behind the colon with its folds, without the line break at the end.
    public var rawValue: ArraySlice<UInt8> {
        var end = bytes.endIndex
        if end > colon + 1, bytes[end - 1] == .lineFeed { end -= 1 }
        if end > colon + 1, bytes[end - 1] == .carriageReturn { end -= 1 }
        return bytes[(colon + 1)..<end]
    }

    /// The value with its line breaks removed and without white space around it; broken UTF-8 becomes U+FFFD.
    public var unfoldedValue: String {
        String(decoding: unfoldedBytes, as: UTF8.self)
    }

    /// The unfolded value with its encoded words (RFC 2047) read, as a mail program shows it.
    public var decodedValue: String {
        EncodedWord.decode(unfoldedBytes)
    }

    /// The value with its line breaks removed and without white space around it.
    public var unfoldedBytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count - colon)
        // RFC 5322 §2.2.3: unfolding removes the CRLF before white space and keeps the white space.
        for byte in rawValue where byte != .lineFeed && byte != .carriageReturn {
            if result.isEmpty && byte.isWhiteSpace { continue }
            result.append(byte)
        }
        while let last = result.last, last.isWhiteSpace { result.removeLast() }
        return result
    }
}

extension HeaderField: CustomStringConvertible {
    /// `Name: value`, unfolded.
    public var description: String {
        "\(name): \(unfoldedValue)"
    }
}
