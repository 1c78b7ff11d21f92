import ArgumentParser
import Checks
import Reporting
import Scenarios

/// `mailproof schema`.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of scenarios.",
        discussion: """
            Editors complete and check scenarios with it (draft-07). Save it beside your scenarios and begin each of \
            them with: # yaml-language-server: $schema=scenario.schema.json
            """)

    func run() {
        ConsoleOutput.standard.write(ScenarioSchema.text(for: .standard))
    }
}
