import Findings

/// A JSON value as the lines that show it, members in the order they were given, so that the text is always the same.
struct JSONText {
    /// The lines, without indentation of their own.
    private var lines: [String]
    /// Whether it is neither a list nor an object.
    private var isScalar: Bool

    private init(lines: [String], isScalar: Bool) {
        self.lines = lines
        self.isScalar = isScalar
    }

    /// The value as a text with a line break at its end.
    var pretty: String {
        lines.joined(separator: "\n") + "\n"
    }

    /// A text.
    static func text(_ text: String) -> JSONText {
        JSONText(lines: [JSONString.quoted(text)], isScalar: true)
    }

    /// A whole number.
    static func number(_ number: Int) -> JSONText {
        JSONText(lines: [String(number)], isScalar: true)
    }

    /// `true` or `false`.
    static func flag(_ flag: Bool) -> JSONText {
        JSONText(lines: [flag ? "true" : "false"], isScalar: true)
    }

    /// A list; one of scalars stays on one line.
    static func list(_ items: [JSONText]) -> JSONText {
        if items.allSatisfy(\.isScalar) {
            let line = items.flatMap(\.lines).joined(separator: ", ")
            return JSONText(lines: ["[\(line)]"], isScalar: false)
        }
        return JSONText(lines: ["["] + indented(items.map(\.lines)) + ["]"], isScalar: false)
    }

    /// A list of texts.
    static func texts(_ texts: [String]) -> JSONText {
        list(texts.map(text))
    }

    /// An object.
    static func object(_ members: [(key: String, value: JSONText)]) -> JSONText {
        guard !members.isEmpty else { return JSONText(lines: ["{}"], isScalar: false) }
        let elements = members.map { member in
            ["\(JSONString.quoted(member.key)): \(member.value.lines.first ?? "")"] + member.value.lines.dropFirst()
        }
        return JSONText(lines: ["{"] + indented(elements) + ["}"], isScalar: false)
    }

    /// The lines of all elements, each element but the last followed by a comma.
    private static func indented(_ elements: [[String]]) -> [String] {
        elements.enumerated().flatMap { index, lines in
            var lines = lines.map { "  " + $0 }
            if index + 1 < elements.count, let last = lines.popLast() { lines.append(last + ",") }
            return lines
        }
    }
}
