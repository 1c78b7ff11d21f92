import Synchronization

/// Events from where they are seen to everybody who counts them.
package final class DeliveryEventFeed: Sendable {
    private let receivers = Mutex<[@Sendable (DeliveryEvent) -> Void]>([])

    /// Nobody hears yet.
    package init() {}

    /// Hands every event from now on to `receive` too, which must not wait.
    package func subscribe(_ receive: @escaping @Sendable (DeliveryEvent) -> Void) {
        receivers.withLock { $0.append(receive) }
    }

    /// Hands an event to everybody.
    package func send(_ event: DeliveryEvent) {
        for receive in receivers.withLock({ $0 }) { receive(event) }
    }
}
