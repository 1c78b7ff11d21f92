import Synchronization

/// One connection to an SMTP server with a thread of its own, good for many messages one after the other.
///
/// Where the task that waits is cancelled, the socket is shut down: a message whose final dot was not sent yet is never
/// completed. The connection is then over, as it is after a lost connection or a 421.
package final class SMTPConnection: Sendable {
    /// Where it leads.
    package let endpoint: SMTPEndpoint
    private let line: Line
    private let requests: SMTPRequests
    private let usable = Mutex(true)

    private init(endpoint: SMTPEndpoint, line: Line, requests: SMTPRequests) {
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
        let requests = SMTPRequests()
        let opened = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isStarted = DedicatedThread.start {
                    run(endpoint: endpoint, options: options, line: line, requests: requests, opened: continuation)
                }
                if !isStarted { continuation.resume(returning: .failure(noThread(endpoint))) }
            }
        } onCancel: {
            line.cut()
        }
        try opened.get()
        return SMTPConnection(endpoint: endpoint, line: line, requests: requests)
    }

    /// Sends one message over a connection of its own, which is closed behind it.
    ///
    /// The thread is asked once and answers once, where opening, sending and closing would be three questions.
    ///
    /// - Returns: what the server said for each recipient, refusals included.
    /// - Throws: why there is no connection, or why the server's word on some recipient is not known.
    package static func sendAlone(
        _ mail: OutgoingMail, to endpoint: SMTPEndpoint, options: SMTPOptions
    ) async throws(TransportError) -> SMTPDelivery {
        let line = Line()
        let result: Result<SMTPDelivery, TransportError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isStarted = DedicatedThread.start {
                    do throws(TransportError) {
                        let link = try SMTPLink(endpoint: endpoint, options: options, line: line)
                        let delivery = try link.send(mail, isLast: true)
                        continuation.resume(returning: .success(delivery))
                    } catch {
                        continuation.resume(returning: .failure(error))
                    }
                }
                if !isStarted { continuation.resume(returning: .failure(noThread(endpoint))) }
            }
        } onCancel: {
            line.cut()
        }
        return try result.get()
    }

    private static func noThread(_ endpoint: SMTPEndpoint) -> TransportError {
        TransportError(
            .internalFailure, endpoint: endpoint.authority, while: "connect",
            detail: "the system has no more threads")
    }

    /// The thread of a connection: it opens the link, carries out requests in order, and closes the link.
    private static func run(
        endpoint: SMTPEndpoint, options: SMTPOptions, line: Line, requests: SMTPRequests,
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
            do throws(TransportError) {
                request.reply.resume(returning: .success(try link.send(request.mail)))
            } catch {
                request.reply.resume(returning: .failure(error))
            }
        }
        link.quit()
        requests.close()
        while let request = requests.next() { request.reply.resume(returning: .failure(closedBefore(endpoint))) }
        requests.end()
    }

    private static func closedBefore(_ endpoint: SMTPEndpoint) -> TransportError {
        var error = TransportError(
            .connectionLost, endpoint: endpoint.authority, while: "send the message", detail: "it was closed before")
        error.happenedBeforeSending = true
        return error
    }

    /// Sends one message; calls made at the same time are carried out one after the other, without a pause between.
    ///
    /// - Returns: what the server said for each recipient, refusals included.
    /// - Throws: why the server's word on some recipient is not known.
    package func send(_ mail: OutgoingMail) async throws(TransportError) -> SMTPDelivery {
        let id = requests.ticket()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                switch requests.add(mail, id, continuation) {
                case .waits: break
                case .closed: continuation.resume(returning: .failure(Self.closedBefore(endpoint)))
                case .cancelled: continuation.resume(returning: .failure(cancelled))
                }
            }
        } onCancel: {
            requests.cancel(id) { line.cut() }?.resume(returning: .failure(cancelled))
        }
        requests.forget(id)
        switch result {
        case .success(let delivery):
            if !delivery.connectionIsReusable { usable.withLock { $0 = false } }
            return delivery
        case .failure(let error):
            // What was refused or cancelled before a word of it was said leaves the connection as it was.
            if error.code != .notOffered, error.code != .cancelled { usable.withLock { $0 = false } }
            throw error
        }
    }

    private var cancelled: TransportError {
        TransportError(.cancelled, endpoint: endpoint.authority, while: "send the message")
    }

    /// Says QUIT and closes the connection, when what was to be sent before is sent.
    package func close() async {
        usable.withLock { $0 = false }
        await withCheckedContinuation { requests.close($0) }
    }

    /// Closes the connection at once, whatever is being sent.
    package func cut() {
        usable.withLock { $0 = false }
        line.cut()
        requests.close()
    }
}
