/// Why a question could not be answered: never "there is no such record".
public struct ResolverError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure.
    public var code: Code
    /// The question that was asked.
    public var question: Question
    /// What was tried and what came back, in words: `127.0.0.1:5300 did not answer within 2 s (3 tries)`.
    public var context: String

    /// A failure to find out.
    public init(_ code: Code, _ question: Question, _ context: String) {
        self.code = code
        self.question = question
        self.context = context
    }

    /// The kinds of failure.
    public enum Code: String, Sendable, Hashable {
        /// No server answered in time.
        case timeout
        /// SERVFAIL (RFC 1035 §4.1.1, RCODE 2).
        case serverFailure
        /// REFUSED (RCODE 5), or any other RCODE that is not an answer.
        case refused
        /// What came back was no DNS message, or not an answer to this question.
        case malformed
        /// The server could not be reached: connection refused, no route.
        case unreachable
        /// A chain of aliases that loops or is too long.
        case aliasLoop
        /// DNSSEC validation failed.
        case bogus
        /// No configured source may answer for this name.
        case noSource
        /// A planned change decides it, and what it will be is not known before it is carried out.
        case notYetKnown
        /// The run was stopped.
        case cancelled
    }

    /// `example.com TXT: serverFailure: …`.
    public var description: String {
        "\(question): \(code.rawValue): \(context)"
    }
}
