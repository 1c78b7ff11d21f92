/// Why a server refused or deferred, as far as its reply tells.
package enum ReplyReason: String, Sendable, Hashable, Codable, CaseIterable {
    /// There is no such mailbox.
    case invalidMailbox = "invalid-mailbox"
    /// There is no such domain, or it takes no mail.
    case badDomain = "bad-domain"
    /// The mailbox exists and is closed.
    case inactiveMailbox = "inactive-mailbox"
    /// The mailbox is elsewhere now.
    case mailboxMoved = "mailbox-moved"
    /// The mailbox is full.
    case mailboxFull = "mailbox-full"
    /// The recipient, or a rule of theirs, does not want this sender or message.
    case recipientFilter = "recipient-filter"
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
    /// A policy of the receiver, the reply does not say which.
    case policy
    /// The client address has no name, or one that does not lead back.
    case reverseDNS = "reverse-dns"
    /// The server wants TLS, or TLS as a policy demands it did not come about.
    case tlsRequired = "tls-required"
    /// The server wants a login, or the login is wrong.
    case login
    /// The sender's address or domain is not accepted.
    case senderRefused = "sender-refused"
    /// Too much, too fast.
    case rateLimit = "rate-limit"
    /// Unknown senders have to try twice.
    case greylist
    /// The client or domain is of bad reputation.
    case reputation
    /// The client or domain is on a block list, the server's own or a published one.
    case blocklist
    /// The content is taken for spam, or is of a kind that is not taken.
    case content
    /// The content is taken for malware.
    case virus
    /// The message is not formed as the standards want it.
    case form
    /// The server does not take mail for that domain from this client.
    case relayDenied = "relay-denied"
    /// A name could not be looked up.
    case dns
    /// The way to the mailbox cannot be found, or goes round in circles.
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
    package var reason: ReplyReason? {
        replyClass == .transient || replyClass == .permanent ? classification()?.reason : nil
    }

    /// What kind of refusal it is; nil where it is none.
    ///
    /// - Parameters:
    ///   - mx: The name of the server that gave it, where it is known.
    ///   - stage: What it answers, where that is known.
    package func classification(mx: String? = nil, stage: ReplyStage? = nil) -> ReplyClassification? {
        ReplyClassifier.standard.classify(code: code, enhanced: enhanced, text: text, mx: mx, stage: stage)
    }
}
