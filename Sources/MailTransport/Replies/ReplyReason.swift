/// Why a server refused or deferred, as far as its reply tells.
package enum ReplyReason: String, Sendable, Hashable, Codable, CaseIterable {
    /// There is no such mailbox.
    case invalidMailbox = "invalid-mailbox"
    /// There is no such domain, or it takes no mail.
    case badDomain = "bad-domain"
    /// The mailbox exists and is closed.
    case inactiveMailbox = "inactive-mailbox"
    /// The mailbox is full.
    case mailboxFull = "mailbox-full"
    /// The message is too big.
    case tooBig = "too-big"
    /// More recipients than the server takes at once.
    case tooManyRecipients = "too-many-recipients"
    /// The receiving system has trouble of its own.
    case system
    /// SPF did not authorise the sender.
    case policySPF = "policy-spf"
    /// A DKIM signature is missing or wrong.
    case policyDKIM = "policy-dkim"
    /// The DMARC policy of the author's domain has it refused.
    case policyDMARC = "policy-dmarc"
    /// Some authentication of the sender is missing, the reply does not say which.
    case policyAuthentication = "policy-authentication"
    /// The client address has no name, or one that does not lead back.
    case reverseDNS = "reverse-dns"
    /// The server wants TLS.
    case tlsRequired = "tls-required"
    /// The server wants a login, or the login is wrong.
    case login
    /// Too much, too fast.
    case rateLimit = "rate-limit"
    /// Unknown senders have to try twice.
    case greylist
    /// The client or domain is on a block list or of bad reputation.
    case reputation
    /// The content is taken for spam or malware.
    case content
    /// The message is not formed as the standards want it.
    case form
    /// The server does not take mail for that domain from this client.
    case relayDenied = "relay-denied"
    /// The way to the mailbox cannot be found.
    case routing
    /// The connection or the time ran out.
    case connection
    /// A command was not understood, or came at the wrong time.
    case protocolError = "protocol"
    /// The message was in the queue for too long.
    case expired
    /// The reply does not tell.
    case other
}

extension SMTPReply {
    /// Why it refuses or defers; nil where it does neither.
    ///
    /// The first rule that fits decides: words of the text weigh more than the enhanced status code, because 5.7.1 and
    /// its like say very different things, and that more than the reply code.
    package var reason: ReplyReason? {
        guard replyClass == .transient || replyClass == .permanent else { return nil }
        let text = self.text.lowercased()
        return ReplyRule.all.first { $0.fits(self, lowercasedText: text) }?.reason ?? .other
    }
}
