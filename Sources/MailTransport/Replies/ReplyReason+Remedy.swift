extension ReplyReason {
    /// What it says, in a sentence.
    package var meaning: String {
        switch self {
        case .invalidMailbox: "There is no such mailbox."
        case .badDomain: "There is no such domain, or it takes no mail."
        case .inactiveMailbox: "The mailbox exists and is closed."
        case .mailboxMoved: "The mailbox is elsewhere now."
        case .mailboxFull: "The mailbox is full."
        case .recipientFilter: "The recipient, or a rule of theirs, does not want this sender or message."
        case .tooBig: "The message is bigger than the server or the mailbox takes."
        case .tooManyRecipients: "There are more recipients than the server takes at once."
        case .system: "The receiving system has trouble of its own."
        case .policySPF: "SPF does not authorise the client to send for this domain."
        case .policyDKIM: "A DKIM signature is missing or does not verify."
        case .policyDMARC: "The DMARC policy of the author's domain has the message refused."
        case .policyAuthentication: "The message is not authenticated as the receiver wants it."
        case .policy: "A policy of the receiver forbids it; the reply does not say which."
        case .reverseDNS: "The client address has no name in the DNS, or one that does not lead back to it."
        case .tlsRequired: "TLS is demanded, or did not come about as a policy demands it."
        case .login: "The server wants a login, or the login is wrong."
        case .senderRefused: "The sender's address or domain is not accepted."
        case .rateLimit: "Too much came too fast."
        case .greylist: "The receiver has unknown senders try twice."
        case .reputation: "The client or the domain is of bad reputation."
        case .blocklist: "The client or the domain is on a block list, the receiver's own or a published one."
        case .content: "The content is taken for spam, or is of a kind that is not taken."
        case .virus: "The content is taken for malware."
        case .form: "The message is not formed as the standards want it."
        case .relayDenied: "The server does not take mail for that domain from this client."
        case .dns: "A name could not be looked up."
        case .routing: "The way to the mailbox cannot be found, or goes round in circles."
        case .connection: "The connection or the time ran out."
        case .protocolError: "A command was not understood, or came at the wrong time."
        case .expired: "The message was in the queue for too long."
        case .other: "The reply does not tell why."
        }
    }

    /// What to do about it, in a sentence.
    package var remedy: String {
        switch self {
        case .invalidMailbox: "Take the address off the list, and look where it came from if it was new."
        case .badDomain: "Take the address off the list; look for a typing mistake in its domain."
        case .inactiveMailbox: "Stop sending to the address, and try once more after some weeks at most."
        case .mailboxMoved: "Ask for the new address; take this one off the list."
        case .mailboxFull: "Let the queue try again; stop after some weeks of the same answer."
        case .recipientFilter: "Ask the recipient to permit the sender, or stop sending to them."
        case .tooBig: "Make the message smaller: fewer or smaller attachments, or links to them."
        case .tooManyRecipients: "Send in transactions of fewer recipients; RFC 5321 §4.5.3.1.8 promises 100."
        case .system: "Let the queue try again; write to the receiver's postmaster if it lasts."
        case .policySPF: "Add the sending address to the SPF record of the envelope's domain; see 'mailproof auth'."
        case .policyDKIM: "Sign every message, and publish the key under the selector; see 'mailproof auth'."
        case .policyDMARC: "Align the From domain with what SPF authorises or DKIM signs; see 'mailproof auth'."
        case .policyAuthentication:
            "Set up SPF, DKIM and DMARC in agreement with the From domain; see 'mailproof auth'."
        case .policy: "Read what the reply links to, or ask the receiver's postmaster."
        case .reverseDNS: "Have the address' PTR record name a host whose A or AAAA record is that address."
        case .tlsRequired: "Offer TLS 1.2 or newer with a certificate that is valid for the name."
        case .login: "Correct the credentials, or use the submission port with a login."
        case .senderRefused: "Use a sender whose domain exists, takes mail and may send here."
        case .rateLimit: "Send more slowly to this receiver, over fewer connections, and let the queue try again."
        case .greylist: "Let the queue try again from the same address after some minutes."
        case .reputation: "Send less and only to who wants it until it recovers; see the receiver's postmaster pages."
        case .blocklist: "Find the cause, mend it, and ask the list that is named to take the address off."
        case .content:
            "Change what the filter dislikes: links, wording, attachments; 'mailproof lint' finds much of it."
        case .virus: "Scan what is sent; archives and executables are refused in any case."
        case .form: "Correct the header fields and line endings; 'mailproof lint' names what is wrong."
        case .relayDenied: "Deliver to the MX of the recipient's domain, or log in where you submit."
        case .dns: "Look at the DNS of the domain in question; the queue tries again."
        case .routing: "Look at MX records and forwarding for a loop or a host that is gone."
        case .connection: "Let the queue try again; look at firewalls and timeouts if it lasts."
        case .protocolError: "Look at the transcript for the command that was refused."
        case .expired: "Look at the replies of the attempts before: they have the cause."
        case .other: "Read the text, and the transcript around it."
        }
    }
}
