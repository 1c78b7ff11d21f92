public import NIOCore
import NIOPosix

/// Asks DNS servers over UDP and TCP.
///
/// Every query has a socket of its own, connected to the server: the system chooses an unpredictable source port, and
/// drops what comes from anywhere else (RFC 5452 §9.2). Many queries are in flight at once. Nothing is cached.
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
        /// How many queries may be in flight at once; each holds a socket.
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

    /// The servers, in the order in which they are asked.
    public let servers: [ServerAddress]
    private let options: Options
    /// Nil for those of the process, whose threads begin with the first query and not before.
    private let group: (any EventLoopGroup)?
    private let slots: Slots

    /// A resolver that asks these servers.
    public init(servers: [ServerAddress], options: Options = Options()) {
        self.init(servers: servers, options: options, group: nil)
    }

    /// A resolver whose sockets live on these event loops.
    public init(servers: [ServerAddress], options: Options = Options(), on group: any EventLoopGroup) {
        self.init(servers: servers, options: options, group: group)
    }

    private init(servers: [ServerAddress], options: Options, group: (any EventLoopGroup)?) {
        self.servers = servers
        self.options = options
        self.group = group
        slots = Slots(max(1, options.mostInFlight))
    }

    /// Servers answer for every name.
    public func owns(_ name: DomainName) -> Bool { true }

    /// Asks the servers, and follows aliases that they do not follow themselves.
    public func resolve(_ question: Question) async throws(ResolverError) -> Answer {
        try await LayeredResolver([self]).resolve(question)
    }

    /// Asks the servers one question.
    public func step(_ question: Question) async throws(ResolverError) -> ResolverStep {
        var exchange = ServerExchange(question, servers: servers, options: options)
        var action = exchange.start(id: .random(in: .min ... .max))
        while true {
            switch action {
            case .answered(let step, _): return step
            case .failed(let error): throw error
            case .ask(let server, let transport, let query):
                let event = await slots.holding {
                    await perform(query, to: server, over: transport, exchange)
                }
                // SystemRandomNumberGenerator: ids cannot be guessed (RFC 5452 §4.3).
                action = exchange.receive(event, id: .random(in: .min ... .max))
            }
        }
    }

    private func perform(
        _ query: [UInt8], to server: ServerAddress, over transport: ServerExchange.Transport,
        _ exchange: ServerExchange
    ) async -> ServerExchange.Event {
        let conversation = Conversation(query: query, server: server, timeout: options.timeout) { bytes in
            exchange.judge(bytes)
        }
        let loop = (group ?? MultiThreadedEventLoopGroup.singleton).next()
        return switch transport {
        case .datagram: await conversation.overDatagrams(on: loop)
        case .stream: await conversation.overStream(on: loop)
        }
    }
}
