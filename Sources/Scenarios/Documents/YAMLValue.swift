import Findings

/// A value to be written as YAML: what a file holds, with parts of it exchanged.
package indirect enum YAMLValue: Sendable, Hashable {
    /// A text, whatever it looks like.
    case text(String)
    /// A scalar that means what it looks like: `true`, `5`, `1m`.
    case plain(String)
    /// Items in order.
    case list([YAMLValue])
    /// Entries in order.
    case mapping([Entry])

    /// One key with its value.
    package struct Entry: Sendable, Hashable {
        /// The key.
        package var key: String
        /// Its value.
        package var value: YAMLValue

        /// A key with its value.
        package init(_ key: String, _ value: YAMLValue) {
            self.key = key
            self.value = value
        }
    }

    /// What a document holds.
    package init(_ node: Node) {
        switch node.content {
        case .scalar(let text, let isQuoted): self = isQuoted ? .text(text) : .plain(text)
        case .sequence(let items): self = .list(items.map { YAMLValue($0) })
        case .mapping(let entries): self = .mapping(entries.map { Entry($0.key, YAMLValue($0.value)) })
        }
    }

    /// The value of a key; setting nil removes it, and what is no mapping stays as it is.
    package subscript(_ key: String) -> YAMLValue? {
        get {
            guard case .mapping(let entries) = self else { return nil }
            return entries.first { $0.key == key }?.value
        }
        set {
            guard case .mapping(var entries) = self else { return }
            let index = entries.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (let index?, let value?): entries[index].value = value
            case (let index?, nil): entries.remove(at: index)
            case (nil, let value?): entries.append(Entry(key, value))
            case (nil, nil): break
            }
            self = .mapping(entries)
        }
    }

    /// The text of a scalar.
    package var scalar: String? {
        switch self {
        case .text(let text), .plain(let text): text
        case .list, .mapping: nil
        }
    }

    /// The items of a list.
    package var items: [YAMLValue]? {
        if case .list(let items) = self { items } else { nil }
    }

    /// One line in YAML's flow style, which is JSON but for plain scalars: every reader of YAML 1.1 and 1.2 takes it.
    package var flowText: String {
        switch self {
        case .text(let text): return JSONString.quoted(text)
        case .plain(""): return "null"
        case .plain(let text): return Self.isSafe(text) ? text : JSONString.quoted(text)
        case .list(let items): return "[" + items.map(\.flowText).joined(separator: ", ") + "]"
        case .mapping(let entries):
            let parts = entries.map { "\(JSONString.quoted($0.key)): \($0.value.flowText)" }
            return "{" + parts.joined(separator: ", ") + "}"
        }
    }

    /// Whether a plain scalar stays one within brackets, and may be a number, a boolean or a duration at all.
    private static func isSafe(_ text: String) -> Bool {
        if text == "~" { return true }
        guard let first = text.utf8.first, first != UInt8(ascii: "-") || text.utf8.count > 1 else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "+"):
                true
            default: false
            }
        }
    }
}
