public import NIOCore

/// Asks DNS servers over UDP and TCP.
///
/// Many queries are in flight at once over a few UDP sockets, each connected to one server, so that the system drops what
/// comes from anywhere else. Ports and ids cannot be guessed, and an answer has to match the question (RFC 5452 §9).
/// Nothing is cached: see `CachingResolver`.
public struct NetworkResolver: Resolving, ResolverLayer {
    /// How servers are asked.
    public struct Options: Sendable, Hashable {
        /// How long one attempt may take.
        public var timeout: Duration
        /// How often each server is asked before it counts as silent, one at least.
        public var attempts: Int
        /// Whether queries have EDNS.
        public var usesEDNS: Bool
        /// How many octets an answer over UDP may have, with EDNS.
        public var payloadSize: UInt16
        /// How many queries may be in flight at once; others wait for their turn, which counts for no timeout.
        public var mostInFlight: Int

        /// Options, with the times of resolv.conf(5) made shorter for a gate that waits.
        public init(
            timeout: Duration = .seconds(2), attempts: Int = 2, usesEDNS: Bool = true,
            payloadSize: UInt16 = EDNS.usualPayload, mostInFlight: Int = 128
        ) {
            self.timeout = timeout
            self.attempts = attempts
            self.usesEDNS = usesEDNS
            self.payloadSize = payloadSize
            self.mostInFlight = mostInFlight
        }
    }

    /// A server and its name for messages, made once for all answers.
    struct Server: Sendable {
        var address: ServerAddress
        var name: String
    }

    /// The servers, in the order in which they are asked.
    public var servers: [ServerAddress] { named.map(\.address) }
    private let named: [Server]
    private let options: Options
    private let dispatcher: QueryDispatcher

    /// A resolver that asks these servers.
    public init(servers: [ServerAddress], options: Options = Options()) {
        self.init(servers: servers, options: options, group: nil)
    }

    /// A resolver whose sockets live on these event loops.
    public init(servers: [ServerAddress], options: Options = Options(), on group: any EventLoopGroup) {
        self.init(servers: servers, options: options, group: group)
    }

    private init(servers: [ServerAddress], options: Options, group: (any EventLoopGroup)?) {
        named = servers.map { Server(address: $0, name: $0.description) }
        self.options = options
        dispatcher = QueryDispatcher(options, on: group)
    }

    /// Servers answer for every name.
    public func owns(_ name: DomainName) -> Bool { true }

    /// Asks the servers, and follows aliases that they do not follow themselves.
    public func resolve(_ question: Question) async throws(ResolverError) -> Answer {
        try await LayeredResolver([self]).resolve(question)
    }

    /// Asks the servers one question.
    public func step(_ question: Question) async throws(ResolverError) -> ResolverStep {
        var exchange = ServerExchange(question, servers: named, options: options)
        var action = exchange.start()
        while true {
            switch action {
            case .answered(let step): return step
            case .failed(let error): throw error
            case .ask(let server, let transport, let query):
                action = exchange.receive(await dispatcher.ask(server, over: transport, query))
            }
        }
    }
}
