import TemplateLint

/// The zones that a plan knows, by what its records name them with.
struct TerraformZones {
    /// A zone.
    struct Zone {
        /// Its name, without a dot at the end.
        var name: String
        /// Whether it answers inside a network only, where no mail comes from.
        var isPrivate: Bool
    }

    private var zones: [String: Zone] = [:]

    /// The zone of an identifier, where the plan knows it.
    subscript(_ identifier: String?) -> Zone? {
        identifier.flatMap { zones[$0] }
    }

    /// The zones of a plan: those that it changes, those that stay, and those that it looks up.
    init(of plan: TemplateValue) {
        for change in plan["resource_changes"]?.items ?? [] {
            let type = change["type"]?.scalarText ?? ""
            add(type, change["change"]?["before"])
            add(type, change["change"]?["after"])
        }
        addModule(plan["planned_values"]?["root_module"])
        addModule(plan["prior_state"]?["values"]?["root_module"])
    }

    /// The JSON is nested a limited number of times, and so are its modules.
    private mutating func addModule(_ module: TemplateValue?) {
        guard let module else { return }
        for resource in module["resources"]?.items ?? [] {
            add(resource["type"]?.scalarText ?? "", resource["values"])
        }
        for child in module["child_modules"]?.items ?? [] { addModule(child) }
    }

    private mutating func add(_ type: String, _ values: TemplateValue?) {
        guard let values, case .mapping = values else { return }
        func text(_ name: String) -> String? { values[name]?.scalarText }
        let identifiers: [String?]
        let name: String?
        var isPrivate = false
        switch type {
        case "aws_route53_zone":
            identifiers = [text("zone_id"), text("id")]
            name = text("name")
            isPrivate = text("private_zone") == "true" || values["vpc"]?.items.isEmpty == false
        case "cloudflare_zone":
            identifiers = [text("id"), text("zone_id")]
            name = text("name") ?? text("zone")
        case "google_dns_managed_zone":
            identifiers = [text("name")]
            name = text("dns_name")
            isPrivate = text("visibility") == "private"
        default: return
        }
        guard let name, !name.isEmpty else { return }
        let zone = Zone(name: name.hasSuffix(".") ? String(name.dropLast()) : name, isPrivate: isPrivate)
        for case let identifier? in identifiers where !identifier.isEmpty { zones[identifier] = zone }
    }
}
