import Synchronization

/// One connection to an SMTP server with a thread of its own, good for many messages one after the other.
///
/// Where the task that waits is cancelled, the socket is shut down: a message whose final dot was not sent yet is never
/// completed. The connection is then over, as it is after a lost connection or a 421.
package final class SMTPConnection: Sendable {
    /// Where it leads.
    package let endpoint: SMTPEndpoint
    private let line: Line
    private let requests: RequestQueue<Request>
    private let usable = Mutex(true)

    /// What the thread is asked for.
    private enum Request: Sendable {
        case send(OutgoingMail, CheckedContinuation<Result<SMTPDelivery, TransportError>, Never>)
        case close(CheckedContinuation<Void, Never>)
    }

    private init(endpoint: SMTPEndpoint, line: Line, requests: RequestQueue<Request>) {
        self.endpoint = endpoint
        self.line = line
        self.requests = requests
    }

    deinit {
        // The thread says QUIT where it can, and ends.
        requests.close()
    }

    /// Whether another message may be sent.
    package var isUsable: Bool { usable.withLock(\.self) && !line.isCut }

    /// Connects, reads the greeting, says EHLO.
    package static func open(
        to endpoint: SMTPEndpoint, options: SMTPOptions
    ) async throws(TransportError) -> SMTPConnection {
        let line = Line()
        let requests = RequestQueue<Request>()
        let opened = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isStarted = DedicatedThread.start {
                    run(endpoint: endpoint, options: options, line: line, requests: requests, opened: continuation)
                }
                if !isStarted {
                    continuation.resume(
                        returning: .failure(
                            TransportError(
                                .internalFailure, endpoint: endpoint.authority, while: "connect",
                                detail: "the system has no more threads")))
                }
            }
        } onCancel: {
            line.cut()
        }
        try opened.get()
        return SMTPConnection(endpoint: endpoint, line: line, requests: requests)
    }

    /// The thread of a connection: it opens the link, carries out requests in order, and closes the link.
    private static func run(
        endpoint: SMTPEndpoint, options: SMTPOptions, line: Line, requests: RequestQueue<Request>,
        opened: CheckedContinuation<Result<Void, TransportError>, Never>
    ) {
        let link: SMTPLink
        do {
            link = try SMTPLink(endpoint: endpoint, options: options, line: line)
        } catch {
            return opened.resume(returning: .failure(error))
        }
        opened.resume(returning: .success(()))
        while !link.isOver, let request = requests.next() {
            switch request {
            case .send(let mail, let reply):
                do throws(TransportError) {
                    reply.resume(returning: .success(try link.send(mail)))
                } catch {
                    reply.resume(returning: .failure(error))
                }
            case .close(let reply):
                link.quit()
                reply.resume()
            }
        }
        link.quit()
        requests.close()
        while let request = requests.next() {
            switch request {
            case .send(_, let reply): reply.resume(returning: .failure(closedBefore(endpoint)))
            case .close(let reply): reply.resume()
            }
        }
    }

    private static func closedBefore(_ endpoint: SMTPEndpoint) -> TransportError {
        TransportError(
            .connectionLost, endpoint: endpoint.authority, while: "send the message", detail: "it was closed before")
    }

    /// Sends one message; calls made at the same time are carried out one after the other.
    ///
    /// - Returns: what the server said for each recipient, refusals included.
    /// - Throws: why the server's word on some recipient is not known.
    package func send(_ mail: OutgoingMail) async throws(TransportError) -> SMTPDelivery {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if !requests.add(.send(mail, continuation)) {
                    continuation.resume(returning: .failure(Self.closedBefore(endpoint)))
                }
            }
        } onCancel: {
            line.cut()
        }
        switch result {
        case .success(let delivery):
            if !delivery.connectionIsReusable { usable.withLock { $0 = false } }
            return delivery
        case .failure(let error):
            if error.code != .notOffered { usable.withLock { $0 = false } }
            throw error
        }
    }

    /// Says QUIT and closes the connection.
    package func close() async {
        usable.withLock { $0 = false }
        await withCheckedContinuation { continuation in
            if !requests.add(.close(continuation)) { continuation.resume() }
            requests.close()
        }
    }

    /// Closes the connection at once, whatever is being sent.
    package func cut() {
        usable.withLock { $0 = false }
        line.cut()
        requests.close()
    }
}
