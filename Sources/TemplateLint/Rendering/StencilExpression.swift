/// The names and filters in an expression of Stencil.
///
/// Stencil itself ends the program on some of what can be written (`a|:`, `a.last` of an empty list); so every expression
/// is looked through here before the engine sees it.
struct StencilExpression: Sendable, Hashable {
    /// A name of the data, and where it stands in the expression, in bytes.
    struct Name: Sendable, Hashable {
        var path: [String]
        var range: Range<Int>
        /// Whether `default` says what is printed where there is no such name.
        var hasDefault = false

        var text: String { path.joined(separator: ".") }
    }

    /// Why an expression is refused, and what to write.
    struct Objection: Error {
        var message: String
        var remedy: String
    }

    /// The expression as it is written.
    let text: String
    /// Its names, in order.
    let names: [Name]
    /// Whether the last filter makes the value safe for HTML.
    let isEscaped: Bool

    /// Whether it prints what is in the data, and prints it as it is.
    var mayBeMarkup: Bool {
        !isEscaped
            && names.contains { name in
                // What Stencil makes itself: the content of a block, the state of a loop, a count.
                !["block", "forloop"].contains(name.path.first) && name.path.last != "count"
            }
    }

    /// Bytes of an expression: the engine recurses for brackets and `not`.
    static let longest = 1000
    /// Filters of Stencil, and the one that is added because Stencil has none.
    static let filters = [
        "capitalize", "default", "e", "escape", "filter", "indent", "join", "lowercase", "split", "uppercase",
    ]
    private static let words: Set<String> = ["and", "else", "if", "in", "not", "or", "where", "true", "false"]
    private static let operators: Set<String> = ["==", "!=", "<", ">", "<=", ">="]

    /// Looks through an expression.
    init(_ text: String) throws(Objection) {
        self.text = text
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.longest else {
            throw Objection(message: "the tag is too long", remedy: "prepare the value in the data")
        }
        var names: [Name] = []
        var index = 0
        var before: UInt8 = 0
        var brackets = 0
        var lastFilter = ""
        while index < bytes.count {
            let byte = bytes[index]
            let start = index
            switch byte {
            case UInt8(ascii: " "), 0x09:
                index += 1
                continue
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                index += 1
                while index < bytes.count, bytes[index] != byte { index += 1 }
                guard index < bytes.count else {
                    throw Objection(
                        message: "a quote is not closed",
                        remedy: "close it with \(String(Character(Unicode.Scalar(byte))))")
                }
                index += 1
            case UInt8(ascii: "("):
                brackets += 1
                guard brackets <= 20 else {
                    throw Objection(message: "the brackets nest too deep", remedy: "prepare the value in the data")
                }
                index += 1
            case UInt8(ascii: ")"):
                index += 1
            case UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: ","):
                guard start > 0, ![UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: ",")].contains(before) else {
                    throw Objection(
                        message: "nothing stands before \(String(Character(Unicode.Scalar(byte))))",
                        remedy: "write {{ name|filter:argument }}")
                }
                index += 1
            default:
                while index < bytes.count, !Self.ends(bytes[index]) { index += 1 }
                let word = String(decoding: bytes[start..<index], as: UTF8.self)
                if before == UInt8(ascii: "|") {
                    try Self.check(filter: word)
                    lastFilter = word
                    if word == "default", let last = names.indices.last { names[last].hasDefault = true }
                } else if !Self.words.contains(word), !Self.operators.contains(word) {
                    names += try Self.names(in: word, at: start)
                }
            }
            before = byte
        }
        if let last = bytes.last, [UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: ",")].contains(last) {
            throw Objection(message: "the tag ends too early", remedy: "write {{ name|filter:argument }}")
        }
        self.names = names
        isEscaped = lastFilter == "escape" || lastFilter == "e"
    }

    private static func ends(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), 0x09, UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: ","):
            true
        default: false
        }
    }

    private static func check(filter: String) throws(Objection) {
        guard !filters.contains(filter) else { return }
        let nearest = NearWords.nearest(to: filter, in: filters)
        throw Objection(
            message: "Stencil has no filter \(filter)",
            remedy: nearest.map { "write |\($0)" } ?? "prepare the value in the data and print it as it is")
    }

    /// The names in a word: one, none for a number, two for a range `1...n`.
    private static func names(in word: String, at start: Int) throws(Objection) -> [Name] {
        if let range = word.firstRange(of: "...") {
            let left = String(word[..<range.lowerBound])
            let right = String(word[range.upperBound...])
            guard !left.isEmpty, !right.isEmpty else {
                throw Objection(message: "a range needs two ends", remedy: "write 1...10")
            }
            return try names(in: left, at: start) + names(in: right, at: start + left.utf8.count + 3)
        }
        if Int(word) != nil || Float(word) != nil { return [] }
        let path = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard path.allSatisfy({ !$0.isEmpty }) else {
            throw Objection(
                message: "the name \(word) has a dot without a name beside it",
                remedy: "write a name on both sides of every dot")
        }
        if word.contains("[") || word.contains("]") {
            throw Objection(
                message: "names in brackets are known, but not in this version",
                remedy: "prepare the value in the data, or write the name behind a dot")
        }
        return [Name(path: path, range: start..<start + word.utf8.count)]
    }
}
