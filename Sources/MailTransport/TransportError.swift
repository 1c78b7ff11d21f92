/// Why something could not be sent or fetched: what kind of failure, with whom, while doing what.
package struct TransportError: Error, Sendable, Hashable {
    /// The kind of failure.
    package var code: Code
    /// The other side as host and port: `127.0.0.1:2525`.
    package var endpoint: String
    /// What was being done, so that "could not …" makes a sentence: `connect`, `send the message`.
    package var action: String
    /// The system's or the server's own words, where there are any.
    package var detail: String?
    /// The reply that ended it, where it was one.
    package var reply: SMTPReply?
    /// What was said before.
    package var transcript: Transcript
    /// What is wrong with TLS, where it is that.
    package var tlsProblem: TLSProblem?

    /// Whether it happened on a connection that was idle, before anything of the message was sent.
    var happenedBeforeSending = false

    /// Whether the server said that its refusal may pass by itself.
    var isSaidToPass = false

    /// A failure.
    package init(
        _ code: Code, endpoint: String, while action: String, detail: String? = nil, reply: SMTPReply? = nil,
        transcript: Transcript = Transcript()
    ) {
        self.code = code
        self.endpoint = endpoint
        self.action = action
        self.detail = detail
        self.reply = reply
        self.transcript = transcript
    }

    /// The kinds of failures.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// The host's name leads to no address.
        case nameNotFound = "name-not-found"
        /// Nothing listens there.
        case connectionRefused = "connection-refused"
        /// The connection could not be made for another reason.
        case connectFailed = "connect-failed"
        /// No answer in time.
        case timeout
        /// The server's greeting or its answer to EHLO was a refusal.
        case greetingRefused = "greeting-refused"
        /// The other side does not speak the protocol.
        case notUnderstood = "not-understood"
        /// The other side closed the connection; whether a message whose end was sent has arrived is not known.
        case connectionLost = "connection-lost"
        /// TLS could not be started, or the certificate does not stand up.
        case tls
        /// The login was refused.
        case login
        /// The server refused what was asked for; the connection is as good as before.
        case refused
        /// The server does not offer what the message needs: SMTPUTF8, 8BITMIME, DSN, room for its size.
        case notOffered = "not-offered"
        /// What was asked for cannot be sent: an address with a line break, a URL of another kind.
        case invalidInput = "invalid-input"
        /// The answer is larger than was agreed.
        case tooLarge = "too-large"
        /// The task was cancelled.
        case cancelled
        /// libcurl failed in a way that should not happen.
        case internalFailure = "internal-failure"
    }

    /// Whether another attempt may succeed without any change.
    package var isTransient: Bool {
        switch code {
        case .connectionRefused, .connectFailed, .timeout, .connectionLost, .nameNotFound: true
        // RFC 4954 §6: 454 is a login that cannot be judged now.
        case .greetingRefused, .login, .refused: isSaidToPass || reply?.replyClass == .transient
        case .notUnderstood, .tls, .notOffered, .invalidInput, .tooLarge, .cancelled, .internalFailure: false
        }
    }
}

extension TransportError: CustomStringConvertible {
    /// One sentence: `could not connect to 127.0.0.1:2525: connection refused`.
    package var description: String {
        let cause = [summary, reply?.description, detail].compactMap(\.self).joined(separator: ": ")
        return "could not \(action) (\(endpoint)): \(cause)"
    }

    private var summary: String? {
        switch code {
        case .nameNotFound: "the host name has no address"
        case .connectionRefused: "connection refused"
        case .connectFailed: "no connection"
        case .timeout: "no answer in time"
        case .greetingRefused, .refused: "the server refused"
        case .notUnderstood: "the answer was not understood"
        case .connectionLost: "the connection was closed"
        case .tls: "TLS failed"
        case .login: "the login was refused"
        case .notOffered, .invalidInput: nil
        case .tooLarge: "the answer is too large"
        case .cancelled: "cancelled"
        case .internalFailure: "libcurl failed"
        }
    }
}
