package import DNS
import Findings
package import Scenarios

/// What is written below `dns`.
package struct DNSSpecification: ScenarioMapping {
    var zones: [FilePath] = []
    var snapshot: FilePath?
    var planned: PlannedSpecification?
    var server: Located<DNSServerChoice>?
    /// Where the section stands; nil where the scenario has none.
    var place: Place?
    /// What the zone files hold, once they were read.
    var loadedZones: [Zone] = []
    /// The snapshot's path from where the program was started.
    var snapshotPath: String?
    /// What the snapshot pins, once it was read.
    var loadedSnapshot = Snapshot()
    /// What is about to change, once it was read.
    var plannedChanges = PlannedChanges()

    /// The section of a scenario that has none: the servers of this machine.
    init() {}

    /// Whether the scenario has no such section.
    var isAbsent: Bool { place == nil }

    package init?(_ fields: inout Fields) {
        zones =
            fields.optional("zones", [FilePath].self, "Zone files of this commit, answered as if already published.")
            ?? []
        snapshot = fields.optional(
            "snapshot", FilePath.self,
            "Pinned answers for names that are not ours, in a file that mailproof dns record writes.")
        planned = fields.optional(
            "planned", PlannedSpecification.self,
            "Record sets that are about to be set or deleted, laid over everything else.")
        server = fields.optional(
            "server", Located<DNSServerChoice>.self,
            "Who answers what nothing else holds: system, an address with port, lab or none. "
                + "By default none with zones, a snapshot or planned changes, system without.")
        let dnssec = fields.optional(
            "dnssec", Located<DNSSECChoice>.self,
            "Whether answers are validated: none, the default. (validate is known, not in this version.)")
        if let dnssec, dnssec.value == .validate {
            fields.report(
                "scenario/not-in-this-version", "dnssec: validate is known, but not in this version",
                label: "not in this version", at: dnssec.place, remedy: "remove it until a version has it")
        }
        place = fields.place
    }

    /// Who is asked for what no file holds.
    var effectiveServer: DNSServerChoice {
        server?.value ?? (zones.isEmpty && snapshot == nil && planned == nil ? .system : .none)
    }

    /// A resolver of the files, and of what is asked for everything else.
    ///
    /// - Parameter elsewhere: what is said of a name that nobody answers for, to be read after the name.
    func resolver(over layers: [any ResolverLayer], elsewhere: String) -> LayeredResolver {
        LayeredResolver(planned: plannedChanges, zones: loadedZones, over: layers, elsewhere: elsewhere)
    }
}

/// `server`: who answers what no file holds.
package enum DNSServerChoice: ScenarioScalar, Hashable {
    /// Nobody: such a question is undetermined.
    case none
    /// What resolv.conf names.
    case system
    /// The DNS server of the scenario's lab.
    case lab
    /// This one.
    case address(ServerAddress)

    package static var expectation: String { "system, lab, none, or an address such as \"192.0.2.53:53\"" }
    package static var suggestions: [String] { ["system", "lab", "none"] }

    package init?(scalarText: String) {
        switch scalarText {
        case "none": self = .none
        case "system": self = .system
        case "lab": self = .lab
        default:
            guard let address = ServerAddress(scalarText) else { return nil }
            self = .address(address)
        }
    }

    package var scalarText: String {
        switch self {
        case .none: "none"
        case .system: "system"
        case .lab: "lab"
        case .address(let address): address.description
        }
    }
}

/// `dnssec`: what is done about signatures.
private enum DNSSECChoice: String, ScenarioWord {
    case none
    case validate
}
