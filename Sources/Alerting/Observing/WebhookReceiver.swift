import Hummingbird
import Logging
import NIOCore
import Synchronization

/// An HTTP server on loopback that is notified of alerts, as a pager or a chat would be.
///
/// `POST /NAME` takes version 4 bodies of Alertmanager for the receiver with that name. Anything else is refused: another
/// name 404, another method 405, a body that is too long 413, one that is not understood 400 with the reason.
package final class WebhookReceiver: Sendable {
    /// The longest body that is taken, in bytes.
    ///
    /// Our choice: a thousand alerts of a kilobyte each.
    package static let bodyLimit = 1 << 20
    /// How many observations a subscriber may lag behind; the oldest are kept.
    ///
    /// Our choice.
    package static let subscriberLimit = 10_000
    /// How long a connection may be silent.
    ///
    /// Our choice: senders on loopback answer within milliseconds.
    private static let idleTimeout: TimeAmount = .seconds(30)
    /// The path of the observer itself; no name of a receiver can be it, for names have no slash.
    static let observerPath = "-/observer"

    /// The port, chosen by the system.
    package let port: Int
    private let core: Core
    private let server: Task<Void, any Error>

    /// What requests and subscribers share.
    private final class Core: Sendable {
        let names: Set<String>
        let state = Mutex(State())

        struct State {
            var log = NotificationLog()
            var subscribers: [Int: AsyncStream<AlertObservation>.Continuation] = [:]
            var nextSubscriber = 0
            var isStopped = false
        }

        init(names: Set<String>) {
            self.names = names
        }

        func take(_ body: [UInt8], for name: String) throws(NotificationLog.Refusal) {
            let now = Moment.now()
            let outcome = state.withLock { state -> Result<[AlertObservation], NotificationLog.Refusal> in
                do throws(NotificationLog.Refusal) {
                    let observations = try state.log.take(body, for: name, at: now)
                    // Inside the lock, so that subscribers hear in the order in which deliveries were counted.
                    for observation in observations {
                        for subscriber in state.subscribers.values { subscriber.yield(observation) }
                    }
                    return .success(observations)
                } catch {
                    return .failure(error)
                }
            }
            _ = try outcome.get()
        }
    }

    /// Starts a server for these receivers, and for the observer itself.
    ///
    /// - Throws: why no port could be listened on.
    package static func start(receivers: [String] = []) async throws(ObserverFailure) -> WebhookReceiver {
        let core = Core(names: Set(receivers + [observerPath]))
        let (ports, announce) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in await respond(to: request, core) },
            server: .http1(configuration: .init(idleTimeout: idleTimeout)),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0), serverName: "mailproof"),
            onServerRunning: { channel in
                announce.yield(channel.localAddress?.port ?? 0)
                announce.finish()
            },
            logger: Logger(label: "mailproof.webhook") { _ in SwiftLogNoOpLogHandler() })
        let server = Task.detached {
            defer { announce.finish() }
            // `run` and not `runService`: signals are the runner's.
            try await application.run()
        }
        for await port in ports where port > 0 {
            return WebhookReceiver(port: port, core: core, server: server)
        }
        server.cancel()
        let reason: String
        do {
            try await server.value
            reason = "it ended at once"
        } catch {
            reason = "\(error)"
        }
        throw ObserverFailure("no webhook receiver could be started on 127.0.0.1: \(reason)")
    }

    private init(port: Int, core: Core, server: Task<Void, any Error>) {
        self.port = port
        self.core = core
        self.server = server
    }

    /// Where notifications of a receiver go to.
    package func url(of receiver: String) -> String {
        "http://127.0.0.1:\(port)/\(receiver)"
    }

    /// Where the observer itself is told of everything.
    package var observerURL: String {
        url(of: Self.observerPath)
    }

    /// Everything that is received from now on; ends when the receiver stops.
    package func observations() -> AsyncStream<AlertObservation> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: AlertObservation.self, bufferingPolicy: .bufferingOldest(Self.subscriberLimit))
        let number = core.state.withLock { state -> Int? in
            guard !state.isStopped else { return nil }
            state.nextSubscriber += 1
            state.subscribers[state.nextSubscriber] = continuation
            return state.nextSubscriber
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [core] _ in
            // Not at once: it may be called while the lock is held.
            Task { core.state.withLock { $0.subscribers[number] = nil } }
        }
        return stream
    }

    /// Closes the port and all connections.
    ///
    /// - Returns: whether that was done within `limit`.
    @discardableResult
    package func stop(within limit: Duration = .seconds(3)) async -> Bool {
        let subscribers = core.state.withLock { state in
            defer {
                state.subscribers = [:]
                state.isStopped = true
            }
            return Array(state.subscribers.values)
        }
        for subscriber in subscribers { subscriber.finish() }
        server.cancel()
        let (ends, end) = AsyncStream.makeStream(of: Bool.self)
        let waiter = Task.detached { [server] in
            _ = await server.result
            end.yield(true)
        }
        let timer = Task.detached {
            try await Task.sleep(for: limit)
            end.yield(false)
        }
        defer {
            waiter.cancel()
            timer.cancel()
        }
        for await isStopped in ends { return isStopped }
        return false
    }

    private static func respond(to request: Request, _ core: Core) async -> Response {
        let name = String(request.uri.path.drop { $0 == "/" })
        guard core.names.contains(name) else {
            return answer(.notFound, "no receiver has this name")
        }
        guard request.method == .post else {
            return answer(.methodNotAllowed, "notifications are posted")
        }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: bodyLimit)
        } catch is NIOTooManyBytesError {
            return answer(.contentTooLarge, "at most \(bodyLimit) bytes are taken")
        } catch {
            return answer(.badRequest, "the body could not be read")
        }
        do {
            try core.take(Array(body.readableBytesView), for: name)
            return answer(.ok, "")
        } catch {
            return answer(.badRequest, error.reason)
        }
    }

    private static func answer(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(status: status, body: ResponseBody(byteBuffer: ByteBuffer(string: text.isEmpty ? "" : text + "\n")))
    }
}
