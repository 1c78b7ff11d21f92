extension LintText {
    /// Where a byte of a text, character references read, stands in the source.
    ///
    /// Follows both side by side: a reference in the source is one character of the text, or two. Where they part, as in
    /// broken UTF-8, the place is the last one that was certain.
    func range(of offset: Int, count: Int = 1, in text: HTMLText) -> Range<Int> {
        let source = text.range
        guard !source.isEmpty, source.upperBound <= bytes.count else { return source }
        let decoded = Array(text.text.utf8)
        let start = align(decoded, offset, in: source)
        let end = max(start + 1, align(decoded, offset + count, in: source))
        return start..<min(end, max(start + 1, source.upperBound))
    }

    private func align(_ decoded: [UInt8], _ offset: Int, in source: Range<Int>) -> Int {
        var read = source.lowerBound
        var seen = 0
        var lastReference: (decodedAt: Int, end: Int)?
        while seen < offset, seen < decoded.count, read < source.upperBound {
            if bytes[read] == UInt8(ascii: "&"), let end = endOfReference(at: read, in: source) {
                let width = width(ofScalarAt: seen, in: decoded)
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
                seen += width(ofScalarAt: seen, in: decoded)
            } else {
                return read
            }
        }
        return min(read, source.upperBound)
    }

    /// The end of a character reference (HTML standard, "named character reference state" and its kin).
    private func endOfReference(at start: Int, in source: Range<Int>) -> Int? {
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

    private func width(ofScalarAt index: Int, in bytes: [UInt8]) -> Int {
        switch bytes[index] {
        case 0xF0...: 4
        case 0xE0...: 3
        case 0xC0...: 2
        default: 1
        }
    }
}
