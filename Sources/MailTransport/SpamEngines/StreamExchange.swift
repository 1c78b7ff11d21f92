import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Bytes to a server over TCP, and all that it answers up to the end: libcurl connects, poll(2) waits.
struct StreamExchange: Sendable {
    /// Host and port.
    let authority: String
    /// What for, as messages say it: `have SpamAssassin judge the message`.
    let action: String
    /// How long everything may take together.
    let timeout: Duration
    /// How many bytes of answer are taken.
    let answerLimit: Int

    /// Sends the bytes and reads until the server closes.
    func send(_ bytes: [UInt8]) async throws(TransportError) -> [UInt8] {
        let line = Line()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation {
                (continuation: CheckedContinuation<Result<[UInt8], TransportError>, Never>) in
                let isStarted = DedicatedThread.start {
                    continuation.resume(returning: outcome(of: bytes, line))
                }
                if !isStarted {
                    continuation.resume(
                        returning: .failure(failure(.internalFailure, "the system has no more threads")))
                }
            }
        } onCancel: {
            line.cut()
        }
        return try result.get()
    }

    private func outcome(of bytes: [UInt8], _ line: Line) -> Result<[UInt8], TransportError> {
        do throws(TransportError) {
            return .success(try perform(bytes, line))
        } catch {
            return .failure(line.isCut ? failure(.cancelled) : error)
        }
    }

    private func perform(_ bytes: [UInt8], _ line: Line) throws(TransportError) -> [UInt8] {
        let deadline = ContinuousClock.now.advanced(by: timeout)
        let handle = try connected(line)
        guard let descriptor = handle.activeSocket else { throw failure(.connectFailed) }
        var rest = bytes[...]
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            do {
                // A server may answer, and close, before it has read everything.
                while !rest.isEmpty {
                    let sent = try handle.send(rest)
                    if sent == 0 { break }
                    rest = rest.dropFirst(sent)
                }
                while let count = try handle.receive(into: &buffer) {
                    guard count > 0 else { return answer }
                    answer += buffer[..<count]
                    guard answer.count <= answerLimit else {
                        throw failure(.tooLarge, "more than \(answerLimit) bytes")
                    }
                }
            } catch let error as TransportError {
                throw error
            } catch {
                throw failure(.connectionLost, handle.errorText)
            }
            try wait(descriptor, toWrite: !rest.isEmpty, until: deadline)
        }
    }

    private func connected(_ line: Line) throws(TransportError) -> CurlHandle {
        let handle: CurlHandle
        do {
            handle = try CurlHandle(line: line)
            // CURLOPT_CONNECT_ONLY(3): of an http URL nothing is used but host and port.
            try handle.set(CURLOPT_PROTOCOLS_STR, "http")
            try handle.set(CURLOPT_URL, "http://\(authority)/")
            try handle.set(CURLOPT_CONNECT_ONLY, 1)
            try handle.set(CURLOPT_CONNECTTIMEOUT_MS, Int(timeout.milliseconds))
        } catch {
            throw failure(.internalFailure, error.description)
        }
        let code = handle.perform()
        switch code {
        case .CURLE_OK: return handle
        case .CURLE_COULDNT_RESOLVE_HOST: throw failure(.nameNotFound)
        case .CURLE_COULDNT_CONNECT:
            let isRefused = handle.information(CURLINFO_OS_ERRNO) == Int(ECONNREFUSED)
            throw failure(isRefused ? .connectionRefused : .connectFailed, isRefused ? nil : handle.errorText)
        case .CURLE_OPERATION_TIMEDOUT: throw failure(.timeout, handle.errorText)
        default: throw failure(.internalFailure, handle.errorText ?? code.description)
        }
    }

    private func wait(
        _ descriptor: CInt, toWrite: Bool, until deadline: ContinuousClock.Instant
    ) throws(TransportError) {
        while true {
            let rest = ContinuousClock.now.duration(to: deadline)
            guard rest > .zero else { throw failure(.timeout) }
            var entry = pollfd(fd: descriptor, events: Int16(toWrite ? POLLIN | POLLOUT : POLLIN), revents: 0)
            let count = unsafe poll(&entry, 1, rest.milliseconds)
            if count > 0 { return }
            // EINTR: a signal came in between; the deadline stands.
            guard count == 0 || errno == EINTR else { throw failure(.connectionLost) }
        }
    }

    private func failure(_ code: TransportError.Code, _ detail: String? = nil) -> TransportError {
        TransportError(code, endpoint: authority, while: action, detail: detail)
    }
}
