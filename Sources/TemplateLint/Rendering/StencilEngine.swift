import Stencil

/// Stencil itself, for what it is asked: to read an expression and to evaluate it.
///
/// The tags around the expressions are walked by `StencilRun`, which knows where everything stands and stops what would
/// never end; both are held to what Stencil prints for a whole template by tests.
package enum StencilEngine {
    /// The environment with Stencil's own filters.
    ///
    /// `indent` and `filter` are replaced by equal ones that do not end the program for a negative width or a name that is
    /// none, and `escape` (`e`) is added because Stencil has nothing to make a value safe for HTML with.
    static func environment() -> Environment {
        let filters = Extension()
        for name in ["escape", "e"] {
            filters.registerFilter(name) { (value: Any?) in value.map { escaped("\($0)") } }
        }
        filters.registerFilter("indent") { value, arguments in try indented(value, arguments) }
        filters.registerFilter("filter") { value, arguments, context in
            guard let value else { return nil }
            guard arguments.count == 1, let name = arguments[0] as? String, (try? StencilExpression("x|\(name)")) != nil
            else { throw TemplateSyntaxError("'filter' needs the name of a filter") }
            return try context.push(dictionary: ["filter_value": value]) {
                try context.environment.compileFilter("filter_value|\(name)").resolve(context)
            }
        }
        return Environment(extensions: [filters])
    }

    /// What Stencil prints for a whole template by itself, without limits and places: what tests hold our walk to.
    package static func wholeText(
        of template: String, data: TemplateValue, partials: [String: String] = [:]
    ) throws -> String {
        var environment = environment()
        environment.loader = DictionaryLoader(templates: partials)
        return try environment.renderTemplate(string: template, context: wrap(data) as? [String: Any] ?? [:])
    }

    /// Why Stencil does not take an expression; nil where it does.
    static func refusal(of expression: StencilExpression, isPrinted: Bool) -> String? {
        do {
            if isPrinted {
                _ = try node(expression.text, in: environment())
            } else {
                let token = token(block: expression.text)
                _ = try environment().compileExpression(components: token.components, containedIn: token)
            }
            return nil
        } catch {
            return reason(error)
        }
    }

    /// What is printed for `{{ text }}`.
    static func node(_ text: String, in environment: Environment) throws -> (any NodeType)? {
        let token = Token.variable(value: text, at: sourceMap)
        return try TokenParser(tokens: [token], environment: environment).parse().first
    }

    /// A token that reads its words as Stencil does.
    static func token(block text: String) -> Token {
        Token.block(value: text, at: sourceMap)
    }

    /// What Stencil says, without its own idea of a place.
    static func reason(_ error: any Error) -> String {
        (error as? TemplateSyntaxError)?.reason ?? "\(error)"
    }

    /// Stencil gives no way to make one, and it is of no use here.
    private static var sourceMap: SourceMap {
        Template(templateString: " ").tokens.first?.sourceMap ?? Template(templateString: "x").tokens[0].sourceMap
    }

    /// A value for the engine; what is null is left out of mappings, so that it counts as nothing.
    static func wrap(_ value: TemplateValue) -> Any? {
        switch value {
        case .null: nil
        case .boolean(let flag): flag
        case .number(let text): Int(text) ?? Double(text) ?? text
        case .text(let text): text
        case .list(let items): items.map { wrap($0) ?? "" } as [Any]
        case .mapping(let values): values.compactMapValues(wrap) as [String: Any]
        }
    }

    private static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "'": result.append(contentsOf: "&#39;".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Characters that a line may be indented by.
    private static let widest = 1000

    private static func indented(_ value: Any?, _ arguments: [Any?]) throws -> Any? {
        let width = arguments.isEmpty ? 4 : arguments[0] as? Int ?? -1
        let blank = arguments.count > 1 ? arguments[1] as? String : " "
        let isFirst = arguments.count > 2 ? arguments[2] as? Bool : false
        guard arguments.count <= 3, (0...widest).contains(width), let blank, blank.utf8.count <= 10, let isFirst else {
            throw TemplateSyntaxError("'indent' takes a width up to \(widest), a text and true or false")
        }
        let indentation = String(repeating: blank, count: width)
        guard !indentation.isEmpty else { return value.map { "\($0)" } ?? "" }
        let lines = (value.map { "\($0)" } ?? "").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return lines.enumerated().map { number, line in
            (number == 0 ? isFirst : !line.isEmpty) ? indentation + line : String(line)
        }.joined(separator: "\n")
    }
}
