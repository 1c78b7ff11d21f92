/// Tells whether a text holds something that looks like a postal address.
///
/// A linter cannot know addresses; this errs on the side of seeing one.
enum PostalAddress {
    /// Whether something in the text looks like one.
    static func isLikely(in text: String) -> Bool {
        let words = words(of: text)
        for (index, word) in words.enumerated() {
            // Every form of an address has a number in it or beside it.
            let near = words[max(0, index - 3)..<min(words.count, index + 2)]
            guard word.text.utf8.count <= longest, near.contains(where: \.hasDigit) else { continue }
            let previous = index > 0 ? String(words[index - 1].text) : ""
            let next = index + 1 < words.count ? String(words[index + 1].text) : ""
            let beside = [previous, next] + words[max(0, index - 3)..<index].map { String($0.text) }
            if (!word.hasDigit && isStreet(String(word.text), beside: beside))
                || (word.hasDigit && isPostalCode(String(word.text), after: previous, before: next))
            {
                return true
            }
        }
        // 〒 in UTF-8.
        return text.utf8.contains(0xE3) && text.unicodeScalars.contains("〒")
            || !boxes.matches(in: FoldedText.fold(text)).isEmpty
    }

    /// Bytes of a word of an address.
    private static let longest = 60

    private struct Word {
        var text: Substring
        var hasDigit: Bool
    }

    private static func words(of text: String) -> [Word] {
        text.unicodeScalars.split { scalar in
            switch scalar {
            case "\u{0}"..." ", ",", ";", "|": true
            case "!"..."~": false
            default: isSeparator(scalar)
            }
        }.map { word in
            Word(text: Substring(word), hasDigit: word.contains { ("0"..."9").contains($0) })
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
