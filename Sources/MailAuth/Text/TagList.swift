/// A list of `name=value` pairs between semicolons (RFC 6376 §3.2), with the place of each and every mistake in it.
///
/// DKIM keys, DKIM signatures and DMARC records have this form.
public struct TagList: Sendable, Hashable {
    /// The pairs that could be read, in order, those of a repeated name too.
    public private(set) var tags: [Tag] = []
    /// What could not be read and what stands twice, in order.
    public private(set) var problems: [RecordProblem] = []

    /// One pair.
    public struct Tag: Sendable, Hashable {
        /// The name; in lower case where names are of either case.
        public var name: String
        /// The octets of the whole pair without white space around it.
        public var range: Range<Int>
        /// The value without white space at its ends.
        public var value: ArraySlice<UInt8>
        /// The octets between the equals sign and the semicolon or the end, white space and all.
        public var rawValueRange: Range<Int>

        /// The octets of the value.
        public var valueRange: Range<Int> { value.startIndex..<value.endIndex }
        /// The value as text; broken UTF-8 becomes U+FFFD.
        public var text: String { String(decoding: value, as: UTF8.self) }
    }

    /// Which standard names the tags.
    enum NameCase {
        /// RFC 6376 §3.2: names are compared to the letter.
        case exact
        /// RFC 9989 §4.8 writes them as RFC 5234 literals, which are of either case.
        case folded
    }

    /// Reads a list; ranges are offsets of the slice.
    init(_ text: ArraySlice<UInt8>, names: NameCase) {
        var seen: Set<String> = []
        var start = text.startIndex
        while start <= text.endIndex {
            let end = text[start...].firstIndex(of: UInt8(ascii: ";")) ?? text.endIndex
            read(text[start..<end], isLast: end == text.endIndex, names: names, seen: &seen)
            start = end + 1
        }
    }

    /// The first tag of a name.
    public subscript(_ name: String) -> Tag? {
        tags.first { $0.name == name }
    }

    private mutating func read(_ pair: ArraySlice<UInt8>, isLast: Bool, names: NameCase, seen: inout Set<String>) {
        let trimmed = pair.trimmed(\.isFoldingWhiteSpace)
        guard !trimmed.isEmpty else {
            // RFC 6376 §3.2: one semicolon may end the list; anywhere else a pair stands between two of them.
            if !isLast {
                problems.append(
                    RecordProblem(
                        pair.startIndex..<(pair.endIndex + 1), "nothing stands before this semicolon",
                        remedy: "remove the semicolon"))
            }
            return
        }
        guard let equals = trimmed.firstIndex(of: UInt8(ascii: "=")) else {
            problems.append(
                RecordProblem(
                    trimmed.range, "'\(trimmed.printable)' has no = between a name and a value",
                    remedy: "write \(trimmed.prefix(16).printable)=VALUE, or remove it"))
            return
        }
        let name = trimmed[..<equals].trimmed(\.isFoldingWhiteSpace)
        // RFC 6376 §3.2: tag-name = ALPHA *ALNUMPUNC.
        guard let first = name.first, first.isAlpha,
            name.allSatisfy({ $0.isAlphanumeric || $0 == UInt8(ascii: "_") })
        else {
            problems.append(
                RecordProblem(
                    trimmed.startIndex..<(equals + 1), "'\(name.printable)' is no name of a tag",
                    remedy: "begin the name with a letter and use letters, digits and underscores"))
            return
        }
        let value = trimmed[(equals + 1)...].trimmed(\.isFoldingWhiteSpace)
        if let wrong = value.firstIndex(where: { $0 < 0x20 && !$0.isFoldingWhiteSpace || $0 == 0x7F }) {
            problems.append(
                RecordProblem(wrong..<(wrong + 1), "\(value[wrong].named) cannot stand in a value", remedy: "remove it")
            )
        }
        let tag = Tag(
            name: String(decoding: names == .exact ? Array(name) : name.asciiLowercased, as: UTF8.self),
            range: trimmed.range, value: value, rawValueRange: (equals + 1)..<pair.endIndex)
        // RFC 6376 §3.2: tags with duplicate names must not occur.
        if !seen.insert(tag.name).inserted {
            problems.append(
                RecordProblem(tag.range, "\(tag.name)= stands here a second time", remedy: "remove one of them"))
        }
        tags.append(tag)
    }
}

extension UInt8 {
    /// RFC 6376 §2.8, FWS: white space, and the line breaks of a folded header field.
    var isFoldingWhiteSpace: Bool { isWhiteSpace || self == .carriageReturn || self == .lineFeed }
}

extension TagList.Tag {
    /// The words of a value between colons, without white space around them, each with its octets.
    var words: [ArraySlice<UInt8>] {
        value.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            .map { $0.trimmed(\.isFoldingWhiteSpace) }
    }

    /// A number in decimal digits; one too large to be told apart is the largest, nil where it is none.
    func number(digits: Int) -> Int64? {
        guard !value.isEmpty, value.count <= digits, value.allSatisfy(\.isDigit) else { return nil }
        return Int64(text) ?? .max
    }
}
