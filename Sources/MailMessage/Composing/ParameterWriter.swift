/// Writes a MIME field with a parameter of any text (RFC 2045 §5.1, RFC 2231).
enum ParameterWriter {
    /// `name: value; parameter="text"` with its line break, in as many lines as it takes.
    ///
    /// - Throws: a control character, which would break the field.
    static func field(
        _ name: String, _ value: String, parameter: String, _ text: String
    ) throws(CompositionError) -> [UInt8] {
        guard !text.utf8.contains(where: \.isControl) else { throw .controlCharacter(field: name) }
        let quoted = "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        let line = "\(name): \(value); \(parameter)=\(quoted)"
        if isASCII, line.utf8.count <= FieldWriter.preferredLineLength { return Array((line + "\r\n").utf8) }
        let parts = isASCII && quoted.utf8.count <= pieceLength ? ["=\(quoted)"] : extended(text)
        return Array("\(name): \(value);\r\n \(parts.map { parameter + $0 }.joined(separator: ";\r\n "))\r\n".utf8)
    }

    /// What a piece may be long, its name not counted.
    private static let pieceLength = 60

    /// RFC 2231 §3 and §4: the text in UTF-8 and percent escapes, in numbered pieces where one line cannot hold it.
    private static func extended(_ text: String) -> [String] {
        var pieces: [String] = []
        var piece = "utf-8''"
        for scalar in text.unicodeScalars {
            let escaped = String(scalar).utf8.map(escaped).joined()
            if piece.utf8.count + escaped.utf8.count > pieceLength {
                pieces.append(piece)
                piece = ""
            }
            piece += escaped
        }
        pieces.append(piece)
        return pieces.count == 1 ? ["*=\(pieces[0])"] : pieces.enumerated().map { "*\($0)*=\($1)" }
    }

    /// RFC 2231 §7: attribute-char stands for itself.
    private static func escaped(_ byte: UInt8) -> String {
        let isPlain =
            byte.isMIMEToken && byte != UInt8(ascii: "*") && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "%")
        guard !isPlain else { return String(UnicodeScalar(byte)) }
        return String(
            decoding: [UInt8(ascii: "%"), .hexadecimalDigit(of: byte >> 4), .hexadecimalDigit(of: byte)], as: UTF8.self)
    }
}
