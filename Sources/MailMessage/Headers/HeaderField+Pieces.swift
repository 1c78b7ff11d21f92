extension HeaderField {
    /// What a mail program shows of the value, piece by piece, each with its place in `bytes`.
    ///
    /// Together the pieces are the beginning of `decodedValue`; of a value longer than `limit` bytes the rest is not
    /// read. A piece that is not encoded never reaches over a fold.
    public func decodedPieces(limit: Int) -> [DecodedPiece] {
        var value: [UInt8] = []
        // Where each line begins, in the unfolded value and in the field.
        var lines: [(value: Int, field: Int)] = []
        var isLineStart = true
        for index in rawValue.indices.prefix(limit) {
            let byte = bytes[index]
            // RFC 5322 §2.2.3: unfolding removes the CRLF before white space and keeps the white space.
            if byte == .lineFeed || byte == .carriageReturn {
                isLineStart = true
                continue
            }
            if value.isEmpty, byte.isWhiteSpace { continue }
            if isLineStart { lines.append((value.count, index)) }
            isLineStart = false
            value.append(byte)
        }
        while let last = value.last, last.isWhiteSpace { value.removeLast() }
        var line = 0
        func place(_ index: Int) -> Int {
            while line + 1 < lines.count, lines[line + 1].value <= index { line += 1 }
            return lines[line].field + index - lines[line].value
        }
        var pieces: [DecodedPiece] = []
        for piece in EncodedWord.pieces(of: value) where !piece.range.isEmpty {
            if piece.isEncoded {
                let start = place(piece.range.lowerBound)
                pieces.append(
                    DecodedPiece(
                        text: piece.text, range: start..<place(piece.range.upperBound - 1) + 1, isEncoded: true))
                continue
            }
            var start = piece.range.lowerBound
            while start < piece.range.upperBound {
                let first = place(start)
                let end = min(piece.range.upperBound, line + 1 < lines.count ? lines[line + 1].value : .max)
                pieces.append(
                    DecodedPiece(
                        text: String(decoding: value[start..<end], as: UTF8.self), range: first..<first + end - start,
                        isEncoded: false))
                start = end
            }
        }
        return pieces
    }
}
