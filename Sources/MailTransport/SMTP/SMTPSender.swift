import Synchronization

/// Sends messages to one server over a number of connections, which are opened when needed and used again.
package final class SMTPSender: Sendable {
    /// Where it sends to.
    package let endpoint: SMTPEndpoint
    private let options: SMTPOptions
    private let limit: Int
    private let state = Mutex(State())

    private struct State {
        var idle: [SMTPConnection] = []
        /// Connections that are open or being opened.
        var count = 0
        /// Those who wait for a connection, oldest first.
        var waiting: [(id: Int, continuation: CheckedContinuation<Turn, Never>)] = []
        var nextID = 0
        var cancelled: Set<Int> = []
    }

    /// What somebody who wants to send is given.
    private enum Turn: Sendable {
        case use(SMTPConnection)
        case open
        case cancelled
    }

    /// A sender that opens at most `connections` at the same time, at least one.
    package init(to endpoint: SMTPEndpoint, options: SMTPOptions = SMTPOptions(), connections: Int = 1) {
        self.endpoint = endpoint
        self.options = options
        limit = max(1, connections)
    }

    /// Sends one message, once a connection is free.
    ///
    /// - Returns: what the server said for each recipient, refusals included.
    /// - Throws: why the server's word on some recipient is not known.
    package func send(_ mail: OutgoingMail) async throws(TransportError) -> SMTPDelivery {
        while true {
            switch await turn() {
            case .cancelled:
                throw TransportError(.cancelled, endpoint: endpoint.authority, while: "send the message")
            case .open:
                return try await send(mail, over: try await open())
            case .use(let connection):
                do throws(TransportError) {
                    return try await send(mail, over: connection)
                } catch {
                    // The server closed the connection while nobody used it: that is no failure of this message.
                    guard error.happenedBeforeSending, !Task.isCancelled else { throw error }
                }
            }
        }
    }

    /// Says QUIT on every connection that is not in use.
    package func close() async {
        let connections = state.withLock { state in
            defer {
                state.count -= state.idle.count
                state.idle = []
            }
            return state.idle
        }
        for connection in connections { await connection.close() }
    }

    private func open() async throws(TransportError) -> SMTPConnection {
        do {
            return try await SMTPConnection.open(to: endpoint, options: options)
        } catch {
            release(nil)
            throw error
        }
    }

    private func send(
        _ mail: OutgoingMail, over connection: SMTPConnection
    ) async throws(TransportError) -> SMTPDelivery {
        do {
            let delivery = try await connection.send(mail)
            release(connection)
            return delivery
        } catch {
            release(connection)
            throw error
        }
    }

    /// Gives a connection back; nil or one that is over makes room for another.
    private func release(_ connection: SMTPConnection?) {
        let next: (CheckedContinuation<Turn, Never>, Turn)? = state.withLock { state in
            let turn: Turn
            if let connection, connection.isUsable {
                guard !state.waiting.isEmpty else {
                    state.idle.append(connection)
                    return nil
                }
                turn = .use(connection)
            } else {
                guard !state.waiting.isEmpty else {
                    state.count -= 1
                    return nil
                }
                turn = .open
            }
            return (state.waiting.removeFirst().continuation, turn)
        }
        if let (continuation, turn) = next { continuation.resume(returning: turn) }
    }

    private func turn() async -> Turn {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let turn: Turn? = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return .cancelled }
                    if let connection = state.idle.popLast() { return .use(connection) }
                    if state.count < limit {
                        state.count += 1
                        return .open
                    }
                    state.waiting.append((id, continuation))
                    return nil
                }
                if let turn { continuation.resume(returning: turn) }
            }
        } onCancel: {
            let continuation = state.withLock { state -> CheckedContinuation<Turn, Never>? in
                guard let index = state.waiting.firstIndex(where: { $0.id == id }) else {
                    state.cancelled.insert(id)
                    return nil
                }
                return state.waiting.remove(at: index).continuation
            }
            continuation?.resume(returning: .cancelled)
        }
    }
}
