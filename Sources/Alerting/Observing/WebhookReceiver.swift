import Hummingbird
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
    /// The path of the observer itself; no name of a receiver can be it, for names have no slash.
    static let observerPath = "-/observer"

    private let inbox: Inbox
    private let server: LoopbackHTTPServer

    /// Starts a server for these receivers, and for the observer itself.
    ///
    /// - Throws: why no port could be listened on.
    package static func start(receivers: [String] = []) async throws(ObserverFailure) -> WebhookReceiver {
        let inbox = Inbox(names: Set(receivers + [observerPath]))
        let server = try await LoopbackHTTPServer.start { request in await inbox.answer(request) }
        return WebhookReceiver(inbox: inbox, server: server)
    }

    private init(inbox: Inbox, server: LoopbackHTTPServer) {
        self.inbox = inbox
        self.server = server
    }

    /// The port, chosen by the system.
    package var port: Int { server.port }

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
        inbox.observations()
    }

    /// Closes the port and all connections.
    ///
    /// - Returns: whether that was done within `limit`.
    @discardableResult
    package func stop(within limit: Duration = .seconds(3)) async -> Bool {
        let isStopped = await server.stop(within: limit)
        inbox.close()
        return isStopped
    }
}

/// What requests and subscribers of a receiver share.
private final class Inbox: Sendable {
    private let names: Set<String>
    private let state = Mutex(State())

    private struct State {
        var log = NotificationLog()
        var subscribers: [Int: AsyncStream<AlertObservation>.Continuation] = [:]
        var nextSubscriber = 0
        var isClosed = false
    }

    /// An inbox of the receivers with these names.
    init(names: Set<String>) {
        self.names = names
    }

    /// Takes a notification, or says what is wrong with it.
    func answer(_ request: Request) async -> Response {
        let name = String(request.uri.path.drop { $0 == "/" })
        guard names.contains(name) else { return Self.answer(.notFound, "no receiver has this name") }
        guard request.method == .post else { return Self.answer(.methodNotAllowed, "notifications are posted") }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: WebhookReceiver.bodyLimit)
        } catch is NIOTooManyBytesError {
            return Self.answer(.contentTooLarge, "at most \(WebhookReceiver.bodyLimit) bytes are taken")
        } catch {
            return Self.answer(.badRequest, "the body could not be read")
        }
        if let refusal = take(Array(body.readableBytesView), for: name) {
            return Self.answer(.badRequest, refusal.reason)
        }
        return Self.answer(.ok, "")
    }

    /// Every notification from now on.
    func observations() -> AsyncStream<AlertObservation> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: AlertObservation.self, bufferingPolicy: .bufferingOldest(WebhookReceiver.subscriberLimit))
        let number = state.withLock { state -> Int? in
            guard !state.isClosed else { return nil }
            state.nextSubscriber += 1
            state.subscribers[state.nextSubscriber] = continuation
            return state.nextSubscriber
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.subscribers[number] = nil }
        }
        return stream
    }

    /// Ends every subscription.
    func close() {
        let subscribers = state.withLock { state in
            defer {
                state.subscribers = [:]
                state.isClosed = true
            }
            return Array(state.subscribers.values)
        }
        // Outside the lock: a subscription that ends takes itself out.
        for subscriber in subscribers { subscriber.finish() }
    }

    private func take(_ body: [UInt8], for name: String) -> NotificationLog.Refusal? {
        let now = Moment.now()
        return state.withLock { state -> NotificationLog.Refusal? in
            do throws(NotificationLog.Refusal) {
                // Told inside the lock, so that subscribers hear in the order in which deliveries were counted.
                for observation in try state.log.take(body, for: name, at: now) {
                    for subscriber in state.subscribers.values { subscriber.yield(observation) }
                }
                return nil
            } catch {
                return error
            }
        }
    }

    private static func answer(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(status: status, body: ResponseBody(byteBuffer: ByteBuffer(string: text.isEmpty ? "" : text + "\n")))
    }
}
