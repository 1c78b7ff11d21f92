/// Tells whether a text holds something that looks like a postal address.
///
/// A linter cannot know addresses; this errs on the side of seeing one.
enum PostalAddress {
    /// Whether something in the text looks like one.
    static func isLikely(in text: String) -> Bool {
        let bytes = Array(text.utf8)
        let words = words(of: bytes)
        func spelling(_ index: Int) -> String {
            words.indices.contains(index) ? String(decoding: bytes[words[index].range], as: UTF8.self) : ""
        }
        /// The last word with a digit.
        var number = Int.min / 2
        for (index, word) in words.enumerated() {
            if word.hasDigit { number = index }
            // Every form of an address has a number in it or beside it.
            let isNearNumber = index - number <= 3 || index + 1 < words.count && words[index + 1].hasDigit
            guard isNearNumber, word.range.count <= longest else { continue }
            if word.hasDigit {
                guard mayBePostalCode(bytes[word.range]) else { continue }
                if isPostalCode(spelling(index), after: spelling(index - 1), before: spelling(index + 1)) {
                    return true
                }
                continue
            }
            let neighbours = [index + 1, index - 1, index - 2, index - 3].filter { neighbour in
                guard words.indices.contains(neighbour) else { return false }
                let first = bytes[words[neighbour].range.lowerBound]
                return first.isASCIIDigit || first >= 0x80
            }
            // Hardly any word has such a neighbour, and letters are compared only where one does.
            if !neighbours.isEmpty, isStreet(spelling(index), beside: neighbours.map(spelling)) { return true }
        }
        // 〒 in UTF-8.
        return text.holds(0xE3) && text.unicodeScalars.contains("〒")
            || !boxes.matches(in: FoldedText.fold(text)).isEmpty
    }

    /// Whether a word is as long as a code, punctuation around it left out: most numbers are not.
    private static func mayBePostalCode(_ word: ArraySlice<UInt8>) -> Bool {
        func isInk(_ byte: UInt8) -> Bool { byte.isASCIILetter || byte.isASCIIDigit || byte >= 0x80 }
        guard let first = word.firstIndex(where: isInk), let last = word.lastIndex(where: isInk) else { return false }
        // From A9 to 99999-9999; what a letter beyond ASCII is, is not looked at here.
        return (2...10).contains(last - first + 1) || word.contains { $0 >= 0x80 }
    }

    /// Bytes of a word of an address.
    private static let longest = 60

    private struct Word {
        var range: Range<Int>
        var hasDigit: Bool
    }

    private static func words(of bytes: [UInt8]) -> [Word] {
        var words: [Word] = []
        var start = 0
        var hasDigit = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte.isASCIILetter {
                index += 1
                continue
            }
            let separator = separator(at: index, in: bytes)
            if separator > 0 {
                if start < index { words.append(Word(range: start..<index, hasDigit: hasDigit)) }
                start = index + separator
                hasDigit = false
            } else if byte.isASCIIDigit {
                hasDigit = true
            }
            index += max(1, separator)
        }
        if start < index { words.append(Word(range: start..<index, hasDigit: hasDigit)) }
        return words
    }

    /// The bytes of what separates words at an index; none where nothing does.
    private static func separator(at index: Int, in bytes: [UInt8]) -> Int {
        switch bytes[index] {
        case ...0x20, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"): 1
        // What separators beyond ASCII begin with: U+0085 to U+00B7, U+1680, U+2000 to U+205F, U+3000.
        case 0xC2, 0xE1, 0xE2, 0xE3:
            bytes.scalar(at: index).map { isSeparator($0.scalar) ? $0.width : 0 } ?? 0
        default: 0
        }
    }

    /// White space, and the dots that lines of a footer are divided by.
    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\u{B7}" || scalar == "\u{2022}" || scalar.properties.isWhitespace
    }

    private static let boxes = PhraseSet([
        "p.o. box", "po box", "p.o.box", "postfach", "apartado", "boîte postale", "casella postale",
    ])

    /// A word for a street with a number near it: `Example Street 1`, `221b Baker St`.
    private static func isStreet(_ word: String, beside neighbours: [String]) -> Bool {
        let word = word.lowercased().trimmingPunctuation
        let isName =
            streets.contains(word)
            || [
                "straße", "strasse", "str", "gasse", "weg", "allee", "straat", "laan", "gatan", "vägen", "gata", "utca",
            ]
            .contains { word.hasSuffix($0) && word.count > $0.count }
        return isName && neighbours.contains { $0.first?.isNumber == true && $0.count <= 6 }
    }

    private static let streets: Set<String> = [
        "street", "st", "avenue", "ave", "road", "rd", "boulevard", "blvd", "lane", "ln", "drive", "dr", "square", "sq",
        "court", "ct", "parkway", "pkwy", "highway", "hwy", "suite", "floor", "rue", "quai", "place", "via", "viale",
        "piazza", "calle", "avenida", "plaza", "paseo", "rua", "praça", "ulica", "ul", "ulice", "utca", "sokak",
        "cadde",
        "allee", "platz", "weg", "улица", "ул",
    ]

    /// A postal code as countries write them, where it cannot be an ordinary number.
    private static func isPostalCode(_ word: String, after previous: String, before next: String) -> Bool {
        let code = word.trimmingPunctuation
        let shape = String(code.map { $0.isASCII && $0.isNumber ? "9" : $0.isASCII && $0.isUppercase ? "A" : $0 })
        switch shape {
        // United States: the state and five digits; Germany, France, Italy, Spain: five digits and a place.
        case "99999": return isState(previous) || isPlace(next)
        case "99999-9999": return true
        // Canada and the United Kingdom, first halves and second.
        case "A9A": return shapeOf(next) == "9A9"
        case "A9", "A99", "AA9", "AA99", "AA9A": return shapeOf(next) == "9AA"
        // The Netherlands.
        case "9999": return shapeOf(next) == "AA"
        case "9999AA": return true
        // Poland, Czechia, Sweden, Portugal, Brazil, Japan.
        case "99-999", "9999-999", "99999-999": return isPlace(next)
        case "999-9999": return isPlace(next)
        // Austria, Switzerland, Denmark and others with their country's letter.
        case "A-9999", "A-99999", "AA-9999", "AA-99999": return true
        default: return false
        }
    }

    private static func shapeOf(_ word: String) -> String {
        String(word.trimmingPunctuation.map { $0.isNumber ? "9" : $0.isUppercase ? "A" : $0 })
    }

    private static func isState(_ word: String) -> Bool {
        shapeOf(word) == "AA"
    }

    private static func isPlace(_ word: String) -> Bool {
        word.first?.isUppercase == true && word.count >= 3
    }
}

extension String {
    /// Without punctuation at both ends.
    fileprivate var trimmingPunctuation: String {
        guard let start = firstIndex(where: { $0.isLetter || $0.isNumber }),
            let end = lastIndex(where: { $0.isLetter || $0.isNumber })
        else { return "" }
        return String(self[start...end])
    }
}
