/// What a server offers in its reply to EHLO (RFC 5321 §4.1.1.1).
package struct SMTPCapabilities: Sendable, Hashable {
    /// The keywords in upper case, each with its parameters as one text.
    package var keywords: [String: String] = [:]

    /// Nothing offered, as by a server that knows HELO alone.
    package init() {}

    /// What the lines of a reply offer; the first line is the server's name.
    package init(_ reply: SMTPReply) {
        for line in reply.lines.dropFirst() {
            let keyword = line.prefix { $0 != " " && $0 != "=" }
            keywords[keyword.uppercased()] = String(line.dropFirst(keyword.count + 1))
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
}
