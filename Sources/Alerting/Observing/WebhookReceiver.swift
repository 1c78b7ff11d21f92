/// An HTTP server that is notified of alerts, as a pager or a chat would be.
///
/// `POST /NAME` takes notifications of Alertmanager, Grafana, Slack and PagerDuty for the receiver with that name. Anything
/// else is refused: another name 404, another method 405, a body that is too long 413, one that is not understood 400 with
/// the reason.
package final class WebhookReceiver: Sendable {
    /// The longest body that is taken, in bytes.
    ///
    /// Our choice: a thousand alerts of a kilobyte each.
    package static let bodyLimit = 1 << 20
    /// How many observations a subscriber may lag behind; the oldest are kept.
    ///
    /// Our choice.
    package static let subscriberLimit = 10_000
    /// The path of the observer itself; the names of other receivers are written with their slashes as `%2F`.
    static let observerPath = "-/observer"

    private let inbox: WebhookInbox
    private let server: LoopbackHTTPServer

    /// Starts a server on loopback for these receivers, and for the observer itself.
    ///
    /// - Throws: why no port could be listened on.
    package static func start(receivers: [String] = []) async throws(ObserverFailure) -> WebhookReceiver {
        try await start(WebhookInbox(names: receivers + [observerPath]), host: "127.0.0.1", port: 0)
    }

    /// Starts a server for whoever is told to notify it: the path names the receiver, else the body does, and each
    /// notification is also seen by the observer.
    ///
    /// - Throws: why the port could not be listened on.
    package static func open(host: String, port: Int) async throws(ObserverFailure) -> WebhookReceiver {
        try await start(WebhookInbox(names: nil), host: host, port: port)
    }

    private static func start(
        _ inbox: WebhookInbox, host: String, port: Int
    ) async throws(ObserverFailure) -> WebhookReceiver {
        let server = try await LoopbackHTTPServer.start(host: host, port: port) { request in
            await inbox.answer(request)
        }
        return WebhookReceiver(inbox: inbox, server: server)
    }

    private init(inbox: WebhookInbox, server: LoopbackHTTPServer) {
        self.inbox = inbox
        self.server = server
    }

    /// The port.
    package var port: Int { server.port }

    /// Where notifications of a receiver go to.
    package func url(of receiver: String) -> String {
        let path = receiver == Self.observerPath ? receiver : PercentEncoding.encoded(receiver)
        return "http://127.0.0.1:\(port)/\(path)"
    }

    /// Where the observer itself is told of everything.
    package var observerURL: String {
        url(of: Self.observerPath)
    }

    /// Everything that is received from now on; ends when the receiver stops.
    package func observations() -> AsyncStream<AlertObservation> {
        inbox.observations()
    }

    /// The alerts that fire, by what was told so far.
    package var firing: [AlertTransition] { inbox.firing }

    /// What was sent and could not be read, or left something out.
    package var gaps: [String] { inbox.gaps }

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
