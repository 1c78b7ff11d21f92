import Findings

/// The keys at the top of a scenario that are no section and no check.
struct ScenarioHeader {
    var declarations: Declarations
    var name: ScenarioName?
    var description: String?
    var tags: [String]
    var defaults: CheckDefaults

    /// Its keys in the order in which people write them; they are read in another.
    static let keys = ["mailproof", "name", "description", "tags", "vars", "env", "secrets", "defaults"]

    /// Asks for every key; the declarations come first, because the others may refer to them.
    init(_ fields: inout Fields, loader: ScenarioLoader) {
        _ = fields.expected("mailproof", FormatVersion.self, "The version of the format, the first key of the file: 1.")
        declarations = Declarations(&fields, loader: loader)
        name = fields.required("name", ScenarioName.self, "The name of the suite.")
        description = fields.optional("description", String.self, "What the scenario is about, for people.")
        tags =
            fields.optional("tags", [ScenarioTag].self, "Words that every check can be selected by.")?.map(\.text) ?? []
        defaults =
            fields.optional(
                "defaults", CheckDefaults.self, "What holds for every check that only looks and says nothing else.")
            ?? CheckDefaults()
    }
}

/// `mailproof: 1`.
struct FormatVersion: ScenarioScalar {
    static var schema: JSONSchema {
        .integer(minimum: ScenarioLoader.formatVersion, maximum: ScenarioLoader.formatVersion)
    }
    static var expectation: String { "the version of the format, \(ScenarioLoader.formatVersion)" }
    static var acceptsQuoted: Bool { false }

    static func remedy(forText text: String) -> String? {
        let isLater = Int(scalarText: text).map { $0 > ScenarioLoader.formatVersion } ?? false
        return "write \(ScenarioLoader.formatVersion)" + (isLater ? ", or use a later mailproof" : "")
    }

    init?(scalarText: String) {
        guard Int(scalarText: scalarText) == ScenarioLoader.formatVersion else { return nil }
    }
}
