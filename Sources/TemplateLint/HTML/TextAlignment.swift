extension LintText {
    /// Where stretches of a text, character references read, stand in the source; they are given in order.
    ///
    /// Follows both side by side: a reference in the source is one character of the text, or two. Where they part, as in
    /// broken UTF-8, the place is the last one that was certain.
    func ranges(of stretches: [Range<Int>], in text: HTMLText) -> [Range<Int>] {
        ranges(of: stretches, in: text.text, writtenAt: text.range)
    }

    /// Where stretches of the value of an attribute stand in the source; they are given in order.
    func ranges(of stretches: [Range<Int>], in attribute: HTMLAttribute) -> [Range<Int>] {
        ranges(of: stretches, in: attribute.value, writtenAt: attribute.valueRange)
    }

    private func ranges(of stretches: [Range<Int>], in text: String, writtenAt source: Range<Int>) -> [Range<Int>] {
        guard !stretches.isEmpty, !source.isEmpty, source.upperBound <= bytes.count else {
            return stretches.map { _ in source }
        }
        var walk = AlignmentWalk(source: source, bytes: bytes, decoded: Array(text.utf8))
        return stretches.map { stretch in
            let start = walk.advance(to: stretch.lowerBound)
            let end = max(start + 1, walk.advance(to: stretch.upperBound))
            return start..<min(end, max(start + 1, source.upperBound))
        }
    }

    /// Where a stretch of a text stands in the source.
    func range(of offset: Int, count: Int = 1, in text: HTMLText) -> Range<Int> {
        ranges(of: [offset..<offset + count], in: text).first ?? text.range
    }
}

/// Goes through a text and its source side by side.
private struct AlignmentWalk {
    let source: Range<Int>
    let bytes: [UInt8]
    let decoded: [UInt8]
    private var read: Int
    private var seen = 0
    private var lastReference: (decodedAt: Int, end: Int)?
    private var isLost = false

    init(source: Range<Int>, bytes: [UInt8], decoded: [UInt8]) {
        self.source = source
        self.bytes = bytes
        self.decoded = decoded
        read = source.lowerBound
    }

    /// Where the byte of the text that is `offset` from its beginning stands in the source.
    mutating func advance(to offset: Int) -> Int {
        while !isLost, seen < offset, seen < decoded.count, read < source.upperBound {
            if bytes[read] == UInt8(ascii: "&"), let end = endOfReference(at: read) {
                let width = width(ofScalarAt: seen)
                lastReference = (seen + width, end)
                seen += width
                read = end
            } else if bytes[read] == decoded[seen] {
                seen += 1
                read += 1
            } else if bytes[read] == 0x0D {
                // HTML standard, "normalize newlines": CR LF is one LF.
                read += 1
            } else if let reference = lastReference, reference.decodedAt == seen {
                // A reference that stands for two characters.
                seen += width(ofScalarAt: seen)
            } else if decoded[seen...].starts(with: UTF8.encodedReplacementCharacter) {
                // A byte that is no text, and what was taken with it.
                seen += 3
                read += 1
                while read < source.upperBound, bytes[read] & 0xC0 == 0x80, seen < decoded.count, decoded[seen] < 0x80 {
                    read += 1
                }
            } else {
                isLost = true
            }
        }
        return min(read, source.upperBound)
    }

    /// The end of a character reference (HTML standard, "named character reference state" and its kin).
    private func endOfReference(at start: Int) -> Int? {
        var end = start + 1
        while end < source.upperBound, end - start < 40 {
            let byte = bytes[end]
            if byte == UInt8(ascii: ";") { return end > start + 1 ? end + 1 : nil }
            guard byte.isASCIILetter || byte == UInt8(ascii: "#") || (0x30...0x39).contains(byte) else { break }
            end += 1
        }
        // Without its semicolon it may be a reference or a bare ampersand; taken for bare.
        return nil
    }

    private func width(ofScalarAt index: Int) -> Int {
        switch decoded[index] {
        case 0xF0...: 4
        case 0xE0...: 3
        case 0xC0...: 2
        default: 1
        }
    }
}
