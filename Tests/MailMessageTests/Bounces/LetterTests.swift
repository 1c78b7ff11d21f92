import MailMessage
import Testing

/// Letters of mail systems that write no part for programs, each as its source has it.
@Suite("Letters of mail systems")
struct LetterTests {
    private func read(_ body: String, _ header: String = "From: MAILER-DAEMON@mx.example.net\n")
        throws -> [DeliveryReport.Recipient]
    {
        let report = Message(bytes: LineBreaks.normalised(Array((header + "\n" + body).utf8))).deliveryReport
        #expect(report?.form == .letter)
        return try #require(report).recipients
    }

    static let qmail = """
        Hi. This is the qmail-send program at mx.example.net.
        I'm afraid I wasn't able to deliver your message to the following addresses.
        This is a permanent error; I've given up. Sorry it didn't work out.

        <a@example.org>:
        192.0.2.1 does not like recipient.
        Remote host said: 550 5.1.1 <a@example.org>... User unknown
        Giving up on 192.0.2.1.

        <b@example.org>:
        Sorry, I couldn't find any host by that name. (#4.1.2)

        --- Below this line is a copy of the message.

        Return-Path: <s@example.net>

        <c@example.org>:
        550 not this
        """

    static let exim = """
        This message was created automatically by mail delivery software.

        A message that you sent could not be delivered to one or more of its
        recipients. This is a permanent error. The following address(es) failed:

          a@example.org
            SMTP error from remote mail server after end of data:
            host mx.example.org [192.0.2.1]: 554 5.7.1 rejected as spam

        ------ This is a copy of the message, including all the headers. ------
        """

    static let sendmail = """
        The original message was received at Thu, 29 Apr 2010 23:34:45 +0900

           ----- The following addresses had permanent fatal errors -----
        <a@example.org>

           ----- Transcript of session follows -----
        ... while talking to mx.example.org.:
        >>> RCPT To:<a@example.org>
        <<< 550-5.1.1 no such
        <<< 550 5.1.1 user
        550 5.1.1 <a@example.org>... User unknown
        >>> DATA
        <<< 503 5.0.0 Need RCPT (recipient)
        """

    static let exchange = """
        Your message

          To:      a@example.org
          Subject: hello

        did not reach the following recipient(s):

        a@example.org on Thu, 29 Apr 2010 00:00:00 -0000
            The recipient name is not recognized
        """

    static let opensmtpd = """
            Hi!

            This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail.

        a@example.org: 550 5.2.2 <a@example.org>... Mailbox full
        b@example.org: 550 5.1.1 <b@example.org>... User unknown

            Below is a copy of the original message:
        """

    static let letters = [qmail, exim, sendmail, exchange, opensmtpd].map {
        "From: <>\nSubject: failure notice\n\n\($0)"
    }

    @Test("qmail-send")
    func qmailSend() throws {
        let recipients = try read(Self.qmail)
        #expect(recipients.map(\.address) == ["a@example.org", "b@example.org"])
        #expect(recipients[0].diagnostic.contains("550 5.1.1 <a@example.org>... User unknown"))
        #expect(recipients[0].command == "RCPT")
        #expect(recipients[1].diagnostic == "Sorry, I couldn't find any host by that name. (#4.1.2)")
    }

    @Test("Exim")
    func eximLetter() throws {
        let recipients = try read(Self.exim)
        #expect(recipients.map(\.address) == ["a@example.org"])
        #expect(recipients[0].command == "DATA")
        #expect(recipients[0].diagnostic.hasSuffix("554 5.7.1 rejected as spam"))
    }

    @Test("Sendmail, whose transcript has the commands")
    func sendmailLetter() throws {
        let recipients = try read(Self.sendmail)
        #expect(recipients.map(\.address) == ["a@example.org"])
        #expect(recipients[0].command == "RCPT")
        #expect(recipients[0].diagnostic.contains("550-5.1.1 no such 550 5.1.1 user"))
    }

    @Test("Exchange")
    func exchangeLetter() throws {
        let recipients = try read(Self.exchange)
        #expect(recipients.map(\.address) == ["a@example.org"])
        #expect(recipients[0].diagnostic.hasSuffix("The recipient name is not recognized"))
    }

    @Test("OpenSMTPD")
    func opensmtpdLetter() throws {
        let recipients = try read(Self.opensmtpd)
        #expect(recipients.map(\.address) == ["a@example.org", "b@example.org"])
        #expect(recipients[1].diagnostic == "550 5.1.1 <b@example.org>... User unknown")
    }

    @Test("a letter that names no recipient is about the one that the header names")
    func headerNames() throws {
        let header = "From: MAILER-DAEMON@mx.example.net\nX-Failed-Recipients: a@example.org\n"
        let recipients = try read("It did not work: 550 5.7.1 no.\n", header)
        #expect(recipients.map(\.address) == ["a@example.org"])
        #expect(recipients[0].diagnostic == "It did not work: 550 5.7.1 no.")
    }

    @Test("an address to write to is no recipient")
    func contact() throws {
        let recipients = try read(
            "For assistance, please contact <postmaster@example.net>\n\n<a@example.org>: no\n")
        #expect(recipients.map(\.address) == ["a@example.org"])
    }

    @Test("a letter in HTML is read without its tags")
    func html() throws {
        let header = "From: MAILER-DAEMON@mx.example.net\nContent-Type: text/html\n"
        let recipients = try read("<p>&nbsp;</p><p>a@example.org:</p><p>550 5.1.1 no such user</p>", header)
        #expect(recipients.map(\.address) == ["a@example.org"])
        #expect(recipients[0].diagnostic == "550 5.1.1 no such user")
    }
}
