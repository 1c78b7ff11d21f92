import DNS
import Findings
package import Scenarios

/// `dns`, for `mailproof dns record`: what the zones and planned changes do not hold is asked of servers, and kept.
///
/// The snapshot itself is not read, so that a scenario whose snapshot does not exist yet can be recorded.
package enum RecordingDNSSection: SectionKind {
    package static let key = DNSSection.key
    package static let summary = DNSSection.summary

    package static func load(_ specification: inout DNSSpecification, loading: Loading) {
        DNSSection.loadFiles(of: &specification, loading)
        specification.snapshotPath = specification.snapshot.map { loading.path($0) }
        // The checks ask for the section by its usual kind.
        loading.provide(specification, of: DNSSection.self)
    }

    package static func start(
        _ specification: DNSSpecification, in context: SectionContext
    ) async throws(SectionFailure) -> any RunningSection {
        Recorder(specification)
    }
}

/// The section of one scenario, and what it recorded.
final class Recorder: RunningSection {
    /// The section as it is written.
    let specification: DNSSpecification
    private let servers: [ServerAddress]
    private let layer: RecordingLayer
    private let resolver: LayeredResolver

    /// A recorder that asks these servers; without any, those of the scenario, else those of this machine.
    init(_ specification: DNSSpecification, asking servers: [ServerAddress] = []) {
        self.specification = specification
        self.servers = servers.isEmpty ? Self.servers(of: specification) : servers
        // Who is asked first for what is ours; it does not know what others publish.
        let own = specification.resolver(over: [], elsewhere: LayeredResolver.nowhere)
        layer = RecordingLayer(DNSSection.network(self.servers)) { own.owns($0) }
        resolver = specification.resolver(over: [layer], elsewhere: LayeredResolver.nowhere)
    }

    private static func servers(of specification: DNSSpecification) -> [ServerAddress] {
        if case .address(let address)? = specification.server?.value { [address] } else { SystemServers.current() }
    }

    /// What the servers answered, and what they did not.
    var recorded: (snapshot: Snapshot, unanswered: [ResolverError]) {
        (layer.snapshot, layer.unanswered)
    }

    /// What asking the servers needs.
    func needs(at place: Place) -> [Need] {
        servers.filter { !$0.address.isLoopback }.map { Need(.network, host: $0.description, at: place) }
    }

    var resources: Resources {
        var resources = Resources()
        resources[ResolverKey.self] = resolver
        return resources
    }

    var references: [String: String] { [:] }

    func stop() async -> [Finding] { [] }
}
