/// A value of an oracle file: as much of YAML (and so of JSON) as those files use.
indirect enum OracleValue: Sendable, Hashable {
    case scalar(String)
    case list([OracleValue])
    case mapping([Entry])

    struct Entry: Sendable, Hashable {
        var key: String
        var value: OracleValue
    }

    subscript(_ key: String) -> OracleValue? {
        if case .mapping(let entries) = self { entries.first { $0.key == key }?.value } else { nil }
    }

    var entries: [Entry] {
        if case .mapping(let entries) = self { entries } else { [] }
    }

    var text: String? {
        if case .scalar(let text) = self { text } else { nil }
    }

    /// The items of a list; a single value as a list of one.
    var items: [OracleValue] {
        if case .list(let items) = self { items } else { [self] }
    }

    /// One octet for each character up to U+00FF: the files write octets as escapes.
    var octets: [UInt8] {
        (text ?? "").unicodeScalars.flatMap { $0.value <= 0xFF ? [UInt8($0.value)] : Array(String($0).utf8) }
    }
}

/// Reads block and flow style, quoted and plain scalars, and block scalars, whose text is folded.
struct OracleReader {
    private var lines: [(indent: Int, text: String)] = []
    private var index = 0

    /// The documents of a file.
    static func documents(_ text: String) -> [OracleValue] {
        var documents: [[String]] = [[]]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("---") {
                documents.append([])
            } else {
                documents[documents.count - 1].append(String(line))
            }
        }
        return documents.compactMap { lines in
            var reader = OracleReader(lines)
            return reader.lines.isEmpty ? nil : reader.block()
        }
    }

    /// A JSON text or a flow value.
    static func flow(_ text: String) -> OracleValue {
        var flow = FlowReader(text)
        return flow.value()
    }

    private init(_ texts: [String]) {
        lines = texts.compactMap { line in
            let indent = line.prefix { $0 == " " }.count
            let text = String(line.dropFirst(indent))
            return text.isEmpty || text.hasPrefix("#") ? nil : (indent, text)
        }
    }

    private mutating func block() -> OracleValue {
        guard index < lines.count else { return .scalar("") }
        return lines[index].text.hasPrefix("- ") ? sequence(lines[index].indent) : mapping(lines[index].indent)
    }

    private mutating func sequence(_ indent: Int) -> OracleValue {
        var items: [OracleValue] = []
        while index < lines.count, lines[index].indent == indent, lines[index].text.hasPrefix("- ") {
            let rest = String(lines[index].text.dropFirst(2))
            let padding = rest.prefix { $0 == " " }.count
            let content = String(rest.dropFirst(padding))
            if OracleReader.key(of: content) != nil {
                lines[index] = (indent + 2 + padding, content)
                items.append(mapping(indent + 2 + padding))
            } else {
                index += 1
                items.append(OracleReader.flow(content))
            }
        }
        return .list(items)
    }

    private mutating func mapping(_ indent: Int) -> OracleValue {
        var entries: [OracleValue.Entry] = []
        while index < lines.count, lines[index].indent == indent,
            let (key, rest) = OracleReader.key(of: lines[index].text)
        {
            index += 1
            let value: OracleValue
            if rest.isEmpty {
                value = index < lines.count && lines[index].indent > indent ? block() : .scalar("")
            } else if rest.hasPrefix(">") || rest.hasPrefix("|") {
                var texts: [String] = []
                while index < lines.count, lines[index].indent > indent {
                    texts.append(lines[index].text)
                    index += 1
                }
                value = .scalar(texts.joined(separator: " "))
            } else {
                value = OracleReader.flow(rest)
            }
            entries.append(.init(key: key, value: value))
        }
        return .mapping(entries)
    }

    /// The key of a line and what follows its colon; nil where the line is no entry of a mapping.
    private static func key(of text: String) -> (String, String)? {
        guard let first = text.first, !"\"'[{".contains(first) else { return nil }
        for position in text.indices {
            let after = text.index(after: position)
            if text[position] == ":", after == text.endIndex || text[after] == " " {
                return (String(text[..<position]), text[after...].trimmingPrefix { $0 == " " }.description)
            }
        }
        return nil
    }
}

/// Reads flow style.
private struct FlowReader {
    private let characters: [Character]
    private var index = 0

    init(_ text: String) {
        characters = Array(text)
    }

    mutating func value(endingAt ends: String = "") -> OracleValue {
        skipSpace()
        guard index < characters.count else { return .scalar("") }
        switch characters[index] {
        case "{": return mapping()
        case "[": return list()
        case "\"", "'": return .scalar(quoted())
        default: return .scalar(plain(endingAt: ends))
        }
    }

    private mutating func mapping() -> OracleValue {
        index += 1
        var entries: [OracleValue.Entry] = []
        while true {
            skipSpace()
            guard index < characters.count, characters[index] != "}" else { break }
            let isQuoted = characters[index] == "\"" || characters[index] == "'"
            let key = isQuoted ? quoted() : plain(endingAt: ":")
            skipSpace()
            if index < characters.count, characters[index] == ":" { index += 1 }
            entries.append(.init(key: key, value: value(endingAt: ",}")))
            skipComma()
        }
        index += 1
        return .mapping(entries)
    }

    private mutating func list() -> OracleValue {
        index += 1
        var items: [OracleValue] = []
        while true {
            skipSpace()
            guard index < characters.count, characters[index] != "]" else { break }
            items.append(value(endingAt: ",]"))
            skipComma()
        }
        index += 1
        return .list(items)
    }

    private mutating func quoted() -> String {
        let quote = characters[index]
        index += 1
        var text = ""
        while index < characters.count, characters[index] != quote {
            if characters[index] == "\\", quote == "\"", index + 1 < characters.count {
                index += 1
                text += escape()
            } else {
                text.append(characters[index])
                index += 1
            }
        }
        index += 1
        return text
    }

    private mutating func escape() -> String {
        let letter = characters[index]
        index += 1
        let digits: Int
        switch letter {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "0": return "\0"
        case "x": digits = 2
        case "u": digits = 4
        default: return String(letter)
        }
        let code = UInt32(String(characters[index...].prefix(digits)), radix: 16) ?? 0xFFFD
        index += digits
        return String(Unicode.Scalar(code) ?? "\u{FFFD}")
    }

    private mutating func plain(endingAt ends: String) -> String {
        var text = ""
        while index < characters.count, !ends.contains(characters[index]) {
            text.append(characters[index])
            index += 1
        }
        while text.last == " " { text.removeLast() }
        return text
    }

    private mutating func skipSpace() {
        while index < characters.count, characters[index].isWhitespace { index += 1 }
    }

    private mutating func skipComma() {
        skipSpace()
        if index < characters.count, characters[index] == "," { index += 1 }
    }
}
