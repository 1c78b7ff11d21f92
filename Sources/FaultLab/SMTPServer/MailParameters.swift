package import MailTransport

/// The parameters of MAIL that the offered extensions define.
package struct MailParameters: Sendable, Hashable {
    /// RFC 1870 §4: the octets that the client says the message has; nil where it says nothing.
    package private(set) var declaredOctets: UInt64?
    /// RFC 6531 §3.4: whether addresses and header may be beyond ASCII.
    package private(set) var isInternational = false
    /// RFC 3461 §4.3: what a report shall return; nil where that is left to the server.
    package private(set) var returns: DeliveryStatusRequest.Return?
    /// RFC 3461 §4.4: what a report shall repeat, decoded; nil for nothing.
    package private(set) var envelopeID: String?

    /// No parameters.
    package init() {}

    /// Judges the parameters of a MAIL command; extensions want EHLO.
    init(_ parameters: [SMTPParameter], isExtended: Bool, offersLogin: Bool) throws(CommandRefusal) {
        for parameter in parameters {
            guard isExtended else { throw .notOffered(parameter) }
            try take(parameter, offersLogin: offersLogin)
        }
    }

    private mutating func take(_ parameter: SMTPParameter, offersLogin: Bool) throws(CommandRefusal) {
        let value = parameter.value ?? ""
        switch parameter.keyword {
        case "BODY":
            // RFC 6152 §2: 7BIT or 8BITMIME. Octets beyond ASCII are let through without BODY too.
            guard ["7BIT", "8BITMIME"].contains(value.uppercased()) else {
                throw CommandRefusal(reply: ServerReply(555, "5.5.4", "BODY=\(value) is not offered"))
            }
        case "SIZE":
            // RFC 1870 §4: size-value is 1*20DIGIT.
            guard (1...20).contains(value.utf8.count), value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw CommandRefusal(reply: .badArguments("SIZE is a number of octets"))
            }
            // Twenty digits may be more than 64 bits hold; whatever that is, it is too big.
            declaredOctets = UInt64(value) ?? .max
        case "SMTPUTF8":
            // RFC 6531 §3.4: without a value.
            guard parameter.value == nil else {
                throw CommandRefusal(reply: .badArguments("SMTPUTF8 has no value"))
            }
            isInternational = true
        case "RET":
            guard let word = DeliveryStatusRequest.Return(rawValue: value.uppercased()) else {
                throw CommandRefusal(reply: .badArguments("RET is FULL or HDRS"))
            }
            returns = word
        case "ENVID":
            // RFC 3461 §4.4: at most 100 characters of xtext.
            guard !value.isEmpty, value.utf8.count <= 100, let text = XText.decode(value) else {
                throw CommandRefusal(reply: .badArguments("ENVID is xtext, 100 characters at most"))
            }
            envelopeID = text
        case "AUTH" where offersLogin:
            // RFC 4954 §5: who had sent it first; taken as not said, for nobody here is trusted to know.
            guard XText.decode(value) != nil else { throw CommandRefusal(reply: .badArguments("AUTH is xtext")) }
        default: throw .notOffered(parameter)
        }
    }
}

/// The parameters of RCPT that DSN defines (RFC 3461 §4).
package struct RecipientParameters: Sendable, Hashable {
    /// When a report is wanted; empty is NEVER, nil leaves it to the server.
    package private(set) var notify: DeliveryStatusRequest.Notify?
    /// The address that it had first, with its type as it was sent: `rfc822;ana@example.org`; nil where it was not said.
    package private(set) var originalRecipient: String?

    /// No parameters.
    package init() {}

    /// Judges the parameters of a RCPT command.
    init(_ parameters: [SMTPParameter], isExtended: Bool) throws(CommandRefusal) {
        for parameter in parameters {
            guard isExtended else { throw .notOffered(parameter) }
            let value = parameter.value ?? ""
            switch parameter.keyword {
            case "NOTIFY":
                guard let wish = Self.notify(value.uppercased()) else {
                    throw CommandRefusal(
                        reply: .badArguments("NOTIFY is NEVER, or of SUCCESS, FAILURE and DELAY"))
                }
                notify = wish
            case "ORCPT":
                // RFC 3461 §4.2: addr-type ";" xtext, 500 characters at most.
                let parts = value.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
                guard value.utf8.count <= 500, parts.count == 2, !parts[0].isEmpty,
                    let address = XText.decode(String(parts[1])), !address.isEmpty
                else { throw CommandRefusal(reply: .badArguments("ORCPT is a type, a semicolon and xtext")) }
                originalRecipient = "\(parts[0]);\(address)"
            default: throw .notOffered(parameter)
            }
        }
    }

    /// RFC 3461 §4.1: NEVER alone, or a list of the other words.
    private static func notify(_ text: String) -> DeliveryStatusRequest.Notify? {
        if text == "NEVER" { return [] }
        var wish: DeliveryStatusRequest.Notify = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            switch word {
            case "SUCCESS": wish.insert(.success)
            case "FAILURE": wish.insert(.failure)
            case "DELAY": wish.insert(.delay)
            default: return nil
            }
        }
        return wish
    }
}

extension CommandRefusal {
    /// RFC 5321 §4.1.1.11: 555 for a parameter that is not known.
    static func notOffered(_ parameter: SMTPParameter) -> CommandRefusal {
        CommandRefusal(reply: ServerReply(555, "5.5.4", "\(parameter.keyword) is not offered"))
    }
}

extension XText {
    /// The text of a parameter (RFC 3461 §4); nil where it is none.
    static func decode(_ text: String) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                // RFC 3461 §4: "+" and two upper-case hexadecimal digits.
                guard rest.count >= 2, rest.prefix(2).allSatisfy(\.isUpperHexDigit),
                    let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
                else { return nil }
                rest = rest.dropFirst(2)
                bytes.append(value)
            } else {
                guard (0x21...0x7E).contains(byte), byte != UInt8(ascii: "=") else { return nil }
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isUpperHexDigit: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(self)
    }
}
