import Findings

/// What a mail says as one text in small letters and with single blanks, to look for phrases in.
///
/// Made once for each mail. Texts of the HTML follow each other with a blank between them, so that a phrase is found
/// whatever elements it goes through; the plain text stands apart.
package struct FoldedText: Sendable {
    /// Small letters, single blanks.
    package let bytes: [UInt8]
    /// Where a phrase may begin: each set of phrases is looked for at these places alone.
    private let beginnings: [Int]
    private let pieces: [TextPiece]
    /// Where each piece begins in `bytes`.
    private let starts: [Int]

    init(_ pieces: [TextPiece]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(pieces.reduce(0) { $0 + $1.content.utf8.count + 1 })
        var starts: [Int] = []
        for piece in pieces {
            if !bytes.isEmpty { Self.append(piece.node == nil ? 0x0A : 0x20, to: &bytes) }
            starts.append(bytes.count)
            Self.fold(piece.content, isASCII: !piece.marks.contains(.nonASCII), onto: &bytes)
        }
        self.bytes = bytes
        beginnings = Self.beginnings(of: bytes)
        self.pieces = pieces
        self.starts = starts
    }

    /// A text as it is looked at: small letters, single blanks.
    package static func fold(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        fold(text, isASCII: text.isASCII, onto: &bytes)
        return bytes
    }

    /// A place where a phrase stands.
    package struct Match: Sendable {
        /// The piece that it begins in.
        package var piece: TextPiece
        /// Its bytes in the source, as far as they are in that piece.
        package var range: Range<Int>
        /// The number of the phrase.
        package var phrase: Int
    }

    /// Every place where one of the phrases stands, in order.
    package func matches(of phrases: PhraseSet) -> [Match] {
        let found = phrases.matches(in: bytes, from: beginnings)
        var result: [Match] = []
        var next = 0
        while next < found.count {
            let number = piece(at: found[next].range.lowerBound)
            let end = number + 1 < starts.count ? starts[number + 1] : bytes.count
            let here = found[next...].prefix { $0.range.lowerBound < end }
            let stretches = contentRanges(
                of: here.map { $0.range.lowerBound - starts[number]..<min(end, $0.range.upperBound) - starts[number] },
                in: pieces[number].content)
            for (match, range) in zip(here, pieces[number].ranges(of: stretches)) {
                result.append(Match(piece: pieces[number], range: range, phrase: match.phrase))
            }
            next = here.endIndex
        }
        return result
    }

    /// Whether one of the phrases stands anywhere.
    func holds(_ phrases: PhraseSet) -> Bool {
        !phrases.matches(in: bytes, from: beginnings).isEmpty
    }

    /// Where words begin, and everything that is neither a part of a word nor a blank.
    static func beginnings(of bytes: [UInt8]) -> [Int] {
        var result: [Int] = []
        result.reserveCapacity(bytes.count / 4)
        var isAfterWord = false
        for index in bytes.indices {
            let isWord = bytes[index].isWordByte
            if !isWord || !isAfterWord, bytes[index] > 0x20 { result.append(index) }
            isAfterWord = isWord
        }
        return result
    }

    private func piece(at offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return max(0, low - 1)
    }

    /// Where stretches of folded text, given in order, stand in the text that was folded.
    private func contentRanges(of stretches: [Range<Int>], in content: String) -> [Range<Int>] {
        // A piece that begins with a blank after another that ends with one has lost it.
        let source = Array(content.utf8)
        var read = 0
        var seen = 0
        var isAfterBlank = true
        var result: [Range<Int>] = []
        func advance(to offset: Int) -> Int {
            while seen < offset, read < source.count {
                let width = Self.blank(in: source, at: read)
                if width == 0 || !isAfterBlank { seen += 1 }
                isAfterBlank = width > 0
                read += max(1, width)
            }
            return read
        }
        for stretch in stretches {
            var start = advance(to: stretch.lowerBound)
            while start < source.count, case let width = Self.blank(in: source, at: start), width > 0, isAfterBlank {
                start += width
                read = start
            }
            result.append(start..<max(start, advance(to: stretch.upperBound)))
        }
        return result
    }

    // MARK: Folding

    private static func append(_ blank: UInt8, to bytes: inout [UInt8]) {
        if bytes.last == 0x20 { bytes.removeLast() }
        bytes.append(blank)
    }

    private static func fold(_ text: String, isASCII: Bool, onto bytes: inout [UInt8]) {
        let start = bytes.count
        if isASCII {
            // Written in place: to append byte by byte took three times as long.
            bytes += repeatElement(0, count: text.utf8.count)
            var end = start
            text.withBytes { text in
                var isAfterBlank = true
                for index in 0..<text.count {
                    let byte = text[index]
                    if byte > 0x20 {
                        bytes[end] = byte.asciiLowercased
                        end += 1
                        isAfterBlank = false
                    } else if !isAfterBlank {
                        bytes[end] = 0x20
                        end += 1
                        isAfterBlank = true
                    }
                }
            }
            bytes.removeLast(bytes.count - end)
            return
        }
        for scalar in text.unicodeScalars {
            if scalar.value <= 0x20 || scalar.value == 0xA0 {
                if bytes.count > start, bytes.last != 0x20 { bytes.append(0x20) }
            } else if scalar.value < 0x80 {
                bytes.append(UInt8(scalar.value).asciiLowercased)
            } else {
                append(scalar, to: &bytes)
            }
        }
    }

    /// Adds a character in its small form where that takes as many bytes, so that places can be found again.
    private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        var small = scalar
        if scalar.properties.changesWhenLowercased, let only = scalar.properties.lowercaseMapping.unicodeScalars.first,
            scalar.properties.lowercaseMapping.unicodeScalars.count == 1, UTF8.width(only) == UTF8.width(scalar)
        {
            small = only
        }
        bytes.append(contentsOf: UTF8.encode(small) ?? UTF8.encodedReplacementCharacter)
    }

    /// The bytes of the blank at an index: none where there is none.
    private static func blank(in bytes: [UInt8], at index: Int) -> Int {
        if bytes[index] <= 0x20 { return 1 }
        return bytes[index] == 0xC2 && index + 1 < bytes.count && bytes[index + 1] == 0xA0 ? 2 : 0
    }
}

/// Phrases that are looked for together, in one walk through the text.
package struct PhraseSet: Sendable {
    private let table: StringTable
    /// Whether there is nothing to look for.
    package let isEmpty: Bool

    /// Phrases as people write them; empty ones are never found.
    package init(_ texts: [String]) {
        let phrases = texts.map { text in
            let phrase = FoldedText.fold(text)
            return phrase.last == 0x20 ? Array(phrase.dropLast()) : phrase
        }
        // Of those that begin alike the longest first.
        table = StringTable(phrases) { one, other in
            let counts = (phrases[one].count, phrases[other].count)
            return counts.0 == counts.1 ? one < other : counts.0 > counts.1
        }
        isEmpty = phrases.allSatisfy(\.isEmpty)
    }

    /// The phrases in a folded text, in order, none within another.
    package func matches(in bytes: [UInt8]) -> [(phrase: Int, range: Range<Int>)] {
        matches(in: bytes, from: FoldedText.beginnings(of: bytes))
    }

    /// The same where it is known already where a phrase may begin: a word of the phrase is a word of the text.
    func matches(in bytes: [UInt8], from beginnings: [Int]) -> [(phrase: Int, range: Range<Int>)] {
        var found: [(phrase: Int, range: Range<Int>)] = []
        let table = table
        let text = bytes.span
        var next = 0
        for index in beginnings where index >= next {
            let second = index + 1 < text.count ? text[index + 1] : 0
            guard table.mayBegin(text[index], second), let phrase = phrase(at: index, second, in: text) else {
                continue
            }
            next = index + table.count(of: phrase)
            found.append((phrase, index..<next))
        }
        return found
    }

    private func phrase(at start: Int, _ second: UInt8, in text: Span<UInt8>) -> Int? {
        for number in table.candidates(text[start], second) where table.isThere(number, at: start, in: text) {
            let end = start + table.count(of: number)
            if end == text.count || !text[end - 1].isWordByte || !text[end].isWordByte { return number }
        }
        return nil
    }
}

extension UInt8 {
    /// A letter or digit of ASCII, or part of any other character.
    var isWordByte: Bool { isASCIILetter || isASCIIDigit || self >= 0x80 }
}
