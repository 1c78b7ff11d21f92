import TemplateLint

/// The attributes of a resource before or after a plan is applied, as `terraform show -json` writes them.
///
/// What is not known yet, and what is marked as sensitive, cannot be read: that is an error with its reason.
struct TerraformState {
    private let values: TemplateValue
    private let unknown: TemplateValue
    private let sensitive: TemplateValue

    /// A state; nil where the resource does not exist in it.
    init?(_ values: TemplateValue?, unknown: TemplateValue? = nil, sensitive: TemplateValue? = nil) {
        guard let values, case .mapping = values else { return nil }
        self.values = values
        self.unknown = unknown ?? .null
        self.sensitive = sensitive ?? .null
    }

    /// Why an attribute cannot be read.
    struct Unreadable: Error {
        /// To be read after the resource and a colon.
        var reason: String

        static let unknown = Unreadable(reason: "it is unknown until applied")
        static let sensitive = Unreadable(reason: "its value is marked as sensitive, and not used")

        static func malformed(_ attribute: String) -> Unreadable {
            Unreadable(reason: "its '\(attribute)' does not have the form of such a record")
        }
    }

    /// An attribute; nil where it is left out or null.
    func value(_ name: String) throws(Unreadable) -> TemplateValue? {
        if case .boolean(true) = unknown { throw .unknown }
        if case .boolean(true) = sensitive { throw .sensitive }
        if let mark = unknown[name], mark.hasMark { throw .unknown }
        if let mark = sensitive[name], mark.hasMark { throw .sensitive }
        guard let value = values[name], value != .null else { return nil }
        return value
    }

    /// An attribute that is a text or a number; nil where it is left out or empty.
    func text(_ name: String) throws(Unreadable) -> String? {
        guard let value = try value(name) else { return nil }
        guard let text = value.scalarText else { throw .malformed(name) }
        return text.isEmpty ? nil : text
    }

    /// An attribute that must be there.
    func required(_ name: String) throws(Unreadable) -> String {
        guard let text = try text(name) else { throw .malformed(name) }
        return text
    }

    /// An attribute that is a list of texts; empty where it is left out.
    func texts(_ name: String) throws(Unreadable) -> [String] {
        switch try value(name) {
        case nil: return []
        case .list(let items)?:
            let texts = items.compactMap(\.scalarText)
            guard texts.count == items.count else { throw .malformed(name) }
            return texts
        default: throw .malformed(name)
        }
    }

    /// The blocks of a name, be it one or a list; empty where there is none.
    func blocks(_ name: String) throws(Unreadable) -> [TerraformState] {
        let items: [TemplateValue] =
            switch try value(name) {
            case nil: []
            case .list(let items)?: items
            case let item?: [item]
            }
        let blocks = items.compactMap { TerraformState($0) }
        guard blocks.count == items.count else { throw .malformed(name) }
        return blocks
    }

    /// The TTL of the records.
    func timeToLive() -> UInt32 {
        // 1 is Cloudflare's word for its own choice, which is 300 s. A TTL decides nothing here: one is taken.
        guard let text = try? text("ttl"), let seconds = UInt32(text), seconds > 1 else { return 300 }
        return min(seconds, 0x7FFF_FFFF)
    }
}

extension TemplateValue {
    /// A text, a number or a boolean as text; nil for anything else.
    var scalarText: String? {
        switch self {
        case .text(let text), .number(let text): text
        case .boolean(let value): String(value)
        case .null, .list, .mapping: nil
        }
    }

    /// Whether `true` stands anywhere in it: in `after_unknown` and `after_sensitive` that marks a value.
    fileprivate var hasMark: Bool {
        switch self {
        case .boolean(let value): value
        case .list(let items): items.contains(where: \.hasMark)
        case .mapping(let values): values.values.contains(where: \.hasMark)
        case .null, .number, .text: false
        }
    }

    /// The items of a list; empty for anything else.
    var items: [TemplateValue] {
        if case .list(let items) = self { items } else { [] }
    }
}
