/// The parameters behind a MIME value (RFC 2045 §5.1), with their continuations put together (RFC 2231).
public struct HeaderParameters: Sendable, Hashable {
    /// How many parameters of one field are read; the rest is passed over.
    ///
    /// Real mail has fewer than twenty.
    public static let limit = 200

    /// The parameters in order of their first piece, each name once and in lower case.
    public private(set) var entries: [Entry] = []

    /// One parameter.
    public struct Entry: Sendable, Hashable {
        /// The name in lower case, without what RFC 2231 adds to it.
        public var name: String
        /// The value, without quotes and decoded.
        public var value: String
    }

    /// No parameters.
    public init() {}

    /// The value of the parameter of that name, in letters of either case.
    public subscript(_ name: String) -> String? {
        let wanted = name.lowercased()
        return entries.first { $0.name == wanted }?.value
    }

    /// Reads `; name=value` up to the end; what cannot be read is passed over up to the next semicolon.
    init(_ scanner: inout StructuredScanner) {
        var pieces: [Piece] = []
        while !scanner.isAtEnd, pieces.count < HeaderParameters.limit {
            _ = scanner.run { $0 != UInt8(ascii: ";") }
            guard scanner.take(";") else { break }
            scanner.skipCFWS()
            let name = scanner.run(while: \.isMIMEToken)
            scanner.skipCFWS()
            guard !name.isEmpty, scanner.take("=") else { continue }
            scanner.skipCFWS()
            pieces.append(Piece(name: name, value: HeaderParameters.value(&scanner)))
        }
        entries = HeaderParameters.assemble(pieces)
    }

    private static func value(_ scanner: inout StructuredScanner) -> [UInt8] {
        if let quoted = scanner.quotedString() { return quoted }
        // A token by the grammar; what has specials in it and no quotes is read as mail programs do.
        let raw = scanner.run {
            $0 != UInt8(ascii: ";") && !$0.isWhiteSpace && $0 != .carriageReturn && $0 != .lineFeed
                && $0 != UInt8(ascii: "(")
        }
        return Array(raw)
    }

    /// One `name*1*=value` as it was written.
    private struct Piece {
        var base: String
        /// RFC 2231 §3: the number of the piece; nil where the value stands in one.
        var section: Int?
        /// RFC 2231 §4: whether the value has percent escapes.
        var isExtended: Bool
        var value: [UInt8]

        init(name: ArraySlice<UInt8>, value: [UInt8]) {
            var parts = String(decoding: name, as: UTF8.self).lowercased()
                .split(separator: "*", omittingEmptySubsequences: false).map(String.init)
            isExtended = parts.count > 1 && parts.last == ""
            if isExtended { parts.removeLast() }
            base = parts.first ?? ""
            section = parts.count == 2 ? Int(parts[1]) : nil
            // What is no number is part of the name.
            if parts.count > 2 || (parts.count == 2 && section == nil) { base = parts.joined(separator: "*") }
            self.value = value
        }
    }

    private static func assemble(_ pieces: [Piece]) -> [Entry] {
        var order: [String] = []
        var groups: [String: [Piece]] = [:]
        for piece in pieces {
            if groups[piece.base] == nil { order.append(piece.base) }
            groups[piece.base, default: []].append(piece)
        }
        return order.map { name in
            Entry(name: name, value: value(of: groups[name, default: []]))
        }
    }

    private static func value(of pieces: [Piece]) -> String {
        // RFC 2231 §4: a program that writes both forms means the extended one for those who can read it.
        if let whole = pieces.first(where: { $0.section == nil && $0.isExtended })
            ?? pieces.first(where: { $0.section == nil })
        {
            return text([whole])
        }
        // RFC 2231 §3: pieces count from 0 and may come in any order; one that is missing ends the value.
        var run: [Piece] = []
        for piece in pieces.sorted(by: { ($0.section ?? 0) < ($1.section ?? 0) }) where piece.section == run.count {
            run.append(piece)
        }
        return text(run)
    }

    private static func text(_ pieces: [Piece]) -> String {
        var bytes: [UInt8] = []
        var charset = Charset.utf8
        for (number, piece) in pieces.enumerated() {
            guard piece.isExtended else {
                bytes += piece.value
                continue
            }
            var value = piece.value[...]
            if number == 0 {
                // RFC 2231 §4: character set and language, each closed by an apostrophe, come first.
                let parts = value.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
                if parts.count == 3 {
                    charset = Charset(name: String(decoding: parts[0], as: UTF8.self)) ?? .utf8
                    value = parts[2]
                }
            }
            bytes += percentDecoded(value)
        }
        return pieces.contains(where: \.isExtended) ? charset.decode(bytes) : EncodedWord.decode(bytes)
    }

    private static func percentDecoded(_ value: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = value.startIndex
        while index < value.endIndex {
            if value[index] == UInt8(ascii: "%"), value.endIndex - index > 2,
                let high = value[index + 1].hexadecimalDigit, let low = value[index + 2].hexadecimalDigit
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(value[index])
                index += 1
            }
        }
        return result
    }
}
