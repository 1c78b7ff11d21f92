/// What mail programs put before the subject of an answer or of a forwarded message.
enum ReplyPrefix {
    /// Those that mean nothing else, in any language.
    private static let certain: Set<String> = ["re", "fw", "fwd"]
    /// Those of other languages; each is an abbreviation of something else too.
    private static let likely: Set<String> = [
        "aw", "wg", "sv", "vs", "vb", "tr", "rv", "antw", "doorst", "odp", "ynt", "ilt", "enc", "res", "rif", "r", "i",
    ]

    /// Whether a word is one, with its colon.
    static func isOne(_ word: Substring) -> Bool {
        word.hasSuffix(":") && name(of: word.dropLast()).map { certain.contains($0) || likely.contains($0) } == true
    }

    /// The prefix that a subject begins with, and whether it can be nothing else.
    static func leading(in subject: String) -> (length: Int, isCertain: Bool)? {
        // `antw` and a number in brackets are the longest.
        let head = subject.utf8.prefix(16)
        guard let colon = head.firstIndex(of: UInt8(ascii: ":")),
            let name = name(of: subject[..<colon])
        else { return nil }
        let isCertain = certain.contains(name)
        // A single letter before a colon is too often something else.
        guard isCertain || likely.contains(name) && name.utf8.count > 1 else { return nil }
        return (subject.utf8.distance(from: subject.startIndex, to: colon) + 1, isCertain)
    }

    /// The prefix without its number, `Re[2]` or `Re(2)`, in small letters.
    private static func name(of text: Substring) -> String? {
        let letters = text.prefix { $0.isLetter }
        let rest = text[letters.endIndex...]
        guard letters.utf8.count <= 6, rest.allSatisfy({ $0.isNumber || "[]() ^".contains($0) }) else { return nil }
        return letters.lowercased()
    }
}
