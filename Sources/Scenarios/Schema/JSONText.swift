/// A JSON value whose members keep their order, for a text that is the same every time.
enum JSONText {
    case text(String)
    case number(Int)
    case flag(Bool)
    case list([JSONText])
    case members(Members)

    /// The members of an object in their order.
    struct Members {
        /// Keys and values.
        var list: [(key: String, value: JSONText)]
    }

    /// An object with members.
    static func object(_ list: [(key: String, value: JSONText)]) -> JSONText {
        .members(Members(list: list))
    }

    /// A list of texts.
    static func texts(_ texts: [String]) -> JSONText {
        .list(texts.map { .text($0) })
    }

    /// The value on several lines, indented by two spaces a level; a list of scalars stays on one line.
    var pretty: String {
        var output = ""
        write(to: &output, indentation: 0)
        return output + "\n"
    }

    private var isScalar: Bool {
        switch self {
        case .text, .number, .flag: true
        case .list, .members: false
        }
    }

    private func write(to output: inout String, indentation: Int) {
        switch self {
        case .text(let text): Self.write(text, to: &output)
        case .number(let number): output += String(number)
        case .flag(let flag): output += flag ? "true" : "false"
        case .list(let items) where items.allSatisfy(\.isScalar):
            output += "["
            for (index, item) in items.enumerated() {
                if index > 0 { output += ", " }
                item.write(to: &output, indentation: indentation)
            }
            output += "]"
        case .list(let items):
            Self.write(items.count, "[", "]", to: &output, indentation) { index, output in
                items[index].write(to: &output, indentation: indentation + 1)
            }
        case .members(let object):
            let members = object.list
            Self.write(members.count, "{", "}", to: &output, indentation) { index, output in
                Self.write(members[index].key, to: &output)
                output += ": "
                members[index].value.write(to: &output, indentation: indentation + 1)
            }
        }
    }

    private static func write(
        _ count: Int, _ opening: String, _ closing: String, to output: inout String, _ indentation: Int,
        _ element: (Int, inout String) -> Void
    ) {
        output += opening
        for index in 0..<count {
            output += index == 0 ? "\n" : ",\n"
            output += String(repeating: "  ", count: indentation + 1)
            element(index, &output)
        }
        if count > 0 { output += "\n" + String(repeating: "  ", count: indentation) }
        output += closing
    }

    private static func write(_ text: String, to output: inout String) {
        output += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            // RFC 8259 §7: the quote, the backslash and control characters are escaped.
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\t": output += "\\t"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: output.unicodeScalars.append(scalar)
            }
        }
        output += "\""
    }
}
