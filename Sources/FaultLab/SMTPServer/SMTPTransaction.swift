package import DNS
package import MailMessage
package import NIOCore

/// Who speaks to the server.
package struct SMTPClientIdentity: Sendable, Hashable {
    /// The address that the client counts as: its own, or for a client on loopback the one that the lab was told.
    package var address: IPAddress
    /// What it called itself in EHLO or HELO; nil before.
    package var name: String?
    /// Whether it said EHLO.
    package var isExtended: Bool
    /// The version of TLS that it speaks; nil without TLS.
    package var tls: TLSProtocolVersion?
    /// Who it logged in as; nil where it did not.
    package var user: String?

    /// A client.
    package init(
        address: IPAddress, name: String? = nil, isExtended: Bool = false, tls: TLSProtocolVersion? = nil,
        user: String? = nil
    ) {
        self.address = address
        self.name = name
        self.isExtended = isExtended
        self.tls = tls
        self.user = user
    }
}

/// One mail transaction: an envelope, and in the end a message (RFC 5321 §3.3).
package struct SMTPTransaction: Sendable {
    /// A name that no other transaction of the server has.
    package var id: String
    /// Who sends it.
    package var client: SMTPClientIdentity
    /// The reverse-path; nil for `<>`.
    package var sender: Address?
    /// The recipients that were accepted, in order, each once.
    package var recipients: [Address] = []
    /// What was said behind MAIL.
    package var parameters = MailParameters()
    /// What was said behind RCPT.
    package var recipientParameters: [Address: RecipientParameters] = [:]
    /// The message as it came, dots unstuffed.
    package var content = ByteBuffer()
    /// What becomes of it once it is accepted.
    package var fate = MailFate()

    /// The octets of the message.
    package var octets: [UInt8] { [UInt8](content.readableBytesView) }

    /// A transaction that has begun.
    package init(id: String, client: SMTPClientIdentity, sender: Address?) {
        self.id = id
        self.client = client
        self.sender = sender
    }

    /// How it comes to one of its recipients.
    func envelope(of recipient: Address) -> LabEnvelope {
        LabEnvelope(
            client: client, isInternational: parameters.isInternational, returns: parameters.returns,
            envelopeID: parameters.envelopeID, notify: recipientParameters[recipient]?.notify,
            originalRecipient: recipientParameters[recipient]?.originalRecipient)
    }

    /// What a Received field calls the protocol: ESMTP where the client said EHLO, with S for TLS and A for a login
    /// (RFC 3848); with SMTPUTF8 the words of RFC 6531 §4.3.
    var protocolName: String {
        guard client.isExtended else { return "SMTP" }
        let base = parameters.isInternational ? "UTF8SMTP" : "ESMTP"
        return base + (client.tls == nil ? "" : "S") + (client.user == nil ? "" : "A")
    }
}

extension Address {
    /// The domain in lower case, the form that domains are compared and counted in.
    package var foldedDomain: String { domain.lowercased() }
}
