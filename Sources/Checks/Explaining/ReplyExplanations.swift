import MailTransport

/// What a server's replies mean, for `mailproof explain reply`.
package enum ReplyExplanations {
    /// What a reply is taken for, by which rule, and what to do; nil where the text is no reply.
    ///
    /// - Parameters:
    ///   - reply: As a log or a transcript has it: `451 4.7.650 …`.
    ///   - mx: The name of the server that gave it, where it is known.
    package static func text(for reply: String, mx: String?) -> String? {
        ReplyExplanation(reply, mx: mx)?.text
    }
}
