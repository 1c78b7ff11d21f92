package import DNS
package import Findings
package import Scenarios

/// Who answers the DNS questions of a scenario; published by the section `dns`.
package enum ResolverKey: ResourceKey {
    /// The resolver.
    package typealias Value = any Resolving
}

/// `dns`: where DNS answers come from.
package enum DNSSection: SectionKind {
    package static let key = "dns"
    package static let summary =
        "Where DNS answers come from: planned changes, zone files of this commit, a snapshot, then a server or none."

    /// RFC 7208 §4.6.4 grants a whole SPF evaluation 20 s; a question that was not answered in this time is given up.
    private static let timePerAttempt = Duration.milliseconds(900)
    private static let attempts = 2

    package static var whenAbsent: DNSSpecification? { DNSSpecification() }

    package static func load(_ specification: inout DNSSpecification, loading: Loading) {
        loadFiles(of: &specification, loading)
        if let snapshot = specification.snapshot {
            specification.loadedSnapshot = loading.snapshot(snapshot) ?? Snapshot()
            specification.snapshotPath = loading.path(snapshot)
        }
        if let server = specification.server, server.value == .lab,
            loading.specification(of: LabSection.self)?.dns == nil
        {
            loading.report(noLab(at: server.place))
        }
    }

    /// Reads the zone files and the planned changes: what is ours, or will be.
    static func loadFiles(of specification: inout DNSSpecification, _ loading: Loading) {
        specification.loadedZones = loading.zones(specification.zones)
        if let planned = specification.planned { specification.plannedChanges = planned.loaded(by: loading) }
    }

    package static func requires(_ specification: DNSSpecification) -> [String] {
        if case .lab? = specification.server?.value { ["lab"] } else { [] }
    }

    package static func needs(_ specification: DNSSpecification) -> [Need] {
        // A scenario without the section says nothing about DNS; the checks that ask it say what they need.
        guard let place = specification.server?.place ?? specification.place else { return [] }
        switch specification.effectiveServer {
        case .none, .lab: return []
        case .address(let address):
            return address.address.isLoopback ? [] : [Need(.network, host: address.description, at: place)]
        case .system: return systemNeeds(at: place)
        }
    }

    /// What asking the servers of this machine needs.
    package static func systemNeeds(at place: Place) -> [Need] {
        SystemServers.current().filter { !$0.address.isLoopback }
            .map { Need(.network, host: $0.description, at: place) }
    }

    package static func start(
        _ specification: DNSSpecification, in context: SectionContext
    ) async throws(SectionFailure) -> any RunningSection {
        var layers: [any ResolverLayer] = []
        var elsewhere = LayeredResolver.nowhere
        if let path = specification.snapshotPath {
            layers.append(SnapshotLayer(specification.loadedSnapshot, file: path))
            elsewhere += ", and \(path) pins no answer to it"
        }
        let servers = try servers(of: specification, in: context)
        if !servers.isEmpty {
            // What a drill breaks in the lab's zones has to be seen at once.
            layers.append(
                specification.effectiveServer == .lab ? network(servers) : CachingResolver(network(servers)))
        }
        return RunningDNSSection(resolver: specification.resolver(over: layers, elsewhere: elsewhere))
    }

    /// The servers as a layer.
    static func network(_ servers: [ServerAddress]) -> NetworkResolver {
        NetworkResolver(servers: servers, options: .init(timeout: timePerAttempt, attempts: attempts))
    }

    private static func servers(
        of specification: DNSSpecification, in context: SectionContext
    ) throws(SectionFailure) -> [ServerAddress] {
        switch specification.effectiveServer {
        case .none: return []
        case .system: return SystemServers.current()
        case .address(let address): return [address]
        case .lab:
            guard let address = context.references["lab.dns.address"].flatMap({ ServerAddress($0) }) else {
                throw SectionFailure(noLab(at: specification.server?.place), type: "mailproof.connection")
            }
            return [address]
        }
    }

    private static func noLab(at place: Place?) -> Finding {
        Finding(
            "dns/no-lab", .error, "server: lab asks the DNS server of the lab, and there is none",
            at: place?.excerpt, remedy: "add lab: { dns: { zones: […] } }")
    }
}

extension Loading {
    /// What a check that asks DNS needs where the scenario says nothing about DNS: the servers of this machine.
    package func needsOfAbsentDNS(at place: Place) -> [Need] {
        guard let dns = specification(of: DNSSection.self), !dns.isAbsent else {
            return DNSSection.systemNeeds(at: place)
        }
        return []
    }
}

/// The resolver of a file; its sockets live no longer than a question.
private struct RunningDNSSection: RunningSection {
    let resolver: any Resolving

    var resources: Resources {
        var resources = Resources()
        resources[ResolverKey.self] = resolver
        return resources
    }

    var references: [String: String] { [:] }

    func stop() async -> [Finding] { [] }
}
