import Synchronization

/// A mailbox on an IMAP server (RFC 9051), with a connection and a thread of its own.
///
/// Everything but `delete` leaves the mailbox as it is, down to the flags. Each call has its deadline; where the task that
/// waits is cancelled, the socket is shut down. Calls made at the same time are carried out one after the other.
package final class IMAPMailbox: Sendable {
    /// Where it leads.
    package let endpoint: IMAPEndpoint
    private let line: Line
    private let requests: RequestQueue<Request>
    private let usable = Mutex(true)

    /// What the thread is asked for; it is given nil where the connection is over.
    private struct Request: Sendable {
        let carryOut: @Sendable (IMAPLink?) -> Void
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
        let requests = RequestQueue<Request>()
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
        while !link.isOver, let request = requests.next() { request.carryOut(link) }
        link.logout()
        requests.close()
        while let request = requests.next() { request.carryOut(nil) }
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
        let authority = endpoint.authority
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<Value, TransportError>, Never>) in
                let closed = TransportError(
                    .connectionLost, endpoint: authority, while: action, detail: "it was closed before")
                let isTaken = requests.add(
                    Request { link in
                        do throws(TransportError) {
                            guard let link else { throw closed }
                            try link.startOperation(for: action)
                            continuation.resume(returning: .success(try body(link)))
                        } catch {
                            continuation.resume(returning: .failure(error))
                        }
                    })
                if !isTaken { continuation.resume(returning: .failure(closed)) }
            }
        } onCancel: {
            line.cut()
        }
        if case .failure(let error) = result {
            switch error.code {
            case .refused, .invalidInput, .notOffered: break
            default: usable.withLock { $0 = false }
            }
        }
        return try result.get()
    }

    /// Says LOGOUT and closes the connection.
    package func close() async {
        usable.withLock { $0 = false }
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let isTaken = requests.add(
                Request { link in
                    link?.logout()
                    continuation.resume()
                })
            if !isTaken { continuation.resume() }
            requests.close()
        }
    }

    /// Closes the connection at once, whatever is being asked.
    package func cut() {
        usable.withLock { $0 = false }
        line.cut()
        requests.close()
    }
}
