import Scenarios

/// What a route of Alertmanager asks of one label.
///
/// Source: Alertmanager, `pkg/labels/parse.go` and `config/config.go`.
struct RouteMatcher: Sendable, Hashable {
    /// The label.
    var name: String
    /// What its value is compared with.
    var value: String
    /// Whether the value is a regular expression, which must match all of the label.
    var isExpression: Bool
    /// Whether it must not match.
    var isNegated: Bool

    /// Whether labels have it; nil where that cannot be said.
    func matches(_ labels: KnownLabels) -> Bool? {
        let matches: Bool?
        switch labels[name] {
        case .unknown: matches = isExpression && RouteExpression(value)?.matchesEverything == true ? true : nil
        case .value(let label): matches = isExpression ? RouteExpression(value)?.matches(label) : label == value
        }
        return matches.map { $0 != isNegated }
    }

    /// The matchers of one text, `severity="critical"` or `{a="b",c=~"d|e"}`; nil where it is none.
    static func parsing(_ text: String) -> [RouteMatcher]? {
        var rest = text.trimmedSubstring
        if rest.hasPrefix("{") {
            guard rest.hasSuffix("}"), rest.count > 1 else { return nil }
            rest = rest.dropFirst().dropLast()
        }
        var matchers: [RouteMatcher] = []
        for part in parts(rest) where !part.trimmedSubstring.isEmpty {
            guard let matcher = RouteMatcher(part.trimmedSubstring) else { return nil }
            matchers.append(matcher)
        }
        return matchers
    }

    init(_ name: String, _ value: String, isExpression: Bool = false, isNegated: Bool = false) {
        self.name = name
        self.value = value
        self.isExpression = isExpression
        self.isNegated = isNegated
    }

    private init?(_ text: Substring) {
        let operators = [("=~", true, false), ("!~", true, true), ("!=", false, true), ("=", false, false)]
        guard let start = text.firstIndex(where: { $0 == "=" || $0 == "!" }),
            let found = operators.first(where: { text[start...].hasPrefix($0.0) }),
            let name = Self.unquoted(text[..<start].trimmedSubstring), !name.isEmpty,
            let value = Self.unquoted(text[start...].dropFirst(found.0.count).trimmedSubstring)
        else { return nil }
        self.init(name, value, isExpression: found.1, isNegated: found.2)
    }

    /// The parts between commas that stand in no quotes.
    private static func parts(_ text: Substring) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var isQuoted = false
        var isEscaped = false
        for index in text.indices {
            let character = text[index]
            if isEscaped {
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                parts.append(text[start..<index])
                start = text.index(after: index)
            }
        }
        return parts + [text[start...]]
    }

    /// The text without its quotes, and what is escaped in them; nil where they do not close.
    private static func unquoted(_ text: Substring) -> String? {
        guard text.hasPrefix("\"") else { return text.contains("\"") ? nil : String(text) }
        guard text.count > 1, text.hasSuffix("\"") else { return nil }
        var plain = ""
        var isEscaped = false
        for character in text.dropFirst().dropLast() {
            if isEscaped {
                // Another escape is kept as it is, as Alertmanager does.
                plain += character == "n" ? "\n" : character == "\"" || character == "\\" ? "" : "\\"
                if character != "n" { plain.append(character) }
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                return nil
            } else {
                plain.append(character)
            }
        }
        return isEscaped ? nil : plain
    }
}

/// What is known of the labels of an alert before it fires.
package struct KnownLabels: Sendable {
    /// Its labels whose values are written out.
    var values: [String: String]

    /// Labels whose values are written out.
    package init(values: [String: String]) {
        self.values = values
    }

    /// A label's value.
    enum Value {
        case value(String)
        /// The alert may have it with any value, or not have it.
        case unknown
    }

    subscript(_ name: String) -> Value { values[name].map(Value.value) ?? .unknown }
}

/// The regular expressions that routes are written with: texts, `.*` and `.+`, and alternatives of these.
///
/// What else stands in one is not judged, so that no expression of others can hold the run up, and who might be told counts
/// as told.
struct RouteExpression {
    private enum Part {
        case text([Character])
        /// So many characters or more.
        case any(atLeast: Int)
    }

    private var alternatives: [[Part]] = []

    /// Our choice: longer ones are not judged.
    private static let longest = 2000

    /// Reads one; nil where it holds anything else.
    init?(_ text: String) {
        guard text.utf8.count <= Self.longest else { return nil }
        var parts: [Part] = []
        var rest = Substring(text)
        if rest.hasPrefix("^(?:"), rest.hasSuffix(")$") { rest = rest.dropFirst(4).dropLast(2) }
        while let character = rest.popFirst() {
            switch character {
            case "|":
                alternatives.append(parts)
                parts = []
            case ".":
                guard let count = rest.popFirst(), count == "*" || count == "+", !(rest.first == "?") else {
                    return nil
                }
                parts.append(.any(atLeast: count == "+" ? 1 : 0))
            case "\\":
                guard let escaped = rest.popFirst(), !escaped.isLetter, !escaped.isNumber else { return nil }
                Self.add(escaped, to: &parts)
            case "^", "$", "(", ")", "[", "]", "{", "}", "*", "+", "?": return nil
            default: Self.add(character, to: &parts)
            }
        }
        alternatives.append(parts)
    }

    private static func add(_ character: Character, to parts: inout [Part]) {
        if case .text(let before)? = parts.last {
            parts[parts.count - 1] = .text(before + [character])
        } else {
            parts.append(.text([character]))
        }
    }

    /// Whether it matches any text, the empty one too.
    var matchesEverything: Bool {
        alternatives.contains { parts in
            !parts.isEmpty && parts.allSatisfy { if case .any(atLeast: 0) = $0 { true } else { false } }
        }
    }

    /// Whether it matches all of a text.
    func matches(_ text: String) -> Bool {
        let text = Array(text)
        return alternatives.contains { parts in
            // The places in the text that the parts so far may end at.
            var ends: Set<Int> = [0]
            for part in parts {
                switch part {
                case .text(let literal):
                    ends = Set(
                        ends.filter { text[$0...].starts(with: literal) }.map { $0 + literal.count })
                case .any(let least):
                    guard let first = ends.min(), first + least <= text.count else { return false }
                    ends = Set(first + least...text.count)
                }
            }
            return ends.contains(text.count)
        }
    }
}

extension StringProtocol {
    /// Without spaces and line ends around it.
    fileprivate var trimmedSubstring: Substring {
        var text = Substring(self)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
