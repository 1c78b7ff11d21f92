import MailTransport
import Support
import Testing

@Suite("ReplyClassifier")
struct ReplyClassifierTests {
    @Test(
        "a refusal means something for the address",
        arguments: [
            ("550 5.1.1 no such user", ReplyDisposition.hard, false), ("450 4.1.1 no such user", .soft, true),
            ("552 5.2.2 mailbox full", .soft, true), ("452 4.2.2 over quota", .soft, true),
            ("550 5.7.26 fails DMARC", .policy, false), ("421 4.7.26 fails DMARC", .policy, true),
            ("421 4.7.0 [TSS09] All messages from 192.0.2.1 will be permanently deferred", .policy, true),
            ("556 5.1.10 null MX", .hard, false), ("550 no", .hard, false), ("450 no", .soft, true),
            ("550 5.7.1 this mail has been rate limited", .soft, true),
        ])
    func dispositions(text: String, disposition: ReplyDisposition, retry: Bool) throws {
        let classification = try #require(SMTPReply(text)?.classification())
        #expect(classification.disposition == disposition)
        #expect(classification.isWorthRetrying == retry)
    }

    @Test("the rule that decided says where it is from")
    func source() throws {
        let rule = try #require(SMTPReply("550 5.1.10 no")?.classification()?.rule)
        #expect(rule.origin == "RFC 7505 §4.2: null MX")
        #expect(rule.text == "* x.1.10 - bad-domain -")
        let other = try #require(SMTPReply("550 no")?.classification())
        #expect(other.reason == .other)
        #expect(other.rule == nil)
    }

    @Test(
        "a service is known by its server or by its words",
        arguments: [
            ("550 5.7.1 no", "gmail-smtp-in.l.google.com", "google"),
            ("550 5.7.1 no - gsmtp", nil, "google"), ("550 5.7.1 no", "mx.example.org", nil),
            ("451 4.7.650 slow", "example-com.mail.protection.outlook.com.", "microsoft"),
            ("421 4.7.0 [TSS04] later", "MTA5.AM0.YAHOODNS.NET", "yahoo"),
        ] as [(String, String?, String?)])
    func providers(text: String, mx: String?, provider: String?) {
        #expect(SMTPReply(text)?.classification(mx: mx)?.provider == provider)
    }

    @Test("the same code says what its service means by it")
    func providerCodes() {
        let reply = SMTPReply("550 5.7.900 no")
        #expect(reply?.classification(mx: "x.mail.protection.outlook.com")?.reason == .policy)
        #expect(reply?.classification(mx: "mx.example.org")?.reason == .other)
        #expect(SMTPReply("421 4.7.29 no")?.classification(mx: "mx.google.com")?.reason == .tlsRequired)
    }

    @Test(
        "what is in an address or a fragment says nothing", arguments: ["<spam@virus.example>", "see http://a/#virus"])
    func addresses(text: String) {
        #expect(SMTPReply("550 5.1.1 \(text): no such user")?.reason == .invalidMailbox)
    }

    @Test("codes that lines repeat are no words of the text")
    func repeatedCodes() {
        let folded = "550-5.7.1 Messages with multiple 550-5.7.1 addresses in From: header are not 550 5.7.1 accepted"
        #expect(SMTPReply(folded)?.reason == .form)
        #expect(SMTPReply("550-5.1.1 no such\r\n550 5.1.1 user")?.reason == .invalidMailbox)
    }

    @Test("a mailbox that was accepted at RCPT is refused behind DATA by a filter")
    func stages() {
        let reply = SMTPReply("550 unknown user")
        #expect(reply?.classification(stage: .rcpt)?.reason == .invalidMailbox)
        #expect(reply?.classification(stage: .data)?.reason == .recipientFilter)
        #expect(SMTPReply("550 rejected")?.classification(stage: .connect)?.reason == .blocklist)
    }

    @Test("any text is classified")
    func anyText() {
        let texts = [
            "550-5.7.1 Our system has detected that this message is likely unsolicited mail. To reduce the amount of",
            "host mx.example.org[192.0.2.1] said: 550 5.1.1 <a@example.org>: Recipient address rejected: User unknown",
            "451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation. S775",
        ]
        for octets in Mutations(of: texts, seed: 31) {
            let text = String(decoding: octets, as: UTF8.self)
            let classification = ReplyClassifier.standard.classify(code: 550, text: text)
            #expect(classification != nil)
            _ = ReportedReply(text, status: text).classification()
        }
    }

    @Test("a text without end is read to a limit")
    func endless() {
        let text = String(repeating: "user @", count: 200_000)
        #expect(SMTPReply(code: 550, enhanced: nil, lines: [text]).reason == .other)
    }
}

@Suite("ReportedReply")
struct ReportedReplyTests {
    @Test(
        "a reply is found among other words",
        arguments: [
            ("\r\n550-5.1.1 no", 550, "5.1.1"),
            ("host mx said: 451 4.7.1 later (in reply to RCPT TO command)", 451, "4.7.1"),
            ("Sorry, no mailbox here by that name. (#5.1.1)", nil, "5.1.1"), ("542 a@b.example Rejected", 542, nil),
            ("delayed for 400 minutes", nil, nil), ("192.5.1.1 and 10.5.1.1.9", nil, nil), ("", nil, nil),
            ("250 2.1.5 Ok", 250, "2.1.5"), ("ERROR_CODE :550, ERROR_CODE :x", 550, nil),
            ("554 4.4.7 Message expired: <421 4.4.2 Connection timed out>", 554, "4.4.7"),
            ("{\"diagnosticCode\":\"smtp; 550 5.1.1 user unknown\"}],\"sender\":1", 550, "5.1.1"),
        ] as [(String, Int?, String?)])
    func found(text: String, code: Int?, enhanced: String?) {
        let reply = ReportedReply(text)
        #expect(reply.code == code)
        #expect(reply.enhanced?.description == enhanced)
    }

    @Test("the step of the dialogue is told")
    func stage() {
        #expect(ReportedReply("550 no (in reply to RCPT TO command)").stage == .rcpt)
        #expect(ReportedReply("550 no (in reply to end of DATA command)").stage == .data)
        #expect(ReportedReply("550 no").stage == nil)
    }

    @Test("the status that is reported beside a reply counts where it has none of its own")
    func status() {
        #expect(ReportedReply("550 no", status: "5.2.1 (disabled)").enhanced == EnhancedStatusCode(5, 2, 1))
        #expect(ReportedReply("550 5.1.1 no", status: "5.0.0").enhanced == EnhancedStatusCode(5, 1, 1))
        #expect(ReportedReply("no", status: "x").enhanced == nil)
    }

    @Test("a reply that breaks off is read from what stands beside it")
    func broken() {
        let reply = ReportedReply(
            diagnostic: "550-5.7.1 Messages with",
            remarks: "<<< 550-5.7.1 Messages with <<< 550 5.7.1 multiple addresses in",
            status: "5.7.1")
        #expect(reply.classification()?.reason == .form)
    }

    @Test("an address is given up only where the report proves that it is absent")
    func hearsay() {
        #expect(ReportedReply("550 unknown user").classification()?.disposition == .soft)
        #expect(ReportedReply("550 unknown user").classification(stage: .rcpt)?.disposition == .hard)
        #expect(ReportedReply("550 unknown user", status: "5.1.1").classification()?.disposition == .hard)
        #expect(ReportedReply("550 no").classification()?.disposition == .soft)
    }
}
