import MailMessage

extension SMTPServerSession {
    /// MAIL (RFC 5321 §4.1.1.2).
    mutating func beginMail(from sender: Address?, _ parameters: [SMTPParameter]) {
        // RFC 5321 §4.1.4: a session begins with EHLO or HELO.
        guard client.name != nil else { return complain(.badSequence("Send EHLO first")) }
        // RFC 5321 §4.1.4: MAIL must not be sent while a transaction is open.
        guard transaction == nil else { return complain(.badSequence("A transaction is open already")) }
        // RFC 4954 §6, 530: only who has logged in may send.
        guard !wantsLogin else { return refuse(.mail, ServerReply(530, "5.7.0", "Log in first")) }
        let read: MailParameters
        do {
            read = try MailParameters(
                parameters, isExtended: client.isExtended, offersLogin: identity.login != nil)
        } catch {
            return complain(error.reply)
        }
        guard read.isInternational || sender?.needsSMTPUTF8 != true else { return complain(.needsSMTPUTF8) }
        begin(from: sender, read)
        attempt(.mail(declaredOctets: read.declaredOctets))
    }

    /// Takes the sender, unless the message is too big.
    mutating func acceptSender(declaring declared: UInt64?) {
        if let declared, declared > UInt64(identity.limits.messageOctets) {
            // RFC 1870 §6.1: refused at once where the declared size is over the fixed limit.
            refuse(.mail, .messageTooBig(identity.limits.messageOctets))
            abandon()
        } else {
            send(ServerReply(250, "2.1.0", "Sender OK"))
        }
    }

    /// RCPT (RFC 5321 §4.1.1.3).
    mutating func addRecipient(_ path: ForwardPath, _ parameters: [SMTPParameter]) {
        guard let transaction else { return complain(.badSequence("Send MAIL first")) }
        // RFC 3030 §2: behind the first chunk comes the next one.
        guard chunks == nil else { return complain(.badSequence("Send the other chunks first")) }
        let read: RecipientParameters
        do {
            read = try RecipientParameters(parameters, isExtended: client.isExtended)
        } catch {
            return complain(error.reply)
        }
        guard let recipient = identity.mailbox(path) else {
            return complain(ServerReply(501, "5.1.3", "Bad recipient"))
        }
        guard transaction.parameters.isInternational || !recipient.needsSMTPUTF8 else {
            return complain(.needsSMTPUTF8)
        }
        // RFC 5321 §4.5.3.1.10.
        guard transaction.recipients.count < identity.limits.recipients else {
            return refuse(.rcpt, ServerReply(452, "4.5.3", "Too many recipients"), recipient: recipient)
        }
        attempt(.rcpt(recipient, read))
    }

    /// Takes a recipient that is the server's own.
    mutating func acceptRecipient(_ recipient: Address, _ parameters: RecipientParameters) {
        // RFC 5321 §3.6.2: a server that relays for nobody refuses what is not its own; §7.9 asks for a 550 with a reason.
        guard identity.serves(recipient) else {
            let text = "Relaying denied: \(identity.name) does not serve \(recipient.domain)"
            return refuse(.rcpt, ServerReply(550, "5.7.1", text), recipient: recipient)
        }
        accept(recipient, parameters)
        send(ServerReply(250, "2.1.5", "Recipient OK"))
    }

    /// DATA (RFC 5321 §4.1.1.4).
    mutating func beginData() {
        guard let transaction else { return complain(.badSequence("Send MAIL and RCPT first")) }
        // RFC 3030 §2: DATA and BDAT do not go together.
        guard chunks == nil else { return complain(.badSequence("Send the other chunks first")) }
        // RFC 5321 §3.3: 554 where every recipient was refused, 503 where there was none; 554 says both.
        guard !transaction.recipients.isEmpty else { return complain(ServerReply(554, "5.5.1", "No valid recipients")) }
        attempt(.data)
    }

    /// Lets the message come.
    mutating func goAhead() {
        expectMessage()
        // RFC 2034 §3: enhanced codes belong to replies of class 2, 4 and 5.
        send(ServerReply(354, nil, "End the message with <CRLF>.<CRLF>"))
    }

    /// Takes the message that has come, whole.
    mutating func takeMessage(_ message: ReceivedMessage) {
        guard var transaction else { return }
        if let problem = message.problem { return conclude(.message, problem, fault: nil) }
        transaction.content = message.content
        deliver(transaction)
    }
}

extension ServerReply {
    /// RFC 6531 §3.5: an address beyond ASCII, and MAIL was without SMTPUTF8.
    static var needsSMTPUTF8: ServerReply { ServerReply(553, "5.6.7", "Addresses beyond ASCII need SMTPUTF8") }
}
