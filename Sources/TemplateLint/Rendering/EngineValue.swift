import Mustache

/// Template values as swift-mustache takes them.
///
/// Each type says that it is a parent, so that the engine does not look for names among the members of Swift types.
enum EngineValue {
    /// A value for the engine.
    static func wrap(_ value: TemplateValue) -> Any {
        switch value {
        case .null: Null()
        case .boolean(let value): value
        case .number, .text: Scalar(text: Mark.removed(from: value.printed))
        case .list(let items): Items(items: items.map(wrap), text: Mark.removed(from: value.printed))
        case .mapping(let values):
            Names(
                values: Dictionary(values.map { (engineName($0.key), wrap($0.value)) }) { first, _ in first },
                text: value.printed)
        }
    }

    /// A name in the letters that the engine reads, another one for each name.
    static func engineName(_ name: String) -> String {
        var result = ""
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += "-\(byte)-"
            }
        }
        return result
    }

    private struct Null: MustacheParent, MustacheCustomRenderable, MustacheCustomRepresentation {
        var representation: Any? { nil }
        var renderText: String { "" }
        var isNull: Bool { true }
        func child(named name: String) -> Any? { nil }
    }

    private struct Scalar: MustacheParent, MustacheCustomRenderable {
        var text: String
        var renderText: String { text }
        var isNull: Bool { false }
        func child(named name: String) -> Any? { nil }
    }

    private struct Items: MustacheParent, MustacheCustomRenderable, MustacheSequence {
        var items: [Any]
        var text: String
        var renderText: String { text }
        var isNull: Bool { false }
        func child(named name: String) -> Any? { nil }
        func makeIterator() -> Array<Any>.Iterator { items.makeIterator() }
    }

    private struct Names: MustacheParent, MustacheCustomRenderable {
        var values: [String: Any]
        var text: String
        var renderText: String { text }
        var isNull: Bool { false }
        func child(named name: String) -> Any? { values[name] }
    }
}
