import Synchronization

/// A mailbox on an IMAP server (RFC 9051), with a connection and a thread of its own.
///
/// Everything but `delete` leaves the mailbox as it is, down to the flags. Each call has its deadline; where the task that
/// waits is cancelled while it is carried out, the socket is shut down. Calls made at the same time are carried out one
/// after the other.
package final class IMAPMailbox: Sendable {
    /// Where it leads.
    package let endpoint: IMAPEndpoint
    private let line: Line
    private let requests: RequestQueue<Request>
    private let usable = Mutex(true)

    /// What the thread is asked for.
    private struct Request: Sendable {
        /// Carries it out and returns what is to be called then, once it cannot be cancelled any more: that tells the answer.
        let carryOut: @Sendable (IMAPLink) -> @Sendable () -> Void
        /// Tells that it will not be carried out.
        let refuse: @Sendable (TransportError) -> Void
    }

    private init(endpoint: IMAPEndpoint, line: Line, requests: RequestQueue<Request>) {
        self.endpoint = endpoint
        self.line = line
        self.requests = requests
    }

    deinit {
        // The thread says LOGOUT where it can, and ends.
        requests.close()
    }

    /// Whether more can be asked.
    package var isUsable: Bool { usable.withLock(\.self) && !line.isCut }

    /// Connects and logs in.
    package static func open(
        _ endpoint: IMAPEndpoint, options: IMAPOptions
    ) async throws(TransportError) -> IMAPMailbox {
        let line = Line()
        let requests = RequestQueue<Request>(threadLimit: 1, threads: 1)
        let opened = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<Void, TransportError>, Never>) in
                let isStarted = DedicatedThread.start {
                    run(endpoint: endpoint, options: options, line: line, requests: requests, opened: continuation)
                }
                if !isStarted {
                    continuation.resume(
                        returning: .failure(
                            TransportError(
                                .internalFailure, endpoint: endpoint.authority, while: "open the mailbox",
                                detail: "the system has no more threads")))
                }
            }
        } onCancel: {
            line.cut()
        }
        try opened.get()
        return IMAPMailbox(endpoint: endpoint, line: line, requests: requests)
    }

    /// The thread of a connection: it opens the link, carries out requests in order, and closes the link.
    private static func run(
        endpoint: IMAPEndpoint, options: IMAPOptions, line: Line, requests: RequestQueue<Request>,
        opened: CheckedContinuation<Result<Void, TransportError>, Never>
    ) {
        let link: IMAPLink
        do {
            link = try IMAPLink(endpoint: endpoint, options: options, line: line)
        } catch {
            return opened.resume(returning: .failure(error))
        }
        opened.resume(returning: .success(()))
        while let entry = requests.next(over: line, mayWait: true) {
            guard !link.isOver else {
                requests.finish(entry.id)
                entry.request.refuse(closed(endpoint))
                continue
            }
            let tell = entry.request.carryOut(link)
            requests.finish(entry.id)
            tell()
            // Those who wait are refused then.
            if link.isOver { requests.close() }
        }
        link.logout()
        requests.leave()
    }

    private static func closed(_ endpoint: IMAPEndpoint) -> TransportError {
        TransportError(
            .connectionLost, endpoint: endpoint.authority, while: "use the mailbox", detail: "it was closed before")
    }

    /// All folders, with what they are for.
    package func folders() async throws(TransportError) -> [IMAPFolder] {
        try await perform("list the folders") { link throws(TransportError) in try link.folders() }
    }

    /// Up to where a folder is filled now; to be asked for before a message is sent.
    package func position(of folder: IMAPFolder) async throws(TransportError) -> IMAPPosition {
        try await perform("ask for the state of \(folder.name)") { link throws(TransportError) in
            try link.position(of: folder)
        }
    }

    /// Looks for messages that have arrived behind these positions, in their folders.
    ///
    /// One look: a message that is not there yet is not waited for. To be asked again as often as is wanted: what was
    /// looked at once on this connection is not fetched again.
    package func find(
        _ sought: [IMAPSought], since positions: [IMAPPosition]
    ) async throws(TransportError) -> IMAPFound {
        try await perform("look for messages") { link throws(TransportError) in
            try link.find(sought, since: positions)
        }
    }

    /// Deletes messages that were found, and no others.
    ///
    /// At Gmail, a message that is deleted from a folder other than Spam or Trash stays in All Mail, unless the account is
    /// set otherwise.
    ///
    /// - Returns: how many are gone; those that were gone before are not counted.
    /// - Throws: `notOffered` where the server lacks UIDPLUS; nothing is deleted then.
    package func delete(_ matches: [IMAPMatch]) async throws(TransportError) -> Int {
        try await perform("delete messages") { link throws(TransportError) in try link.delete(matches) }
    }

    private func perform<Value: Sendable>(
        _ action: String, _ body: @escaping @Sendable (IMAPLink) throws(TransportError) -> Value
    ) async throws(TransportError) -> Value {
        let id = requests.ticket()
        let cancelled = TransportError(.cancelled, endpoint: endpoint.authority, while: action)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (reply: CheckedContinuation<Result<Value, TransportError>, Never>) in
                let request = Request(
                    carryOut: { link in
                        let result = Self.outcome(of: body, action, link)
                        return { reply.resume(returning: result) }
                    }, refuse: { reply.resume(returning: .failure($0)) })
                switch requests.add(request, id) {
                case .waits: break
                case .needsThread, .closed: request.refuse(Self.closed(endpoint))
                case .cancelled: request.refuse(cancelled)
                }
            }
        } onCancel: {
            requests.cancel(id)?.refuse(cancelled)
        }
        if Task.isCancelled { requests.forget(id) }
        if case .failure(let error) = result {
            switch error.code {
            // What was cancelled before its turn leaves the connection as it was; else the line is cut.
            case .refused, .invalidInput, .notOffered, .cancelled: break
            default: usable.withLock { $0 = false }
            }
        }
        return try result.get()
    }

    private static func outcome<Value>(
        of body: (IMAPLink) throws(TransportError) -> Value, _ action: String, _ link: IMAPLink
    ) -> Result<Value, TransportError> {
        do throws(TransportError) {
            try link.startOperation(for: action)
            return .success(try body(link))
        } catch {
            return .failure(error)
        }
    }

    /// Says LOGOUT and closes the connection, when what was asked before is answered.
    package func close() async {
        usable.withLock { $0 = false }
        await withCheckedContinuation { requests.close($0) }
    }

    /// Closes the connection at once, whatever is being asked.
    package func cut() {
        usable.withLock { $0 = false }
        line.cut()
        requests.close()
    }
}
