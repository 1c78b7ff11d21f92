import Findings

/// What a scenario declares for its references: `vars`, `env`, `secrets`.
struct Declarations {
    /// The declared secrets.
    private(set) var secrets: [SecretDeclaration] = []
    /// The names under `vars`.
    private(set) var variables: [String] = []

    /// Reads the declarations, and makes them known to the decoding.
    init(_ fields: inout Fields, loader: ScenarioLoader) {
        let decoding = fields.decoding
        let environment = fields.optional("env", [Located<EnvironmentName>].self, Self.environmentSummary)
        declareEnvironment(fields.keyPlace("env") == nil ? [] : environment, loader, decoding)
        let secrets = fields.optional("secrets", Named<SecretSource>.self, Self.secretsSummary)
        declareSecrets(fields.keyPlace("secrets") == nil ? Named(entries: []) : secrets, decoding)
        let variables = fields.optional("vars", VariableNodes.self, Self.variablesSummary)
        // A declaration that is wrong was reported; what uses it is not reported as well.
        if variables == nil, fields.keyPlace("vars") != nil { decoding.references.brokenNames.insert("vars") }
        for entry in variables?.entries ?? [] {
            declareVariable(entry, among: variables?.entries ?? [], loader, decoding)
        }
    }

    static let environmentSummary = "The environment variables that the file may read as $(env.NAME)."
    static let secretsSummary = "Secrets that the file may use as $(secrets.NAME); they are redacted everywhere."
    static let variablesSummary = "Constants that the file uses as $(vars.name); --var replaces them."

    private mutating func declareEnvironment(
        _ names: [Located<EnvironmentName>]?, _ loader: ScenarioLoader, _ decoding: Decoding
    ) {
        if names == nil { decoding.references.brokenNames.insert("env") }
        for name in names ?? [] {
            let reference = "env.\(name.value.text)"
            guard let value = loader.environment[name.value.text] else {
                decoding.references.brokenNames.insert(reference)
                decoding.report(
                    "scenario/unset-environment", "the environment variable \(name.value.text) is not set",
                    label: "not set", at: name.place,
                    remedy: "set \(name.value.text), or remove it here and where it is used")
                continue
            }
            decoding.references.loadValues[reference] = Self.node(of: value, at: name.place)
        }
    }

    private mutating func declareSecrets(_ declared: Named<SecretSource>?, _ decoding: Decoding) {
        if declared == nil { decoding.references.brokenNames.insert("secrets") }
        for entry in declared?.entries ?? [] {
            guard ReferenceName.isValid(entry.name) else {
                ReferenceName.report(entry.name, at: entry.place, in: decoding)
                continue
            }
            decoding.references.runtimeNames.insert("secrets.\(entry.name)")
            secrets.append(
                SecretDeclaration(
                    name: entry.name, environmentVariable: entry.value.environment.text, place: entry.place))
        }
    }

    private mutating func declareVariable(
        _ entry: Node.Entry, among all: [Node.Entry], _ loader: ScenarioLoader, _ decoding: Decoding
    ) {
        guard ReferenceName.isValid(entry.key) else {
            ReferenceName.report(entry.key, at: entry.keyPlace, in: decoding)
            return
        }
        variables.append(entry.key)
        let reference = "vars.\(entry.key)"
        if let value = loader.variables[entry.key] {
            decoding.references.loadValues[reference] = Self.node(of: value, at: entry.value.place)
        } else if LoadReferences.areKnown(in: entry.value, decoding, declaredBelow: all.map(\.key)) {
            decoding.references.loadValues[reference] = entry.value
        } else {
            decoding.references.brokenNames.insert(reference)
        }
    }

    /// A value from outside the file: it is text, nothing in it is a reference.
    private static func node(of value: String, at place: Place) -> Node {
        Node(.scalar(ReferenceText.escaped(value), isQuoted: NullWord.isNull(value)), at: place)
    }
}

/// The value of `vars`: any value under any name.
struct VariableNodes: ScenarioDecodable {
    var entries: [Node.Entry]

    static var schema: JSONSchema { .dictionary(.any) }

    static func decode(_ node: Node, in decoding: Decoding) -> VariableNodes? {
        decoding.mapping(node).map { VariableNodes(entries: $0.entries) }
    }
}

/// Where a secret comes from.
struct SecretSource: ScenarioMapping {
    var environment: EnvironmentName

    init?(_ fields: inout Fields) {
        let environment = fields.required(
            "env", EnvironmentName.self, "The environment variable that holds the secret.")
        guard let environment else { return nil }
        self.environment = environment
    }
}

/// The name of an environment variable.
struct EnvironmentName: ScenarioScalar {
    var text: String

    static var schema: JSONSchema { .string(pattern: "^[A-Za-z_][A-Za-z0-9_]*$") }
    static var expectation: String { "the name of an environment variable" }

    init?(scalarText: String) {
        guard ReferenceName.isValid(scalarText), !scalarText.utf8.contains(UInt8(ascii: "-")) else { return nil }
        text = scalarText
    }
}
