import Findings
import Scenarios

enum Colour: String, ScenarioWord {
    case red, green, blue
}

/// A kind that looks, with a field of every type of value.
enum ProbeCheck: CheckKind {
    static let key = "probe"
    static let summary = "Looks at something."
    static let isolation = Isolation.looks

    struct Specification: ScenarioMapping {
        var domain: Located<String>
        var expect: Words<Colour>?
        var hosts: [Located<String>]?
        var items: [Item]?
        var wait: Duration?
        var count: Bound<Int>?
        var via: Deferred<String>?
        var path: Templated?
        var number: Int?
        var labels: Named<String>?

        init?(_ fields: inout Fields) {
            let domain = fields.required("domain", Located<String>.self, "The domain.")
            expect = fields.optional("expect", Words<Colour>.self, "The colours that are fine.")
            hosts = fields.optional("hosts", [Located<String>].self, "Hosts; each is a case.")
            items = fields.optional("items", [Item].self, "Things.")
            wait = fields.optional("wait", Duration.self, "How long to wait.")
            count = fields.optional("count", Bound<Int>.self, "How many.")
            via = fields.optional("via", Deferred<String>.self, "Through what.")
            path = fields.optional("path", locals: ["template.stem"], "A file for each template.")
            number = fields.optional("number", Int.self, "A number.")
            labels = fields.optional("labels", Named<String>.self, "Labels.")
            _ = fields.optional("flag", Bool.self, "A flag.")
            _ = fields.optional("share", Percent.self, "A share.")
            _ = fields.optional("size", ByteSize.self, "A size.")
            _ = fields.optional("second", Item.self, "One more thing.")
            fields.notInThisVersion("later", "What comes later.")
            guard let domain else { return nil }
            self.domain = domain
        }
    }

    struct Item: ScenarioMapping {
        var name: String
        var wait: Duration?

        init?(_ fields: inout Fields) {
            let name = fields.required("name", String.self, "Its name.")
            wait = fields.optional("wait", Duration.self, "How long.")
            guard let name else { return nil }
            self.name = name
        }
    }

    static func subject(_ specification: Specification) -> String { specification.domain.value }

    static func rows(_ specification: Specification, loading: Loading) -> [Row<Specification>] {
        guard let hosts = specification.hosts else { return [Row(at: specification.domain.place, specification)] }
        return hosts.map { Row($0.value, at: $0.place, specification) }
    }

    static func needs(_ specification: Specification) -> [Need] {
        (specification.hosts ?? []).map { Need(.network, host: $0.value, at: $0.place) }
    }

    static func run(_ row: Row<Specification>, in context: CheckContext) async -> CaseOutcome {
        var via: String?
        do throws(UnresolvedReference) {
            via = try row.specification.via.map { field throws(UnresolvedReference) in try context.value(of: field) }
        } catch {
            via = error.finding.message
        }
        return .passed(output: [row.specification.domain.value, via].compactMap { $0 })
    }
}

/// A kind that acts, and takes as long as it says.
enum ActCheck: CheckKind {
    static let key = "act"
    static let summary = "Does something."
    static let isolation = Isolation.acts

    struct Specification: ScenarioMapping {
        var takes: Duration?
        var system: String?

        init?(_ fields: inout Fields) {
            takes = fields.optional("takes", Duration.self, "Its own budget.")
            system = fields.optional("system", String.self, "What it acts on.")
        }
    }

    static func subject(_ specification: Specification) -> String { specification.system ?? "" }
    static func budget(_ specification: Specification) -> Duration? { specification.takes }
    static func outsideSystems(_ specification: Specification) -> Set<String> {
        Set([specification.system].compactMap { $0 })
    }

    static func rows(_ specification: Specification, loading: Loading) -> [Row<Specification>] {
        [Row(at: SourceText(file: "act", text: "").place(atByte: 0), specification)]
    }

    static func run(_ row: Row<Specification>, in context: CheckContext) async -> CaseOutcome { .passed() }
}

/// A section that publishes a URL for each of its names.
enum StageSection: SectionKind {
    static let key = "stage"
    static let summary = "Servers."

    struct Specification: ScenarioMapping {
        var servers: Named<AnyNode>
        var requires: [String]

        init?(_ fields: inout Fields) {
            let servers = fields.required("servers", Named<AnyNode>.self, "The servers by name.")
            requires = fields.optional("requires", [String].self, "Sections that must run before.") ?? []
            guard let servers else { return nil }
            self.servers = servers
        }
    }

    static func references(_ specification: Specification) -> [String] {
        specification.servers.names.map { "stage.\($0).url" }
    }
    static func requires(_ specification: Specification) -> [String] { specification.requires }
    static func start(_ specification: Specification, in context: SectionContext) async throws(SectionFailure)
        -> any RunningSection
    {
        NothingRunning()
    }
}

/// A section that every scenario has, and that may refer to `stage`.
enum LightSection: SectionKind {
    static let key = "light"
    static let summary = "Light."

    struct Specification: ScenarioMapping {
        var url: Deferred<String>?
        var stageServers: [String] = []
        var requires: [String] = []

        init() {}
        init?(_ fields: inout Fields) {
            url = fields.optional("url", Deferred<String>.self, "Where it comes from.")
            requires = fields.optional("requires", [String].self, "Sections that must run before.") ?? []
        }
    }

    static var whenAbsent: Specification? { Specification() }
    static func requires(_ specification: Specification) -> [String] { specification.requires }
    static func load(_ specification: inout Specification, loading: Loading) {
        specification.stageServers = loading.specification(of: StageSection.self)?.servers.names ?? []
    }
    static func needs(_ specification: Specification) -> [Need] {
        specification.url.map { [Need(.network, host: specification.stageServers.joined(), at: $0.place)] } ?? []
    }
    static func start(_ specification: Specification, in context: SectionContext) async throws(SectionFailure)
        -> any RunningSection
    {
        NothingRunning()
    }
}

struct NothingRunning: RunningSection {
    var resources: Resources { Resources() }
    var references: [String: String] { [:] }
    func stop() async -> [Finding] { [] }
}

extension Catalog {
    static let test = Catalog(
        checks: [ProbeCheck.self, ActCheck.self], sections: [LightSection.self, StageSection.self],
        notInThisVersion: ["foretell"], plannedSections: ["weather"])
}
