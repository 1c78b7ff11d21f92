package import DNS
package import Findings

/// What became of one attempt to deliver, as the servers of the lab saw it.
///
/// Each recipient of a transaction is in exactly one record: the reply to its RCPT where that refused it, the reply to
/// DATA or to the whole message otherwise. A transaction that the client gave up has none for the recipients that were
/// accepted. An attempt that ended before any recipient was named has one record without a recipient. Where a fault kept
/// the reply from the client, or TLS did not come about, the record has none.
package struct AttemptRecord: Sendable, Hashable {
    /// When the reply was given, or it was certain that none would be.
    package var time: WallTime
    /// The name of the server.
    package var server: String
    /// The client's address, as the server takes it.
    package var client: IPAddress
    /// The sender; empty for the null reverse-path, nil where none was named yet.
    package var sender: String?
    /// The recipient; nil where none was named yet.
    package var recipient: String?
    /// The recipient's domain in lower case.
    package var recipientDomain: String?
    /// Where in the dialogue the reply was given, or was due.
    package var stage: SMTPStage
    /// The reply; nil where the connection ended without one.
    package var reply: ServerReply?
    /// The fault that spoke or kept silent; nil where the server itself spoke.
    package var fault: FaultID?

    /// A record, member by member.
    package init(
        time: WallTime, server: String, client: IPAddress, sender: String?, recipient: String?,
        recipientDomain: String?, stage: SMTPStage, reply: ServerReply?, fault: FaultID? = nil
    ) {
        self.time = time
        self.server = server
        self.client = client
        self.sender = sender
        self.recipient = recipient
        self.recipientDomain = recipientDomain
        self.stage = stage
        self.reply = reply
        self.fault = fault
    }

    /// The class of the reply: 2, 4 or 5; nil without one.
    package var replyClass: Int? { reply.map { $0.code / 100 } }
}

/// What one verification of one message found.
package struct AuthenticationRecord: Sendable, Hashable {
    /// When it was found.
    package var time: WallTime
    /// The name of the server.
    package var server: String
    /// `spf`, `dkim` or `dmarc`.
    package var method: String
    /// The result in the words of RFC 8601 §2.7: `pass`, `fail`, `neutral`, `temperror`.
    package var result: String
    /// What it is about, in lower case: the domain of SPF, the signing domain, the author's domain; nil where there is
    /// none.
    package var domain: String?
    /// The selector of a signature.
    package var selector: String?
    /// Why, in words.
    package var reason: String?
    /// The transaction that brought the message.
    package var transaction: String

    /// A record, member by member.
    package init(
        time: WallTime, server: String, method: String, result: String, domain: String?, selector: String? = nil,
        reason: String? = nil, transaction: String
    ) {
        self.time = time
        self.server = server
        self.method = method
        self.result = result
        self.domain = domain
        self.selector = selector
        self.reason = reason
        self.transaction = transaction
    }
}

/// Something that happened in the lab.
package enum LabEvent: Sendable, Hashable {
    /// The end of an attempt.
    case attempt(AttemptRecord)
    /// A verification.
    case authentication(AuthenticationRecord)
}
