import Findings
import TemplateLint

extension TemplateValue {
    /// The value as JSON (RFC 8259), keys in alphabetical order, numbers with the digits that they were written with.
    var json: String {
        switch self {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .number(let digits): digits
        case .text(let text): JSONString.quoted(text)
        case .list(let items): "[" + items.map(\.json).joined(separator: ",") + "]"
        case .mapping(let values):
            "{"
                + values.sorted { $0.key < $1.key }.map { "\(JSONString.quoted($0.key)):\($0.value.json)" }
                .joined(separator: ",") + "}"
        }
    }
}
