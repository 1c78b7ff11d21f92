/// A value that a template is filled with: JSON or YAML, reduced to what Mustache can tell apart.
package indirect enum TemplateValue: Sendable, Hashable {
    /// Known, and nothing: prints nothing, and hides a value of the same name further out.
    case null
    /// Decides whether a section is shown.
    case boolean(Bool)
    /// A number as it was written, so that `1.50` prints as `1.50`.
    case number(String)
    /// A text.
    case text(String)
    /// Items that a section repeats over.
    case list([TemplateValue])
    /// Names and their values.
    case mapping([String: TemplateValue])

    /// A mapping of nothing: every variable is unknown.
    package static let empty = TemplateValue.mapping([:])

    /// The value of a name, where this is a mapping that has it.
    package subscript(name: String) -> TemplateValue? {
        guard case .mapping(let values) = self else { return nil }
        return values[name]
    }

    /// The names that it has, in alphabetical order; empty for anything but a mapping.
    package var names: [String] {
        guard case .mapping(let values) = self else { return [] }
        return values.keys.sorted()
    }

    /// Whether a section of this value is shown; an empty text and zero count as something, as in swift-mustache.
    var isTruthy: Bool {
        switch self {
        case .null: false
        case .boolean(let value): value
        case .list(let items): !items.isEmpty
        case .number, .text, .mapping: true
        }
    }

    /// What a variable of this value prints, before escaping.
    ///
    /// A whole list or mapping is never meant to be printed; it prints what JavaScript makes of it, which is what the
    /// reader of such a mail usually sees.
    var printed: String {
        switch self {
        case .null: ""
        case .boolean(let value): value ? "true" : "false"
        case .number(let text), .text(let text): text
        case .list(let items): items.map(\.printed).joined(separator: ",")
        case .mapping: "[object Object]"
        }
    }

    /// Whether lists and mappings are nested at most `limit` deep.
    func isNested(atMost limit: Int) -> Bool {
        switch self {
        case .null, .boolean, .number, .text: true
        case .list(let items): limit > 0 && items.allSatisfy { $0.isNested(atMost: limit - 1) }
        case .mapping(let values): limit > 0 && values.values.allSatisfy { $0.isNested(atMost: limit - 1) }
        }
    }
}
