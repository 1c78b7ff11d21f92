import TemplateLint

/// The zones that a plan knows, by what its records name them with.
struct TerraformZones {
    /// A zone.
    struct Zone: Equatable {
        /// Its name, without a dot at the end.
        var name: String
        /// Whether it answers inside a network only, where no mail comes from.
        var isPrivate: Bool
    }

    private var zones: [String: Zone] = [:]
    /// The zones that have no identifier before they are made, by the type of their resources.
    private var unmade: [String: [Zone]] = [:]

    /// The zone that a record names; where it names none yet, the only one that the plan makes.
    ///
    /// - Parameter type: the type of resources that are zones to the record's provider.
    func zone(_ identifier: String?, of type: String) -> Zone? {
        if let identifier { return zones[identifier] }
        guard let unmade = unmade[type], unmade.count == 1 else { return nil }
        return unmade[0]
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
        let known = identifiers.compactMap { $0 }.filter { !$0.isEmpty }
        for identifier in known { zones[identifier] = zone }
        // The same zone stands in the changes and in the values that are planned.
        if known.isEmpty, unmade[type]?.contains(zone) != true { unmade[type, default: []].append(zone) }
    }
}
