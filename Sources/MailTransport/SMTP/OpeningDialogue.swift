/// What is said before MAIL, as libcurl tells it.
final class OpeningDialogue {
    private let startedAt: ContinuousClock.Instant
    private let keepsTranscript: Bool
    private(set) var transcript = Transcript()
    /// What the server offered last.
    private(set) var capabilities = SMTPCapabilities()
    /// The last reply where it was a refusal.
    private(set) var refusal: SMTPReply?
    /// Whether the server has said anything.
    private(set) var hasHeard = false
    private var parser = SMTPReplyParser()
    private var lastCommand = ""
    /// Whether the server agreed to TLS; where the handshake fails then, there is no connection.
    private(set) var hasStartedTLS = false

    init(startedAt: ContinuousClock.Instant, keepsTranscript: Bool) {
        self.keepsTranscript = keepsTranscript
        self.startedAt = startedAt
    }

    /// Takes note of bytes in one direction.
    func note(isServer: Bool, _ bytes: ArraySlice<UInt8>) {
        guard isServer else {
            let text = String(decoding: bytes.prefix { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self)
            lastCommand = text.prefix { $0 != " " }.uppercased()
            return note(.client, text)
        }
        hasHeard = true
        parser.feed(bytes)
        do {
            while let reply = try parser.next() {
                if keepsTranscript { for line in reply.wireLines { note(.server, line) } }
                refusal = reply.isAccepted ? nil : reply
                if lastCommand == "STARTTLS", reply.isAccepted {
                    hasStartedTLS = true
                    // RFC 3207 §4.2: what was offered before TLS is forgotten.
                    capabilities = SMTPCapabilities()
                }
                if lastCommand == "EHLO", reply.isAccepted { capabilities = SMTPCapabilities(reply) }
            }
        } catch {
            note(.note, error.description)
            parser = SMTPReplyParser()
        }
    }
    private func note(_ speaker: Transcript.Speaker, _ text: String) {
        guard keepsTranscript else { return }
        transcript.add(speaker, text, at: startedAt.duration(to: .now))
    }
}
