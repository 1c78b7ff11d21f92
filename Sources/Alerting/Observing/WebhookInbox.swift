import Findings
import Hummingbird
import NIOCore
import Synchronization

/// What requests and subscribers of a webhook receiver share.
final class WebhookInbox: Sendable {
    /// How many gaps are remembered.
    ///
    /// Our choice: one is enough to know that not everything was seen, the first ones tell the cause.
    static let gapLimit = 20

    /// The names of the receivers; nil where any path is one.
    private let names: Set<String>?
    private let state = Mutex(State())
    private let subscribers = Subscribers<AlertObservation>(limit: WebhookReceiver.subscriberLimit)

    private struct State {
        var log = NotificationLog()
        var firing = FiringAlerts()
        var gaps: [String] = []
    }

    /// An inbox of the receivers with these names, or of any.
    init(names: [String]?) {
        self.names = names.map(Set.init)
    }

    /// Takes a notification, or says what is wrong with it.
    func answer(_ request: Request) async -> Response {
        let path = String(request.uri.path.drop { $0 == "/" })
        let name = path == WebhookReceiver.observerPath ? path : PercentEncoding.decoded(path)
        if let names, !names.contains(name) { return Self.answer(.notFound, "no receiver has this name") }
        guard request.method == .post else { return Self.answer(.methodNotAllowed, "notifications are posted") }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: WebhookReceiver.bodyLimit)
        } catch is NIOTooManyBytesError {
            noteGap("\(Self.shown(name)) was sent more than \(WebhookReceiver.bodyLimit) bytes")
            return Self.answer(.contentTooLarge, "at most \(WebhookReceiver.bodyLimit) bytes are taken")
        } catch {
            return Self.answer(.badRequest, "the body could not be read")
        }
        do throws(NotificationLog.Refusal) {
            let expected = try take(Array(body.readableBytesView), for: name)
            return Self.answer(.init(code: expected.status), expected.text)
        } catch {
            noteGap("\(Self.shown(name)) was sent what is not understood: \(error.reason)")
            return Self.answer(.badRequest, error.reason + "\n")
        }
    }

    /// Every notification from now on.
    func observations() -> AsyncStream<AlertObservation> { subscribers.stream() }

    /// The alerts that fire, by what was told so far.
    var firing: [AlertTransition] { state.withLock { $0.firing.all.map(\.transition) } }

    /// What could not be read so far.
    var gaps: [String] { state.withLock { $0.gaps } }

    /// Ends every subscription.
    func close() { subscribers.finish() }

    /// Takes a body; returns what its sender expects to hear.
    private func take(_ body: [UInt8], for path: String) throws(NotificationLog.Refusal)
        -> NotificationShape.Answer
    {
        let now = Moment.now()
        let isOpen = names == nil
        let result = state.withLock { state -> Result<NotificationShape.Answer, NotificationLog.Refusal> in
            do throws(NotificationLog.Refusal) {
                let delivery = try state.log.take(body, for: path, alsoObserved: isOpen, at: now)
                if delivery.leftOut > 0, state.gaps.count < Self.gapLimit {
                    state.gaps.append(
                        "a notification to \(Self.shown(delivery.receiver)) left \(delivery.leftOut) alerts out")
                }
                // Told inside the lock, so that subscribers hear in the order in which deliveries were counted.
                for observation in delivery.observations {
                    state.firing.see(observation)
                    subscribers.tell(observation)
                }
                return .success(delivery.format.answer)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func noteGap(_ gap: String) {
        state.withLock { if $0.gaps.count < Self.gapLimit { $0.gaps.append(gap) } }
    }

    private static func shown(_ name: String) -> String {
        name.isEmpty || name == WebhookReceiver.observerPath ? "the webhook" : "receiver \(name.prefix(100))"
    }

    private static func answer(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(status: status, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
