import MailMessage
import Support
import Testing

@Suite("DeliveryReport")
struct DeliveryReportTests {
    private func read(_ text: String) -> DeliveryReport? {
        Message(bytes: LineBreaks.normalised(Array(text.utf8))).deliveryReport
    }

    /// A report as RFC 3464 has it, with two recipients.
    static let delivery = """
        From: MAILER-DAEMON@mx.example.net
        Subject: Undelivered
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b

        Sorry.

        <a@example.org>: host mx.example.org[192.0.2.1] said: 550-5.7.1 first
            550 5.7.1 second (in reply to RCPT TO command)

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net
        Arrival-Date: Thu, 29 Apr 2010 23:34:45 +0900

        Final-Recipient: rfc822; a@example.org
        Action: failed
        Status: 5.7.1
        Remote-MTA: dns; mx.example.org
        Diagnostic-Code: smtp; 550-5.7.1 first

        Final-Recipient: rfc822; <b@example.org>
        Action: Delayed (for now)
        Status: 4.4.1 (no answer)

        --b
        Content-Type: message/rfc822

        From: s@example.net
        Subject: hello

        550 5.1.1 this is no reply
        --b--
        """

    @Test("a report says what became of each recipient")
    func delivery() throws {
        let report = try #require(read(Self.delivery))
        #expect(report.form == .deliveryStatus)
        #expect(report.reportingMTA == "mx.example.net")
        #expect(report.recipients.map(\.address) == ["a@example.org", "b@example.org"])
        #expect(report.recipients.map(\.action) == ["failed", "delayed"])
        #expect(report.recipients.map(\.status) == ["5.7.1", "4.4.1"])
        #expect(report.recipients.map(\.remoteMTA) == ["mx.example.org", nil])
        #expect(report.recipients.map(\.diagnostic) == ["550-5.7.1 first", "(no answer)"])
        #expect(report.recipients[0].diagnosticType == "smtp")
    }

    @Test("the letter beside it says more")
    func remarks() throws {
        let first = try #require(read(Self.delivery)?.recipients.first)
        #expect(first.command == "RCPT")
        #expect(first.remarks.contains("550 5.7.1 second"))
        #expect(!first.remarks.contains("this is no reply"))
    }

    @Test("recipients without an empty line between them are two")
    func unseparated() throws {
        let text = Self.delivery.replacing("\n\nFinal-Recipient: rfc822; <b", with: "\nFinal-Recipient: rfc822; <b")
        #expect(read(text)?.recipients.map(\.status) == ["5.7.1", "4.4.1"])
    }

    @Test("a diagnosis goes on in lines that are not folded")
    func unfolded() throws {
        let text = Self.delivery.replacing(
            "smtp; 550-5.7.1 first", with: "smtp; 550-5.7.1 first\n550-5.7.1 second\n550 5.7.1 third")
        let diagnostic = try #require(read(text)?.recipients.first?.diagnostic)
        #expect(diagnostic == "550-5.7.1 first 550-5.7.1 second 550 5.7.1 third")
    }

    @Test("a multipart whose boundary is wrong is read all the same")
    func wrongBoundary() {
        let text = Self.delivery.replacing("boundary=\"b\"", with: "boundary=\"c\"")
        #expect(read(text)?.recipients.map(\.status) == ["5.7.1", "4.4.1"])
    }

    @Test("a report that was passed on is found")
    func passedOn() {
        let text = """
            From: admin@example.net
            Content-Type: multipart/mixed; boundary="o"

            --o

            See below.
            --o
            Content-Type: message/rfc822

            \(Self.delivery)
            --o--
            """
        #expect(read(text)?.recipients.map(\.status) == ["5.7.1", "4.4.1"])
    }

    @Test("a complaint says what it is about")
    func feedback() throws {
        let text = """
            From: fbl@example.com
            Content-Type: multipart/report; report-type=feedback-report; boundary="b"

            --b

            Please look at this.
            --b
            Content-Type: message/feedback-report

            Feedback-Type: Auth-Failure
            User-Agent: Example/1.0
            Version: 1
            Original-Mail-From: <s@example.net>
            Original-Rcpt-To: <a@example.com>
            Reported-Domain: example.net
            Source-IP: 192.0.2.1
            Auth-Failure: DKIM
            --b--
            """
        let report = try #require(read(text))
        #expect(report.form == .feedback)
        let feedback = try #require(report.feedback)
        #expect(feedback.type == "auth-failure")
        #expect(feedback.sender == "s@example.net")
        #expect(feedback.recipients == ["a@example.com"])
        #expect(feedback.domains == ["example.net"])
        #expect(feedback.source == "192.0.2.1")
        #expect(feedback.authenticationFailure == "dkim")
    }

    @Test(
        "an automatic reply is none, and what is no report at all is nothing",
        arguments: [
            ("From: a@example.org\nAuto-Submitted: auto-replied\n\nI am away.", DeliveryReport.Form.automaticReply),
            ("From: a@example.org\nSubject: Automatic reply: hi\nReturn-Path: <>\n\nI am away.", .automaticReply),
            ("From: a@example.org\nSubject: hi\n\n550 5.1.1 no such user", nil), ("", nil),
        ] as [(String, DeliveryReport.Form?)])
    func others(text: String, form: DeliveryReport.Form?) {
        #expect(read(text)?.form == form)
    }

    @Test("any bytes give a report or none")
    func anyBytes() {
        for octets in Mutations(of: [Self.delivery] + LetterTests.letters, seed: 41) {
            let report = Message(bytes: octets).deliveryReport
            #expect((report?.recipients.count ?? 0) <= DeliveryReport.recipientsLimit)
        }
    }

    @Test("a report with recipients without end is read to a limit")
    func bounded() {
        let group = (0..<3000).map { "Final-Recipient: rfc822; a\($0)@example.org\nStatus: 5.1.1\n" }
        let text = """
            Content-Type: multipart/report; boundary="b"

            --b

            \((0..<3000).map { "<a\($0)@example.org>: 550 no" }.joined(separator: "\n"))
            --b
            Content-Type: message/delivery-status

            \(group.joined(separator: "\n"))
            --b--
            """
        #expect(read(text)?.recipients.count == DeliveryReport.recipientsLimit)
    }
}
