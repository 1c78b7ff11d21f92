/// Sends messages to one server over a number of connections, which are opened when needed and used again.
///
/// Each connection has a thread of its own, which takes the next message that waits as soon as it is done with one. Where
/// the task that waits is cancelled, the socket is shut down: a message whose final dot was not sent yet is never completed.
package final class SMTPSender: Sendable {
    /// Where it sends to.
    package let endpoint: SMTPEndpoint
    private let options: SMTPOptions
    private let messagesPerConnection: Int
    private let requests: RequestQueue<SMTPRequest>

    /// A sender that opens at most `connections` at the same time, at least one.
    ///
    /// - Parameter messagesPerConnection: after how many messages a connection is closed; where it is its last, QUIT goes
    ///   with the message.
    package init(
        to endpoint: SMTPEndpoint, options: SMTPOptions = SMTPOptions(), connections: Int = 1,
        messagesPerConnection: Int = .max
    ) {
        self.endpoint = endpoint
        self.options = options
        self.messagesPerConnection = max(1, messagesPerConnection)
        requests = RequestQueue(threadLimit: max(1, connections))
    }

    deinit {
        // The threads say QUIT where they can, and end.
        requests.close()
    }

    /// Sends one message, once a connection is free; messages are taken in the order in which they come.
    ///
    /// - Returns: what the server said for each recipient, refusals included.
    /// - Throws: why there is no connection, or why the server's word on some recipient is not known.
    package func send(_ mail: OutgoingMail) async throws(TransportError) -> SMTPDelivery {
        let id = requests.ticket()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (reply: SMTPRequest.Reply) in
                switch requests.add(SMTPRequest(mail: mail, reply: reply), id) {
                case .waits: break
                case .needsThread: startThread(for: id)
                case .closed: reply.resume(returning: .failure(failure(.connectionLost, "it was closed before")))
                case .cancelled: reply.resume(returning: .failure(failure(.cancelled)))
                }
            }
        } onCancel: {
            requests.cancel(id)?.reply.resume(returning: .failure(failure(.cancelled)))
        }
        if Task.isCancelled { requests.forget(id) }
        return try result.get()
    }

    /// Says QUIT on every connection, when what was to be sent before is sent; nothing can be sent any more.
    package func close() async {
        await withCheckedContinuation { requests.close($0) }
    }

    private func startThread(for id: Int) {
        let courier = SMTPCourier(
            endpoint: endpoint, options: options, messagesPerConnection: messagesPerConnection, requests: requests)
        guard !DedicatedThread.start({ courier.work() }) else { return }
        requests.abandon(id)?.reply.resume(
            returning: .failure(failure(.internalFailure, "the system has no more threads")))
    }

    private func failure(_ code: TransportError.Code, _ detail: String? = nil) -> TransportError {
        TransportError(code, endpoint: endpoint.authority, while: "send the message", detail: detail)
    }
}

/// A message that is to be sent, and where the word on it goes.
struct SMTPRequest: Sendable {
    /// Where the word on a message goes.
    typealias Reply = CheckedContinuation<Result<SMTPDelivery, TransportError>, Never>

    let mail: OutgoingMail
    let reply: Reply
}
