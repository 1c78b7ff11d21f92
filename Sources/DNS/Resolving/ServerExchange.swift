/// The conversation with DNS servers about one question, as values: it eats what happened and says what to do next.
///
/// Every server is asked over UDP, in turns; one that does not answer in time is asked again until its attempts are
/// used up, one that answers with a failure is not. A cut answer is asked for again over TCP (RFC 7766 §5). A server
/// that cannot read EDNS is asked without it (RFC 6891 §7).
struct ServerExchange {
    /// What the socket side does next.
    enum Action: Equatable {
        /// Send this query and wait for an answer that `judge` takes.
        case ask(ServerAddress, Transport, [UInt8])
        /// It is over: an answer and who gave it.
        case answered(ResolverStep, by: ServerAddress)
        /// It is over without an answer.
        case failed(ResolverError)
    }

    /// How a query travels.
    enum Transport: Equatable {
        case datagram, stream
    }

    /// What happened after an `ask`.
    enum Event: Equatable {
        /// Octets that `judge` took.
        case reply([UInt8])
        /// Nothing came in time.
        case timeout
        /// The server could not be reached, in the system's words.
        case unreachable(String)
        /// The run was stopped.
        case cancelled
    }

    private let question: Question
    private let options: NetworkResolver.Options
    /// Who is still to be asked, in order, each as often as it may be asked.
    private var pending: [ServerAddress]
    private var current: (server: ServerAddress, transport: Transport, id: UInt16, usesEDNS: Bool)?
    private var failures: [(server: ServerAddress, code: ResolverError.Code, text: String)] = []

    init(_ question: Question, servers: [ServerAddress], options: NetworkResolver.Options) {
        self.question = question
        self.options = options
        pending = (0..<max(1, options.attempts)).flatMap { _ in servers }
    }

    /// The first thing to do.
    mutating func start(id: UInt16) -> Action {
        next(id)
    }

    /// Whether octets that came from the server in question answer the query in flight.
    ///
    /// RFC 5452 §9.1: what does not match the id and the question is dropped as if it had never come.
    func judge(_ bytes: [UInt8]) -> Bool {
        guard let current, let header = MessageHeader(bytes: bytes), header.isResponse, header.id == current.id,
            header.opcode == 0
        else { return false }
        guard let message = try? DNSMessage(bytes: bytes) else {
            // A cut answer may end within a record; anything else that cannot be read is for `receive` to tell.
            return true
        }
        // A server that could not read the query may not repeat the question.
        if message.questions.isEmpty { return message.code == .formatError || message.code == .notImplemented }
        return message.questions == [question]
    }

    /// What to do after something happened; `id` is fresh randomness for the next query.
    mutating func receive(_ event: Event, id: UInt16) -> Action {
        guard let asked = current else { return next(id) }
        switch event {
        case .cancelled:
            return .failed(ResolverError(.cancelled, question, "the run was stopped while \(asked.server) was asked"))
        case .timeout:
            fail(asked.server, .timeout, "did not answer")
            return next(id)
        case .unreachable(let text):
            fail(asked.server, .unreachable, text)
            return next(id)
        case .reply(let bytes):
            return read(bytes, id)
        }
    }

    private mutating func read(_ bytes: [UInt8], _ id: UInt16) -> Action {
        guard let asked = current else { return next(id) }
        // RFC 7766 §5: a cut answer over UDP is asked for again over TCP.
        if asked.transport == .datagram, MessageHeader(bytes: bytes)?.isTruncated == true {
            return ask(asked.server, .stream, id, usesEDNS: asked.usesEDNS)
        }
        let message: DNSMessage
        do {
            message = try DNSMessage(bytes: bytes)
        } catch {
            giveUp(asked.server, .malformed, "sent no readable DNS message: \(error)")
            return next(id)
        }
        // RFC 6891 §7: FORMERR, or BADVERS, from a server that does not know EDNS.
        if asked.usesEDNS, [.formatError, .badVersion, .notImplemented].contains(message.code) {
            return ask(asked.server, asked.transport, id, usesEDNS: false)
        }
        switch ReplyReading(message, question) {
        case .step(var step):
            if case .answer(var answer) = step {
                answer.source = asked.server.description
                step = .answer(answer)
            }
            return .answered(step, by: asked.server)
        case .failure(let code, let text):
            giveUp(asked.server, code, text)
            return next(id)
        }
    }

    private mutating func fail(_ server: ServerAddress, _ code: ResolverError.Code, _ text: String) {
        failures.append((server, code, text))
        current = nil
    }

    /// The server has answered; asking again would bring the same.
    private mutating func giveUp(_ server: ServerAddress, _ code: ResolverError.Code, _ text: String) {
        fail(server, code, text)
        pending.removeAll { $0 == server }
    }

    private mutating func next(_ id: UInt16) -> Action {
        guard !pending.isEmpty else { return .failed(error) }
        return ask(pending.removeFirst(), .datagram, id, usesEDNS: options.usesEDNS)
    }

    private mutating func ask(
        _ server: ServerAddress, _ transport: Transport, _ id: UInt16, usesEDNS: Bool
    ) -> Action {
        current = (server, transport, id, usesEDNS)
        let query = DNSMessage(
            id: id, flags: .recursionDesired, questions: [question],
            edns: usesEDNS ? EDNS(payloadSize: options.payloadSize) : nil)
        do {
            return .ask(server, transport, try query.encoded())
        } catch {
            return .failed(ResolverError(.malformed, question, "the query cannot be written: \(error)"))
        }
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
