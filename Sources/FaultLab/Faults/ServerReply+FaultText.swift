extension ServerReply {
    /// The reply that a fault gives, as one writes it: `451 4.7.1 Try again later`.
    ///
    /// A code of class 4 or 5, an enhanced status code where one is wanted, and the text. Further lines of the text are
    /// further lines of the reply; the codes are repeated by themselves, and may be written again.
    package init(faultText: String) throws(InvalidFault) {
        let lines = faultText.split(whereSeparator: \.isNewline).map(String.init)
        guard let first = lines.first, let (code, _) = Self.code(of: first[...]) else {
            throw InvalidFault(
                .reply, "a reply begins with a code of three digits",
                remedy: "write reply: \"451 4.7.1 Try again later\"")
        }
        guard (400...599).contains(code) else {
            throw InvalidFault(
                .reply, "\(code) is not a refusal", remedy: "write a code of 400 to 599, such as 451 or 550")
        }
        var enhanced: String?
        var texts: [String] = []
        for line in lines {
            var rest = line[...]
            if let (again, text) = Self.code(of: rest), again == code { rest = text }
            if let (status, text) = Self.enhancedStatus(of: rest) {
                enhanced = enhanced ?? status
                rest = text
            }
            texts.append(String(rest))
        }
        self.init(code, enhanced, texts)
    }

    private static func code(of line: Substring) -> (Int, Substring)? {
        let digits = line.prefix(3)
        let rest = line.dropFirst(3)
        // RFC 5321 §4.2.1: the first digit is 2 to 5, the second 0 to 5.
        guard digits.utf8.count == 3, let code = Int(digits), (200...599).contains(code), code / 10 % 10 <= 5,
            rest.isEmpty || rest.first == " " || rest.first == "-"
        else { return nil }
        return (code, rest.dropFirst())
    }

    /// RFC 2034 §4: class "." subject "." detail, the latter of one to three digits.
    private static func enhancedStatus(of line: Substring) -> (String, Substring)? {
        let word = line.prefix { $0 != " " }
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "4" || parts[0] == "5",
            parts[1...].allSatisfy({
                (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) }
            })
        else { return nil }
        return (String(word), line.dropFirst(word.count).drop { $0 == " " })
    }
}
