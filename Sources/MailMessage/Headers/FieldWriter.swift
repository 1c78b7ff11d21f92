/// Writes a header field: nothing smuggled in, encoded where it must be, folded.
public enum FieldWriter {
    /// RFC 5322 §2.1.1: a line should have at most 78 characters, the line break not counted.
    public static let preferredLineLength = 78
    /// RFC 5322 §2.1.1: a line must have at most 998 characters, the line break not counted.
    public static let maximumLineLength = 998

    /// The field with its line break at the end.
    ///
    /// Text that leaves ASCII goes into encoded words, in fields of addresses into those of the names alone.
    ///
    /// - Throws: what forbids to write it: a name that is none, a line break in the value, a word without space in it
    ///   that no line can hold.
    public static func write(_ name: String, _ value: String) throws(CompositionError) -> [UInt8] {
        guard !name.isEmpty, name.utf8.allSatisfy(\.isFieldName) else { throw .fieldName(name) }
        // A line break in a value would end the field and begin another one: header injection.
        guard !value.utf8.contains(where: { $0.isControl && $0 != .tab }) else { throw .controlCharacter(field: name) }
        let text = EncodedWord.isNeeded(for: value) ? encoded(value, name) : value
        return try fold(name, text)
    }

    /// RFC 5322 §3.6.2, §3.6.3 and §3.6.6: the fields that list addresses.
    private static let addressFields: Set = [
        "from", "sender", "reply-to", "to", "cc", "bcc", "resent-from", "resent-sender", "resent-to", "resent-cc",
        "resent-bcc", "disposition-notification-to",
    ]

    private static func encoded(_ value: String, _ name: String) -> String {
        // A colon and a space follow the name.
        let indent = name.utf8.count + 2
        guard addressFields.contains(name.lowercased()) else { return encodedText(value, indent: indent) }
        let list = AddressList.parse(Array(value.utf8)[...])
        guard list.problems.isEmpty else { return encodedText(value, indent: indent) }
        return list.entries.map { entry in
            switch entry {
            case .mailbox(let placed):
                placed.mailbox.headerText
            case .group(let name, let members):
                DisplayName.headerText(name) + ": " + members.map(\.mailbox.headerText).joined(separator: ", ") + ";"
            }
        }.joined(separator: ", ")
    }

    /// Unstructured text with each run of words that need it in encoded words.
    private static func encodedText(_ text: String, indent: Int) -> String {
        var result: [String] = []
        var pending: [Substring] = []
        func flush() {
            guard !pending.isEmpty else { return }
            result += EncodedWord.encode(pending.joined(separator: " "), indent: indent)
            pending = []
        }
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            // RFC 2047 §6.2: the space between two encoded words vanishes, so it goes inside of one.
            if EncodedWord.isNeeded(for: String(word)) || (word.isEmpty && !pending.isEmpty) {
                pending.append(word)
            } else {
                flush()
                result.append(String(word))
            }
        }
        flush()
        return result.joined(separator: " ")
    }

    /// Breaks lines before white space, so that they keep to the preferred length where they can.
    private static func fold(_ name: String, _ value: String) throws(CompositionError) -> [UInt8] {
        var result = Array(name.utf8) + [.colon]
        var lineLength = result.count
        var lineHasText = false
        let bytes = [.space] + Array(value.utf8)
        var index = 0
        while index < bytes.count {
            var end = index
            while end < bytes.count, bytes[end].isWhiteSpace { end += 1 }
            let textStart = end
            while end < bytes.count, !bytes[end].isWhiteSpace { end += 1 }
            // RFC 5322 §3.2.2: no folded line is made of white space alone.
            if lineHasText, textStart < end, lineLength + end - index > preferredLineLength {
                result += [.carriageReturn, .lineFeed]
                lineLength = 0
            }
            result += bytes[index..<end]
            lineLength += end - index
            lineHasText = lineHasText || textStart < end
            guard lineLength <= maximumLineLength else { throw .lineTooLong(field: name) }
            index = end
        }
        return result + [.carriageReturn, .lineFeed]
    }
}
