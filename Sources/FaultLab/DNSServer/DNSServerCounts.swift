import Synchronization

/// What a DNS server of the lab has seen and said.
package struct DNSServerCounts: Sendable, Hashable {
    /// Queries that were read.
    package var queries = 0
    /// Responses that were given, or will be when they are no longer held back.
    package var responses = 0
    /// Packets that are no query: no DNS message, another class than IN, a response.
    package var unreadable = 0
    /// Queries of a kind that the server does not do: other opcodes, zone transfers, names of other zones.
    package var refused = 0
    /// Responses that were dropped, because too many are held back already or the system takes no more.
    package var dropped = 0

    /// Nothing yet.
    package init() {}
}

/// The counts of a server while it runs.
final class DNSServerTally: Sendable {
    private let state = Mutex(DNSServerCounts())

    var counts: DNSServerCounts { state.withLock { $0 } }

    func count(_ change: (inout DNSServerCounts) -> Void) { state.withLock { change(&$0) } }
}
