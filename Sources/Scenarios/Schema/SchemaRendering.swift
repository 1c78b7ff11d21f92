/// Writes schemas as JSON Schema draft-07.
///
/// A reference `$(…)` is admitted wherever a scalar stands, and for a whole list or mapping too, because a reference
/// takes the shape of what it leads to.
struct SchemaRendering {
    /// What a text that holds a reference matches.
    static let reference = "\\$\\("
    /// What a text that is one reference matches.
    static let wholeReference = "^\\$\\([^)]*\\)$"
    /// The definitions, in the order in which they were first needed.
    private(set) var definitions: [(key: String, value: JSONText)] = []
    private var uses: [JSONSchema: Int] = [:]
    private var names: [JSONSchema: String] = [:]

    /// Rendering of these schemas, among which types that are used more than once become definitions.
    init(counting schemas: [JSONSchema]) {
        for schema in schemas { count(schema) }
    }

    private mutating func count(_ schema: JSONSchema) {
        switch schema {
        case .any, .never, .string, .integer, .number, .boolean, .words: break
        case .array(let item, _), .dictionary(let item): count(item)
        case .object(let properties): for property in properties { count(property.schema) }
        case .anyOf(let choices): for choice in choices { count(choice) }
        case .named(_, let inner):
            uses[schema, default: 0] += 1
            if uses[schema] == 1 { count(inner) }
        }
    }

    /// The members of a schema; a reference may stand in its place where `admitsReference` says so.
    mutating func members(
        _ schema: JSONSchema, admitsReference: Bool = true
    ) -> [(key: String, value: JSONText)] {
        switch schema {
        case .any: return []
        case .never: return [("not", .object([]))]
        // A text may look like a number or a boolean: it is the wanted type that decides.
        case .string(nil): return [("type", .texts(["string", "number", "boolean"]))]
        case .string(let pattern?):
            let whole = admitsReference ? "\(pattern)|\(Self.reference)" : pattern
            return [("type", .text("string")), ("pattern", .text(whole))]
        case .integer(let minimum, let maximum):
            var members = scalar("integer", admitsReference)
            if let minimum { members.append(("minimum", .number(minimum))) }
            if let maximum { members.append(("maximum", .number(maximum))) }
            return members
        case .number: return scalar("number", admitsReference)
        case .boolean: return scalar("boolean", admitsReference)
        case .words(let words):
            guard admitsReference else { return [("enum", .texts(words))] }
            return [("anyOf", .list([.object([("enum", .texts(words))]), Self.referenceSchema]))]
        case .array(let item, let minimumCount):
            var members = collection("array", admitsReference)
            members.append(("items", .object(self.members(item))))
            if minimumCount > 0 { members.append(("minItems", .number(minimumCount))) }
            return members
        case .object(let properties):
            return collection("object", admitsReference) + object(properties)
        case .dictionary(let value):
            return collection("object", admitsReference) + [("additionalProperties", .object(members(value)))]
        case .anyOf(let choices):
            var rendered = flattened(choices).map { JSONText.object(members($0, admitsReference: false)) }
            if admitsReference { rendered.append(Self.referenceSchema) }
            return [("anyOf", .list(rendered))]
        case .named(let name, let inner):
            guard uses[schema, default: 0] > 1 else { return members(inner, admitsReference: admitsReference) }
            return [("$ref", .text("#/definitions/\(definition(schema, name: name, inner))"))]
        }
    }

    /// The members of an object with known keys and no others; some of them may have been rendered already.
    mutating func object(
        _ properties: [JSONSchema.Property], rendered: [String: JSONText] = [:]
    ) -> [(key: String, value: JSONText)] {
        let required = properties.filter(\.isRequired).map(\.key)
        var members: [(key: String, value: JSONText)] = [("additionalProperties", .flag(false))]
        if !required.isEmpty { members.append(("required", .texts(required))) }
        members.append(("properties", .object(properties.map { ($0.key, rendered[$0.key] ?? .object(property($0))) })))
        return members
    }

    private mutating func property(_ property: JSONSchema.Property) -> [(key: String, value: JSONText)] {
        let schema = members(property.schema)
        let description = [(key: "description", value: JSONText.text(property.documentation))]
        // draft-07 §8.3: what stands beside $ref is ignored.
        guard schema.first?.key == "$ref" else { return description + schema }
        return description + [("allOf", .list([.object(schema)]))]
    }

    private mutating func definition(_ schema: JSONSchema, name: String, _ inner: JSONSchema) -> String {
        if let known = names[schema] { return known }
        let plain = String(name.filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
        var unique = plain
        var number = 2
        while names.values.contains(unique) {
            unique = "\(plain)\(number)"
            number += 1
        }
        names[schema] = unique
        let index = definitions.count
        definitions.append((unique, .object([])))
        definitions[index].value = .object(members(inner))
        return unique
    }

    private func flattened(_ choices: [JSONSchema]) -> [JSONSchema] {
        choices.flatMap { choice in
            if case .anyOf(let inner) = choice { flattened(inner) } else { [choice] }
        }
    }

    private func scalar(_ type: String, _ admitsReference: Bool) -> [(key: String, value: JSONText)] {
        guard admitsReference else { return [("type", .text(type))] }
        return [("type", .texts([type, "string"])), ("pattern", .text(Self.wholeReference))]
    }

    private func collection(_ type: String, _ admitsReference: Bool) -> [(key: String, value: JSONText)] {
        scalar(type, admitsReference)
    }

    private static var referenceSchema: JSONText {
        .object([("type", .text("string")), ("pattern", .text(reference))])
    }
}
