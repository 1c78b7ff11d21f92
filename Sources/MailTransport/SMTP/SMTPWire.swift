/// The bytes of a connection and the replies in them, with a limit on every wait.
///
/// Used by one thread only, and therefore not Sendable.
final class SMTPWire {
    private let stream: any ByteStream
    /// Whether TLS stands between the socket and us: it may then hold bytes that poll(2) does not see.
    let isEncrypted: Bool
    private var parser = SMTPReplyParser()
    private var buffer = [UInt8](repeating: 0, count: 16_384)
    private let clock = ContinuousClock()
    /// When everything has to be over, whatever single waits are allowed.
    var deadline: ContinuousClock.Instant?
    /// How long the other side may be silent, or take nothing of what is sent.
    let timeout: Duration

    /// How many bytes of replies may wait while commands are still being sent; a reply to each of a thousand recipients
    /// is a tenth of it.
    private static let backlogLimit = 1 << 20

    init(_ stream: any ByteStream, timeout: Duration) {
        self.stream = stream
        isEncrypted = stream.isEncrypted
        self.timeout = timeout
    }

    /// Why nothing more comes or goes.
    struct Failure: Error {
        var code: TransportError.Code
        var detail: String?
        /// The reply that ended it, where it was one.
        var reply: SMTPReply?

        init(code: TransportError.Code, detail: String? = nil, reply: SMTPReply? = nil) {
            self.code = code
            self.detail = detail
            self.reply = reply
        }

        init(_ cause: StreamFailure) {
            switch cause {
            case .cancelled: self.init(code: .cancelled)
            case .timeout: self.init(code: .timeout)
            case .lost(let detail): self.init(code: .connectionLost, detail: detail)
            }
        }
    }

    /// Whether it was cut by another thread.
    var isCut: Bool { stream.line.isCut }

    /// Whether a reply has begun to come.
    var hasPartOfReply: Bool { !parser.isEmpty }

    /// How sending ended.
    enum Sent {
        /// Everything is on its way.
        case whole
        /// The server spoke first, and the rest behind so many bytes stays here.
        case interrupted(after: Int)
    }

    /// Sends all of `bytes`; with `untilReply` stops when the server speaks first.
    @discardableResult
    func write(_ bytes: [UInt8], untilReply: Bool = false) throws(Failure) -> Sent {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent: Int
            do throws(StreamFailure) {
                // A message whose task was cancelled is not completed, however little is missing: the stream sees to it.
                sent = try stream.send(rest)
            } catch {
                // The server may have said why before it closed: its words are worth more than the broken pipe.
                if untilReply, let count = try? receive(), count > 0 {
                    parser.feed(buffer.prefix(count))
                    return .interrupted(after: bytes.count - rest.count)
                }
                throw Failure(error)
            }
            rest = rest.dropFirst(sent)
            if rest.isEmpty { break }
            // What was sent is on its way; while the rest waits for room, the server may object.
            if try waitUntilReady(toWrite: true, timeout: timeout), let count = try receive() {
                try take(count)
                if untilReply { return .interrupted(after: bytes.count - rest.count) }
            }
        }
        return .whole
    }

    /// A reply that is here already, or nil; waits for nothing.
    ///
    /// - Parameter looking: whether the socket is asked as well.
    func readyReply(looking: Bool) throws(Failure) -> SMTPReply? {
        if looking, parser.isEmpty, let count = try receive() { try take(count) }
        return try nextReply()
    }

    /// The next reply, awaited for `limit` at most, all of its lines together: a server that sends a byte now and then
    /// gains nothing.
    func readReply(within limit: Duration? = nil) throws(Failure) -> SMTPReply {
        let deadline = clock.now.advanced(by: limit ?? timeout)
        var hasLooked = !isEncrypted
        while true {
            if let reply = try nextReply() { return reply }
            if hasLooked { _ = try waitUntilReady(toWrite: false, timeout: clock.now.duration(to: deadline)) }
            // TLS may hold bytes that poll(2) does not see, so reading comes first there.
            hasLooked = true
            if let count = try receive() {
                try take(count)
                hasLooked = !isEncrypted
            }
        }
    }

    private func nextReply() throws(Failure) -> SMTPReply? {
        do {
            return try parser.next()
        } catch {
            throw Failure(code: .notUnderstood, detail: error.description)
        }
    }

    /// Takes what was received; nothing at all is the end of the stream.
    private func take(_ count: Int) throws(Failure) {
        guard count > 0 else { throw Failure(code: .connectionLost) }
        parser.feed(buffer.prefix(count))
        guard parser.bufferedCount <= SMTPWire.backlogLimit else {
            throw Failure(code: .notUnderstood, detail: "the server talks without being asked")
        }
    }

    private func receive() throws(Failure) -> Int? {
        do throws(StreamFailure) {
            return try stream.receive(into: &buffer)
        } catch {
            throw Failure(error)
        }
    }

    /// Waits until the socket can be read, or written where that is asked for; says whether it can be read.
    private func waitUntilReady(toWrite: Bool, timeout: Duration) throws(Failure) -> Bool {
        let now = clock.now
        let own = now.advanced(by: timeout)
        let end = deadline.map { min($0, own) } ?? own
        do throws(StreamFailure) {
            return try stream.waitUntilReady(toWrite: toWrite, until: end).canRead
        } catch {
            guard error == .timeout else { throw Failure(error) }
            throw Failure(code: .timeout, detail: end < own ? "all together took longer than it may" : nil)
        }
    }
}
