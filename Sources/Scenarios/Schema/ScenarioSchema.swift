/// The JSON Schema of a whole scenario file, made from the same declarations that decode it.
package enum ScenarioSchema {
    /// The schema's text: draft-07, the same for the same catalog, with a line break at its end.
    package static func text(for catalog: Catalog) -> String {
        var header = Fields.recording()
        _ = ScenarioHeader(&header, loader: ScenarioLoader(catalog: catalog))
        var settings = Fields.recording()
        _ = CheckSettings(&settings)
        let kinds = catalog.checks.map { kind($0) }
        let sections =
            catalog.sections.map { section($0) } + planned(catalog.plannedSections)
        let check = settings.properties + kinds + planned(catalog.notInThisVersion)

        let headerProperties = ScenarioHeader.keys.compactMap { key in header.properties.first { $0.key == key } }

        var rendering = SchemaRendering(counting: (headerProperties + sections + check).map(\.schema))
        let checkMembers =
            [(key: "type", value: JSONText.text("object"))] + rendering.object(check) + [exactlyOne(of: kinds)]
        let list: [(key: String, value: JSONText)] = [
            ("description", .text("What is checked; every check has exactly one kind.")),
            ("type", .text("array")),
            ("items", .object(checkMembers)),
            ("minItems", .number(1)),
        ]
        // The list of checks is rendered by hand, because a check has one of several keys.
        let checks = JSONSchema.Property("checks", .any, isRequired: true, "")
        let top = rendering.object(headerProperties + sections + [checks], rendered: ["checks": .object(list)])
        var members: [(key: String, value: JSONText)] = [
            ("$schema", .text("http://json-schema.org/draft-07/schema#")),
            ("title", .text("mailproof scenario, version \(ScenarioLoader.formatVersion)")),
            ("type", .text("object")),
        ]
        members += top
        members.append(("definitions", .object(rendering.definitions)))
        return JSONText.object(members).pretty
    }

    private static func kind<Kind: CheckKind>(_ kind: Kind.Type) -> JSONSchema.Property {
        JSONSchema.Property(Kind.key, Kind.Specification.schema, isRequired: false, Kind.summary)
    }

    private static func section<Kind: SectionKind>(_ kind: Kind.Type) -> JSONSchema.Property {
        JSONSchema.Property(Kind.key, Kind.Specification.schema, isRequired: false, Kind.summary)
    }

    private static func planned(_ keys: Set<String>) -> [JSONSchema.Property] {
        keys.sorted().map { .init($0, .never, isRequired: false, "Known, not in this version.") }
    }

    private static func exactlyOne(of kinds: [JSONSchema.Property]) -> (key: String, value: JSONText) {
        ("oneOf", .list(kinds.map { .object([("required", .texts([$0.key]))]) }))
    }
}
