/// The conversation with DNS servers about one question, as values: it eats what happened and says what to do next.
///
/// Every server is asked over UDP, in turns; one that does not answer in time is asked again until its attempts are
/// used up, one that answers with a failure is not. A cut answer is asked for again over TCP (RFC 7766 §5). A server
/// that cannot read EDNS is asked without it (RFC 6891 §7).
struct ServerExchange {
    /// What the socket side does next.
    enum Action: Equatable {
        /// Send this query and wait for what answers it.
        case ask(ServerAddress, Transport, Query)
        /// It is over: an answer.
        case answered(ResolverStep)
        /// It is over without an answer.
        case failed(ResolverError)
    }

    /// How a query travels.
    enum Transport: Equatable {
        case datagram, stream
    }

    /// What happened after an `ask`.
    enum Event: Equatable {
        /// Octets that answer the query.
        case reply([UInt8])
        /// Nothing came in time.
        case timeout
        /// The server could not be reached, in the system's words.
        case unreachable(String)
        /// The run was stopped.
        case cancelled
    }

    private let question: Question
    /// The servers with their names for messages.
    private let servers: [NetworkResolver.Server]
    private let options: NetworkResolver.Options
    /// How many attempts were begun: every server is asked once before one is asked again.
    private var attempts = 0
    /// Those that have answered, so that asking them again would bring the same.
    private var settled: [ServerAddress] = []
    private var current: (server: ServerAddress, transport: Transport, usesEDNS: Bool)?
    private var failures: [(server: ServerAddress, code: ResolverError.Code, text: String)] = []

    init(_ question: Question, servers: [NetworkResolver.Server], options: NetworkResolver.Options) {
        self.question = question
        self.servers = servers
        self.options = options
    }

    /// The first thing to do.
    mutating func start() -> Action {
        next()
    }

    /// What to do after something happened.
    mutating func receive(_ event: Event) -> Action {
        guard let asked = current else { return next() }
        switch event {
        case .cancelled:
            return .failed(ResolverError(.cancelled, question, "the run was stopped while \(asked.server) was asked"))
        case .timeout:
            fail(asked.server, .timeout, "did not answer")
            return next()
        case .unreachable(let text):
            fail(asked.server, .unreachable, text)
            return next()
        case .reply(let bytes):
            return read(bytes)
        }
    }

    private mutating func read(_ bytes: [UInt8]) -> Action {
        guard let asked = current else { return next() }
        // RFC 7766 §5: a cut answer over UDP is asked for again over TCP.
        if asked.transport == .datagram, MessageHeader(bytes: bytes)?.isTruncated == true {
            return ask(asked.server, .stream, usesEDNS: asked.usesEDNS)
        }
        let message: DNSMessage
        do {
            message = try DNSMessage(bytes: bytes)
        } catch {
            giveUp(asked.server, .malformed, "sent no readable DNS message: \(error)")
            return next()
        }
        // RFC 6891 §7: FORMERR, or BADVERS, from a server that does not know EDNS.
        if asked.usesEDNS, message.code != .noError,
            [.formatError, .badVersion, .notImplemented].contains(message.code)
        {
            return ask(asked.server, asked.transport, usesEDNS: false)
        }
        switch ReplyReading(message, question) {
        case .step(var step):
            if case .answer(var answer) = step {
                answer.source = servers.first { $0.address == asked.server }?.name
                step = .answer(answer)
            }
            return .answered(step)
        case .failure(let code, let text):
            giveUp(asked.server, code, text)
            return next()
        }
    }

    private mutating func fail(_ server: ServerAddress, _ code: ResolverError.Code, _ text: String) {
        failures.append((server, code, text))
        current = nil
    }

    private mutating func giveUp(_ server: ServerAddress, _ code: ResolverError.Code, _ text: String) {
        fail(server, code, text)
        settled.append(server)
    }

    private mutating func next() -> Action {
        while attempts < servers.count * max(1, options.attempts) {
            let server = servers[attempts % servers.count].address
            attempts += 1
            if settled.isEmpty || !settled.contains(server) {
                return ask(server, .datagram, usesEDNS: options.usesEDNS)
            }
        }
        return .failed(error)
    }

    private mutating func ask(_ server: ServerAddress, _ transport: Transport, usesEDNS: Bool) -> Action {
        current = (server, transport, usesEDNS)
        return .ask(server, transport, Query(question, payloadSize: usesEDNS ? options.payloadSize : nil))
    }

    /// What was tried with each server; an answer that was a failure says more than silence.
    private var error: ResolverError {
        guard !failures.isEmpty else {
            return ResolverError(.noSource, question, "there is no server to ask")
        }
        let telling: [ResolverError.Code] = [.serverFailure, .aliasLoop, .refused, .malformed, .timeout]
        let code = telling.first { code in failures.contains { $0.code == code } } ?? .unreachable
        var texts: [String] = []
        for server in failures.map(\.server).uniqued() {
            let own = failures.filter { $0.server == server }
            for text in own.map(\.text).uniqued() {
                let times = own.count { $0.text == text }
                let within = text == "did not answer" ? " within \(options.timeout.inWords)" : ""
                texts.append("\(server) \(text)\(within)" + (times > 1 ? " (\(times) tries)" : ""))
            }
        }
        return ResolverError(code, question, texts.joined(separator: "; "))
    }
}

extension Sequence where Element: Hashable {
    /// Each element once, in the order of its first appearance.
    func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

extension Duration {
    /// `2 s`, or `250 ms` where it is not whole seconds.
    var inWords: String {
        let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    }
}
