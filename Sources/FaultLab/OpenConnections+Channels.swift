import MailTransport
import NIOCore

/// The connections of the lab's servers.
extension OpenConnections where Connection == any Channel {
    /// The number of a new connection, which is counted until it is closed; nil where there is no room for it.
    func admit(_ channel: any Channel) -> Int? {
        guard let number = add(channel) else { return nil }
        channel.closeFuture.whenComplete { [weak self] _ in self?.remove(number) }
        return number
    }

    /// Ends every connection: those that tell of it at their next pause, all of them within `bound`.
    func stop(within bound: Duration) async {
        let open = stop()
        for channel in open { channel.pipeline.fireUserInboundEventTriggered(SMTPConnectionHandler.StopEvent()) }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for channel in open { try? await channel.closeFuture.get() }
            }
            group.addTask {
                // The bound is over: what is still open is cut.
                try? await Task.sleep(for: bound)
                for channel in open { channel.close(promise: nil) }
            }
            // Whoever is first; a cut connection ends the other one too.
            await group.next()
            group.cancelAll()
            for channel in open { channel.close(promise: nil) }
        }
    }
}
