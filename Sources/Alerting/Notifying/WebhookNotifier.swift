/// Posts every firing and every resolution to one address, in order, trying again while the other side fails.
package final class WebhookNotifier: AlertNotifier {
    /// How many changes wait at most.
    ///
    /// Our choice.
    package static let queueLimit = 1000
    /// How many failures are remembered.
    ///
    /// Our choice: the first ones tell the cause.
    package static let failureLimit = 100

    private let queue: NotificationQueue<[UInt8]>

    /// A notifier of the receiver with this name.
    ///
    /// - Parameters:
    ///   - url: where notifications are posted to.
    ///   - format: how they are written.
    package init(
        receiver: String, url: String, format: NotificationFormat = .webhook(), transport: any AlertTransport,
        retry: RetrySchedule = .standard
    ) {
        queue = NotificationQueue(receiver: receiver, retry: retry) {
            format.bodies(of: $0, for: receiver)
        } attempt: {
            await Self.post($0, to: url, as: format, over: transport)
        }
    }

    /// Takes a change to be told; returns at once, and tells it as soon as those before it were told.
    package func notify(_ transition: AlertTransition) {
        queue.add([transition])
    }

    /// Takes changes to be told in one message; returns at once.
    package func notify(_ group: [AlertTransition]) {
        queue.add(group)
    }

    /// What could not be delivered so far.
    package var failures: [NotificationFailure] { queue.failures }

    package func stop(within limit: Duration) async {
        await queue.stop(within: limit)
    }

    private static func post(
        _ body: [UInt8], to url: String, as format: NotificationFormat, over transport: any AlertTransport
    ) async -> NotificationQueue<[UInt8]>.Attempt {
        do throws(AlertTransportFailure) {
            let status = try await transport.post(body, to: url)
            if status / 100 == 2 { return .told }
            let reason = "\(format.hidesURL ? "the receiver" : url) answered \(status)"
            return .failed(reason, again: format.isWorthRetrying(status: status) ? body : nil)
        } catch {
            return .failed(format.hidesURL ? "no answer" : error.reason, again: body)
        }
    }
}
