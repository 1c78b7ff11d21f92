/// Bytes to a server over TCP, and all that it answers up to the end.
struct StreamExchange: Sendable {
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    let host: String
    let port: Int
    /// What for, as messages say it: `have SpamAssassin judge the message`.
    let action: String
    /// How long everything may take together.
    let timeout: Duration
    /// How many bytes of answer are taken.
    let answerLimit: Int

    /// Sends the bytes and reads until the server closes.
    func send(_ bytes: [UInt8]) async throws(TransportError) -> [UInt8] {
        let line = Line()
        let result = await DedicatedThread.value(cutBy: line) { outcome(of: bytes, line) }
        guard let result else { throw failure(.internalFailure, "the system has no more threads") }
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
        let stream: SocketStream
        do throws(TCPDial.Failure) {
            stream = try TCPDial(host: host, port: port, addresses: nil, line: line, deadline: deadline).stream()
        } catch {
            guard case .unreachable(let words) = error else { throw failure(error.code) }
            throw failure(error.code, words)
        }
        let answer: [UInt8]?
        do throws(StreamFailure) {
            answer = try exchange(bytes, over: stream, until: deadline)
        } catch {
            switch error {
            case .cancelled: throw failure(.cancelled)
            case .timeout: throw failure(.timeout)
            case .lost(let words): throw failure(.connectionLost, words)
            }
        }
        guard let answer else { throw failure(.tooLarge, "more than \(answerLimit) bytes") }
        return answer
    }

    /// The answer; nil where it is longer than is taken.
    private func exchange(
        _ bytes: [UInt8], over stream: SocketStream, until deadline: ContinuousClock.Instant
    ) throws(StreamFailure) -> [UInt8]? {
        var rest = bytes[...]
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            // A server may answer, and close, before it has read everything.
            while !rest.isEmpty {
                let sent = try stream.send(rest)
                if sent == 0 { break }
                rest = rest.dropFirst(sent)
            }
            while let count = try stream.receive(into: &buffer) {
                guard count > 0 else { return answer }
                answer += buffer[..<count]
                guard answer.count <= answerLimit else { return nil }
            }
            try stream.waitUntilReady(toWrite: !rest.isEmpty, until: deadline)
        }
    }

    private func failure(_ code: TransportError.Code, _ detail: String? = nil) -> TransportError {
        TransportError(code, endpoint: ServerURL.authority(host, port), while: action, detail: detail)
    }
}
