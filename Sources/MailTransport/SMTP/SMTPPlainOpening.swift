/// The way to a connection without TLS that is ready for MAIL or AUTH: TCP, greeting and EHLO over a socket of our own.
struct SMTPPlainOpening {
    let endpoint: SMTPEndpoint
    let options: SMTPOptions
    let helloName: String
    let line: Line
    let startedAt: ContinuousClock.Instant

    private var deadline: ContinuousClock.Instant { startedAt.advanced(by: options.connectTimeout) }

    /// Connects; blocks.
    func perform() throws(TransportError) -> SMTPOpening.Opened {
        let wire = SMTPWire(try connected(), timeout: options.replyTimeout)
        wire.deadline = deadline
        var transcript = Transcript()
        let greeting = try reply(on: wire, &transcript, after: nil)
        guard greeting.isAccepted else { throw failure(.greetingRefused, reply: greeting, transcript) }
        let answer = try ask("EHLO", on: wire, &transcript, after: nil)
        var capabilities = SMTPCapabilities()
        if answer.isAccepted {
            capabilities = SMTPCapabilities(answer)
        } else {
            // RFC 5321 §3.8: 421 announces that the connection closes.
            guard answer.code != 421 else { throw failure(.greetingRefused, reply: answer, transcript) }
            // RFC 5321 §3.2: a server without EHLO is greeted with HELO, and offers nothing.
            let second = try ask("HELO", on: wire, &transcript, after: answer)
            guard second.isAccepted else { throw failure(.greetingRefused, reply: second, transcript) }
        }
        return SMTPOpening.Opened(wire: wire, capabilities: capabilities, transcript: transcript)
    }

    private func connected() throws(TransportError) -> SocketStream {
        do throws(TCPDial.Failure) {
            return try TCPDial(
                host: endpoint.host, port: endpoint.port, addresses: endpoint.addresses, line: line, deadline: deadline
            ).stream()
        } catch {
            let detail: String? =
                switch error {
                case .noAddress: endpoint.host
                case .unreachable(let words): words
                case .timeout: "no connection\(inTime)"
                case .refused, .cancelled: nil
                }
            throw failure(error.code, detail: detail)
        }
    }

    private func ask(
        _ verb: String, on wire: SMTPWire, _ transcript: inout Transcript, after refusal: SMTPReply?
    ) throws(TransportError) -> SMTPReply {
        let command = "\(verb) \(helloName)"
        note(.client, command, in: &transcript)
        do throws(SMTPWire.Failure) {
            try wire.write(Array("\(command)\r\n".utf8))
        } catch {
            throw failure(of: error, transcript, after: refusal, state: Self.inDialogue)
        }
        return try reply(on: wire, &transcript, after: refusal, state: Self.inDialogue)
    }

    /// The next reply.
    ///
    /// - Parameter refusal: what the server refused before, which says more than a connection that is closed then.
    private func reply(
        on wire: SMTPWire, _ transcript: inout Transcript, after refusal: SMTPReply?, state: String = "no greeting"
    ) throws(TransportError) -> SMTPReply {
        do throws(SMTPWire.Failure) {
            // The time for a reply is that of the whole opening.
            let reply = try wire.readReply(within: options.connectTimeout)
            if options.keepsTranscript { for text in reply.wireLines { note(.server, text, in: &transcript) } }
            return reply
        } catch {
            throw failure(
                of: error, transcript, after: refusal, state: wire.hasPartOfReply ? Self.inDialogue : state)
        }
    }

    private func note(_ speaker: Transcript.Speaker, _ text: String, in transcript: inout Transcript) {
        guard options.keepsTranscript else { return }
        transcript.add(speaker, text, at: startedAt.duration(to: .now))
    }

    // MARK: - Failures

    private static let inDialogue = "in the opening dialogue"

    private var inTime: String { " within \(options.connectTimeout.secondsText) s" }

    private func failure(
        of cause: SMTPWire.Failure, _ transcript: Transcript, after refusal: SMTPReply?, state: String
    ) -> TransportError {
        if line.isCut { return failure(.cancelled, transcript) }
        if cause.code == .timeout { return failure(.timeout, detail: state + inTime, transcript) }
        if let refusal { return failure(.greetingRefused, reply: refusal, transcript) }
        return failure(cause.code, detail: cause.detail, transcript)
    }

    private func failure(
        _ code: TransportError.Code, detail: String? = nil, reply: SMTPReply? = nil,
        _ transcript: Transcript = Transcript()
    ) -> TransportError {
        TransportError(
            code, endpoint: endpoint.authority, while: SMTPStage.connect.action, detail: detail, reply: reply,
            transcript: transcript)
    }
}
