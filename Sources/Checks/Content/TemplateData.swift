import Findings
package import Scenarios
package import TemplateLint

extension TemplateValue {
    /// The value of a JSON or YAML node.
    ///
    /// Quoted scalars are texts. Bare ones are what JSON makes of them: `null`, `true`, `false`, numbers, which keep the
    /// digits that they were written with; every other word is a text, `yes` and `no` too.
    package init(_ node: Node) {
        switch node.content {
        case .scalar(let text, isQuoted: true):
            self = .text(text)
        case .scalar(let text, isQuoted: false):
            switch text {
            case "null", "~", "": self = .null
            case "true": self = .boolean(true)
            case "false": self = .boolean(false)
            default: self = Self.isNumber(text) ? .number(text) : .text(text)
            }
        case .sequence(let items):
            self = .list(items.map(TemplateValue.init))
        case .mapping(let entries):
            self = .mapping(
                Dictionary(entries.map { ($0.key, TemplateValue($0.value)) }) { first, _ in first })
        }
    }

    /// RFC 8259 §6: a minus, an integer without leading zeros, a fraction, an exponent.
    static func isNumber(_ text: String) -> Bool {
        var rest = text.utf8[...]
        func digits() -> Int {
            let count = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let startsWithZero = rest.first == UInt8(ascii: "0")
        let integer = digits()
        guard integer > 0, !startsWithZero || integer == 1 else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}

extension Loading {
    /// The data of a template, from a JSON or YAML file; nil after a finding was added.
    package func templateData(_ path: FilePath) -> TemplateValue? {
        if path.text.lowercased().hasSuffix(".json") { return jsonData(path) }
        guard let node = document(path) else { return nil }
        guard case .mapping = node.content else {
            reportShape(at: node.place)
            return nil
        }
        return TemplateValue(node)
    }

    private func jsonData(_ path: FilePath) -> TemplateValue? {
        guard let text = read(path) else { return nil }
        switch JSONReader.read(text) {
        case .success(let value):
            guard case .mapping = value else {
                reportShape(at: text.place(atByte: 0))
                return nil
            }
            return value
        case .failure(let problem):
            report("scenario/syntax", problem.message, at: text.place(atByte: problem.offset))
            return nil
        }
    }

    private func reportShape(at place: Place) {
        report(
            "scenario/wrong-type", "expected a mapping of names to values", label: "expected a mapping", at: place,
            remedy: "put the value below a name that the template uses")
    }
}
