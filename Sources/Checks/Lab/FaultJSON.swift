package import FaultLab
import Findings
package import Scenarios

/// What a scenario writes for a fault as JSON, and back: the same words, for the control API of a lab.
package enum FaultJSON {
    /// The JSON of a node whose references are filled in.
    package static func value(of node: Node) -> JSONValue {
        switch node.content {
        case .scalar(let text, let isQuoted): isQuoted ? .text(escaped(text)) : bare(text)
        case .sequence(let items): .list(items.map(value))
        case .mapping(let entries): .object(entries.map { JSONValue.Member($0.key, value(of: $0.value)) })
        }
    }

    private static func bare(_ text: String) -> JSONValue {
        switch text {
        case "true": .flag(true)
        case "false": .flag(false)
        default:
            if let number = Int(text), String(number) == text {
                .integer(number)
            } else if Double(scalarText: text) != nil, let number = Double(text) {
                .number(number)
            } else {
                .text(escaped(text))
            }
        }
    }

    /// What looks like a reference is text by now.
    private static func escaped(_ text: String) -> String { text.replacing("$(", with: "$$(") }

    /// The node of a JSON value; all of it stands at one place.
    package static func node(of value: JSONValue) -> Node {
        node(of: value, at: Place(text: SourceText(file: "fault", text: "\(value)"), line: 1, column: 1, length: 1))
    }

    private static func node(of value: JSONValue, at place: Place) -> Node {
        let content: Node.Content =
            switch value {
            case .null: .scalar("null", isQuoted: false)
            case .flag(let flag): .scalar(flag ? "true" : "false", isQuoted: false)
            case .integer(let number): .scalar(String(number), isQuoted: false)
            case .number(let number): .scalar(number.scalarText, isQuoted: false)
            case .text(let text): .scalar(text, isQuoted: true)
            case .list(let items): .sequence(items.map { node(of: $0, at: place) })
            case .object(let members):
                .mapping(
                    members.map {
                        Node.Entry(key: $0.name, keyPlace: place, value: node(of: $0.value, at: place))
                    })
            }
        return Node(content, at: place)
    }
}
