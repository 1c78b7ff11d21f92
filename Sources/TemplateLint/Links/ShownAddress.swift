/// Web and mail addresses that a reader sees in a text.
enum ShownAddress {
    /// The host of a text that is nothing but a web or mail address; nil for anything else.
    static func host(of text: String) -> String? {
        // A domain has a dot, and the texts of most links have none, or several words.
        guard text.holds(UInt8(ascii: ".")), !text.isASCII || !Self.hasWords(text) else { return nil }
        let text = text.trimmingBlanks.lowercased()
        guard !text.isEmpty, !text.contains(where: \.isWhitespace) else { return nil }
        if text.hasPrefix("http://") || text.hasPrefix("https://") { return LinkTarget(text).host.flatMap(domain) }
        if let at = text.firstIndex(of: "@") {
            return text.startIndex < at ? domain(String(text[text.index(after: at)...])) : nil
        }
        let host = String(text.prefix { !"/?#:".contains($0) })
        guard let name = domain(host) else { return nil }
        return host.hasPrefix("www.") || commonEndings.contains(ending(of: name)) ? name : nil
    }

    /// Whether white space stands between two stretches of ink.
    private static func hasWords(_ text: String) -> Bool {
        text.withBytes { bytes in
            var hasInk = false
            var isAfterBlank = false
            for index in 0..<bytes.count {
                if bytes[index] == 0x20 || (0x09...0x0D).contains(bytes[index]) {
                    isAfterBlank = hasInk
                } else if isAfterBlank {
                    return true
                } else {
                    hasInk = true
                }
            }
            return false
        }
    }

    /// The domains of mail addresses in a text, and of bare names that end as web addresses commonly do.
    static func domains(in text: String) -> [String] {
        text.lowercased().split { $0.isWhitespace || "<>()[],;:\"'|".contains($0) }.compactMap { word in
            if let at = word.lastIndex(of: "@") { return domain(String(word[word.index(after: at)...])) }
            return domain(String(word)).flatMap { commonEndings.contains(ending(of: $0)) ? $0 : nil }
        }
    }

    /// The text where it is a domain name of at least two labels, without a dot at the end.
    private static func domain(_ text: String) -> String? {
        let name = text.hasSuffix(".") ? text.dropLast() : text[...]
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, name.utf8.count <= 253 else { return nil }
        for label in labels {
            guard !label.isEmpty, label.utf8.count <= 63, label.first != "-", label.last != "-",
                label.unicodeScalars.allSatisfy({
                    $0 == "-" || $0.properties.isAlphabetic || $0.properties.numericType != nil
                })
            else { return nil }
        }
        guard let last = labels.last, last.utf8.count >= 2, last.contains(where: \.isLetter) else { return nil }
        return String(name)
    }

    private static func ending(of name: String) -> String {
        name.split(separator: ".").last.map(String.init) ?? ""
    }

    /// Endings that make a bare name an address; others (`node.js`, `report.pdf`, `v2.final`) are too often something
    /// else.
    private static let commonEndings: Set<String> = [
        "com", "net", "org", "edu", "gov", "info", "biz", "io", "app", "dev", "shop", "store", "online", "cloud", "eu",
        "at", "au", "be", "br", "ca", "ch", "cn", "co", "cz", "de", "dk", "es", "fi", "fr", "gr", "hu", "ie", "il",
        "in", "it", "jp", "kr", "lu", "mx", "nl", "no", "nz", "pl", "pt", "ro", "ru", "se", "sk", "tr", "ua", "uk",
        "us", "za", "test", "example", "invalid",
    ]
}
