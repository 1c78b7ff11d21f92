import MailMessage

extension SMTPServerSession {
    /// MAIL (RFC 5321 §4.1.1.2).
    mutating func beginMail(from sender: Address?, _ parameters: [SMTPParameter]) {
        // RFC 5321 §4.1.4: a session begins with EHLO or HELO.
        guard client.name != nil else { return complain(.badSequence("Send EHLO first")) }
        // RFC 5321 §4.1.4: MAIL must not be sent while a transaction is open.
        guard transaction == nil else { return complain(.badSequence("A transaction is open already")) }
        let declared: UInt64?
        do {
            declared = try MailParameters(parameters, isExtended: client.isExtended).declaredOctets
        } catch {
            return complain(error.reply)
        }
        begin(from: sender)
        attempt(.mail(declaredOctets: declared))
    }

    /// Takes the sender, unless the message is too big.
    mutating func acceptSender(declaring declared: UInt64?) {
        if let declared, declared > UInt64(identity.limits.messageOctets) {
            // RFC 1870 §6.1: refused at once where the declared size is over the fixed limit.
            let text = "Message too big: at most \(identity.limits.messageOctets) octets"
            refuse(.mail, ServerReply(552, "5.3.4", text))
            abandon()
        } else {
            send(ServerReply(250, "2.1.0", "Sender OK"))
        }
    }

    /// RCPT (RFC 5321 §4.1.1.3).
    mutating func addRecipient(_ path: ForwardPath, _ parameters: [SMTPParameter]) {
        guard let transaction else { return complain(.badSequence("Send MAIL first")) }
        // RFC 5321 §4.1.1.11: no extension that is offered has a parameter of RCPT.
        guard parameters.isEmpty else {
            return complain(ServerReply(555, "5.5.4", "\(parameters[0].keyword) is not offered"))
        }
        guard let recipient = identity.mailbox(path) else {
            return complain(ServerReply(501, "5.1.3", "Bad recipient"))
        }
        // RFC 5321 §4.5.3.1.10.
        guard transaction.recipients.count < identity.limits.recipients else {
            return refuse(.rcpt, ServerReply(452, "4.5.3", "Too many recipients"), recipient: recipient)
        }
        attempt(.rcpt(recipient))
    }

    /// Takes a recipient that is the server's own.
    mutating func acceptRecipient(_ recipient: Address) {
        // RFC 5321 §3.6.2: a server that relays for nobody refuses what is not its own; §7.9 asks for a 550 with a reason.
        guard identity.serves(recipient) else {
            let text = "Relaying denied: \(identity.name) does not serve \(recipient.domain)"
            return refuse(.rcpt, ServerReply(550, "5.7.1", text), recipient: recipient)
        }
        accept(recipient)
        send(ServerReply(250, "2.1.5", "Recipient OK"))
    }

    /// DATA (RFC 5321 §4.1.1.4).
    mutating func beginData() {
        guard let transaction else { return complain(.badSequence("Send MAIL and RCPT first")) }
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
    mutating func takeMessage(_ reader: MailDataReader) {
        guard var transaction else { return }
        if let problem = reader.problem { return conclude(.message, problem, fault: nil) }
        transaction.content = reader.content
        deliver(transaction)
    }
}

/// The parameters of MAIL that the offered extensions define.
struct MailParameters {
    /// RFC 1870 §4: the octets that the client says the message has; nil where it says nothing.
    private(set) var declaredOctets: UInt64?

    /// Judges the parameters of a MAIL command.
    init(_ parameters: [SMTPParameter], isExtended: Bool) throws(CommandRefusal) {
        for parameter in parameters {
            // RFC 5321 §4.1.1.11: 555 for a parameter that is not known; extensions want EHLO.
            guard isExtended, ["SIZE", "BODY"].contains(parameter.keyword) else {
                throw CommandRefusal(reply: ServerReply(555, "5.5.4", "\(parameter.keyword) is not offered"))
            }
            let value = parameter.value ?? ""
            if parameter.keyword == "BODY" {
                // RFC 6152 §2: 7BIT or 8BITMIME. Octets beyond ASCII are let through without BODY too.
                guard ["7BIT", "8BITMIME"].contains(value.uppercased()) else {
                    throw CommandRefusal(reply: ServerReply(555, "5.5.4", "BODY=\(value) is not offered"))
                }
            } else {
                // RFC 1870 §4: size-value is 1*20DIGIT.
                guard (1...20).contains(value.utf8.count), value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                    throw CommandRefusal(reply: .badArguments("SIZE is a number of octets"))
                }
                // Twenty digits may be more than 64 bits hold; whatever that is, it is too big.
                declaredOctets = UInt64(value) ?? .max
            }
        }
    }
}
