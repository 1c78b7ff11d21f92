/// One line of the table that tells why a server refuses.
struct ReplyRule: Sendable {
    let reason: ReplyReason
    /// The reply codes that it is about; any where empty.
    var codes: Set<Int> = []
    /// The subject and detail of the enhanced code, whichever class it has; any where nil.
    var enhanced: [(subject: Int, detail: Int)]?
    /// Words in lower case, one of which the text must hold; any where empty.
    var words: [String] = []

    func fits(_ reply: SMTPReply, lowercasedText text: String) -> Bool {
        guard codes.isEmpty || codes.contains(reply.code) else { return false }
        if let enhanced {
            guard let code = reply.enhanced,
                enhanced.contains(where: { $0.subject == code.subject && $0.detail == code.detail })
            else { return false }
        }
        return words.isEmpty || words.contains { text.contains($0) }
    }

    /// The table, most telling first: unambiguous codes, words, then codes that only hint.
    static let all: [ReplyRule] = unambiguous + worded + hinting

    /// RFC 7372 §3 and RFC 3463 §3: codes that mean one thing; 5.7.9 and 5.7.26 with the words of their users.
    private static let unambiguous: [ReplyRule] = [
        // RFC 7372 §3.2: SPF; §3.1: DKIM; §3.4: several mechanisms; §3.3: reverse DNS.
        ReplyRule(reason: .policySPF, enhanced: [(7, 23), (7, 24)]),
        ReplyRule(reason: .policyDKIM, enhanced: [(7, 20), (7, 21), (7, 22), (7, 30)]),
        ReplyRule(reason: .reverseDNS, enhanced: [(7, 25)]),
        ReplyRule(reason: .policyDMARC, enhanced: [(7, 26)], words: ["dmarc"]),
        ReplyRule(reason: .policyAuthentication, enhanced: [(7, 26), (7, 27), (7, 32), (7, 515)]),
        ReplyRule(reason: .tlsRequired, enhanced: [(7, 10), (7, 29)]),
        ReplyRule(reason: .rateLimit, enhanced: [(7, 28), (7, 650)]),
        // RFC 7505 §4.2: a null MX; RFC 3463 §3.2: bad destination system.
        ReplyRule(reason: .badDomain, enhanced: [(1, 2), (1, 10)]),
        ReplyRule(reason: .expired, enhanced: [(4, 7)]),
        ReplyRule(reason: .login, codes: [535, 534]),
        ReplyRule(reason: .tooManyRecipients, enhanced: [(5, 3)]),
        ReplyRule(reason: .badDomain, codes: [556]),
    ]

    private static let worded: [ReplyRule] = [
        ReplyRule(
            reason: .greylist, codes: [421, 450, 451], words: ["greylist", "graylist", "grey list", "gray list"]),
        ReplyRule(reason: .policyDMARC, words: ["dmarc"]),
        ReplyRule(reason: .policySPF, words: ["spf"]),
        ReplyRule(reason: .policyDKIM, words: ["dkim"]),
        ReplyRule(reason: .reverseDNS, words: ["reverse dns", "ptr record", "reverse hostname", "no rdns"]),
        ReplyRule(
            reason: .rateLimit,
            words: [
                "rate limit", "ratelimit", "too quickly", "too many connections", "too many messages", "throttl",
                "too fast", "daily limit", "quota of messages", "[tss0",
            ]),
        ReplyRule(
            reason: .reputation,
            words: [
                "blacklist", "block list", "blocklist", "blocked using", "reputation", "spamhaus", "listed by", "rbl",
            ]),
        ReplyRule(reason: .tlsRequired, words: ["starttls", "tls required", "encryption required"]),
        ReplyRule(
            reason: .relayDenied,
            words: [
                "relay access denied", "relaying denied", "not permitted to relay", "relay not permitted",
                "unable to relay",
            ]),
        ReplyRule(
            reason: .mailboxFull,
            words: [
                "mailbox full", "mailbox is full", "over quota", "quota exceeded", "insufficient storage in mailbox",
            ]),
        ReplyRule(
            reason: .invalidMailbox,
            words: [
                "user unknown", "no such user", "unknown user", "does not exist", "no mailbox", "invalid recipient",
            ]),
        ReplyRule(
            reason: .content, codes: [550, 552, 554], words: ["spam", "virus", "malware", "unsolicited", "content"]),
        ReplyRule(reason: .form, words: ["rfc 5322", "rfc5322", "rfc 2822", "malformed header", "header"]),
    ]

    private static let hinting: [ReplyRule] = [
        // RFC 3463 §3.2: addressing.
        ReplyRule(reason: .invalidMailbox, enhanced: [(1, 1), (1, 3), (1, 6), (1, 4)]),
        // RFC 3463 §3.3: mailbox.
        ReplyRule(reason: .inactiveMailbox, enhanced: [(2, 1), (7, 13)]),
        ReplyRule(reason: .mailboxFull, enhanced: [(2, 2)]),
        ReplyRule(reason: .tooBig, enhanced: [(2, 3), (3, 4), (7, 16)]),
        // RFC 3463 §3.4 and §3.5: mail system, network and routing.
        ReplyRule(reason: .system, enhanced: [(3, 0), (3, 1), (3, 2), (3, 3), (3, 5)]),
        ReplyRule(reason: .routing, enhanced: [(4, 0), (4, 3), (4, 4), (4, 6)]),
        ReplyRule(reason: .connection, enhanced: [(4, 1), (4, 2)]),
        ReplyRule(reason: .rateLimit, enhanced: [(4, 5)]),
        // RFC 3463 §3.6: the dialogue itself; RFC 3463 §3.7: content.
        ReplyRule(reason: .protocolError, enhanced: [(5, 0), (5, 1), (5, 2), (5, 4), (5, 5)]),
        ReplyRule(reason: .form, enhanced: [(6, 0), (6, 1), (6, 2), (6, 3), (6, 6), (6, 7)]),
        ReplyRule(reason: .login, enhanced: [(7, 8), (7, 9)]),
        ReplyRule(reason: .content, codes: [552, 554], enhanced: [(7, 0), (7, 1)]),
        ReplyRule(reason: .greylist, codes: [450, 451], enhanced: [(7, 1)]),
        // RFC 5321 §4.2.3: what the bare code says.
        ReplyRule(reason: .tooBig, codes: [552]),
        ReplyRule(reason: .system, codes: [452, 453, 521]),
        ReplyRule(reason: .login, codes: [530]),
        ReplyRule(reason: .protocolError, codes: [500, 501, 502, 503, 504, 555]),
        ReplyRule(reason: .connection, codes: [421]),
        ReplyRule(reason: .invalidMailbox, codes: [551, 553]),
    ]
}
