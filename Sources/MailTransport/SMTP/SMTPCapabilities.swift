/// What a server offers in its reply to EHLO (RFC 5321 §4.1.1.1).
package struct SMTPCapabilities: Sendable, Hashable {
    /// The keywords in upper case, each with its parameters as one text.
    package var keywords: [String: String] = [:]

    /// Nothing offered, as by a server that knows HELO alone.
    package init() {}

    /// What the lines of a reply offer; the first line is the server's name.
    package init(_ reply: SMTPReply) {
        for line in reply.lines.dropFirst() {
            let word = line.utf8.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "=") }
            let keyword = Substring(word).uppercased()
            let parameters = String(Substring(line.utf8.dropFirst(word.count + 1)))
            // "AUTH=LOGIN PLAIN" is an older form of "AUTH LOGIN PLAIN" (RFC 4954 has the space alone); servers say both.
            let earlier = keywords[keyword].map { $0 + " " } ?? ""
            keywords[keyword] = earlier + parameters
        }
    }

    /// Whether a keyword is offered, given in upper case.
    package func offers(_ keyword: String) -> Bool { keywords[keyword] != nil }

    /// RFC 2920: several commands may be sent at once.
    package var pipelining: Bool { offers("PIPELINING") }
    /// RFC 6152: bytes beyond ASCII may stand in a message.
    package var eightBitMIME: Bool { offers("8BITMIME") }
    /// RFC 6531: text beyond ASCII may stand in addresses.
    package var smtpUTF8: Bool { offers("SMTPUTF8") }
    /// RFC 1870: the size of a message is to be declared.
    package var size: Bool { offers("SIZE") }
    /// RFC 1870 §3: the largest message that is taken, in octets; nil where there is no fixed limit.
    package var largestMessage: Int? {
        guard let parameter = keywords["SIZE"]?.split(separator: " ").first, parameter.utf8.allSatisfy(\.isDigit),
            let limit = Int(parameter), limit > 0
        else { return nil }
        return limit
    }
    /// RFC 3461: reports about the fate of a message can be asked for.
    package var deliveryStatusNotifications: Bool { offers("DSN") }
    /// RFC 2034: replies carry enhanced status codes.
    package var enhancedStatusCodes: Bool { offers("ENHANCEDSTATUSCODES") }
    /// RFC 4954 §3: the login mechanisms, in upper case.
    package var loginMechanisms: [String] {
        keywords["AUTH"]?.split { $0 == " " || $0 == "=" }.map { $0.uppercased() } ?? []
    }
}
