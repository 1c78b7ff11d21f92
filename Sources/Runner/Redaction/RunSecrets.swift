package import Findings
package import Scenarios

/// The secrets that the scenarios of a run declare, with the values that the environment has for them.
package struct RunSecrets: Sendable {
    private var values: [String: String] = [:]
    /// What replaces every one of them in everything that is told.
    package let redactor: Redactor

    /// Reads what is declared; a variable that is empty counts as not set.
    package init(_ scenarios: [Scenario], environment: (String) -> String?) {
        for declaration in scenarios.flatMap(\.secrets) where values[declaration.environmentVariable] == nil {
            if let value = environment(declaration.environmentVariable), !value.isEmpty {
                values[declaration.environmentVariable] = value
            }
        }
        redactor = Redactor(secrets: values.values)
    }

    /// Makes the secrets of a scenario known by their names; those that have no value say what to do.
    package func add(_ declarations: [SecretDeclaration], to references: inout RuntimeReferences) {
        for declaration in declarations {
            let name = "secrets.\(declaration.name)"
            if let value = values[declaration.environmentVariable] {
                references[name] = value
            } else {
                references.explainMissing(
                    name,
                    "the secret \(declaration.name) is not set; set the environment variable "
                        + "\(declaration.environmentVariable) (declared at \(declaration.place.span))")
            }
        }
    }
}
