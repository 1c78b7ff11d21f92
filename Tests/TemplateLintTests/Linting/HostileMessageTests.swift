import Findings
import MailMessage
import Support
import TemplateLint
import Testing

/// Messages that are made to break what reads them.
@Suite struct HostileMessageTests {
    /// The rules that look at messages.
    private static let rules: [any LintRule.Type] =
        LintRules.all.filter {
            ["subject", "from", "headers", "mime"].contains(String($0.id.group))
                || ["size/message-total", "personalization/header-injection"].contains($0.id.rawValue)
        }

    private func lint(_ text: String) -> LintReport {
        Linter(.marketing, rules: Self.rules).lint(message: SourceText(file: "a.eml", text: text))
    }

    /// A message of one piece over and over.
    struct Flood: Sendable, CustomStringConvertible {
        var description: String
        var start = ""
        var piece: String
        var end = "\r\n\r\n"
        var count: Int

        func message(times factor: Int) -> SourceText {
            SourceText(file: "a.eml", text: start + String(repeating: piece, count: count * factor) + end)
        }
    }

    private static let multipart = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    private static let floods: [Flood] = [
        Flood(description: "header fields", piece: "X-A: b\r\n", count: 2000),
        Flood(description: "subjects", piece: "Subject: Re: b\r\n", count: 1000),
        Flood(description: "one field", start: "Subject: ", piece: "a.b c ", count: 20_000),
        Flood(description: "folds", start: "Subject: a", piece: "\r\n =?utf-8?Q?a?=", count: 2000),
        Flood(description: "half encoded words", start: "X-A: ", piece: "=?a?", count: 20_000),
        Flood(description: "addresses", start: "From: ", piece: "a@b.io, ", count: 1000),
        Flood(description: "comments", start: "From: ", piece: "(", count: 20_000),
        Flood(description: "angle brackets", start: "List-Unsubscribe: ", piece: "<", count: 20_000),
        Flood(description: "signatures", piece: "DKIM-Signature: h=a:b; d=c.io\r\n", count: 1000),
        Flood(
            description: "equals signs", start: "Content-Transfer-Encoding: quoted-printable\r\n\r\n", piece: "= ",
            count: 10_000),
        Flood(
            description: "noise in base64", start: "Content-Transfer-Encoding: base64\r\n\r\n", piece: "a!",
            count: 10_000),
        Flood(description: "boundaries", start: multipart, piece: "--b\r\n", count: 10_000),
        Flood(description: "closing boundaries", start: multipart, piece: "--b--\r\n", count: 10_000),
        Flood(description: "long lines", start: "\r\n", piece: String(repeating: "x", count: 1000) + "\n", count: 50),
    ]

    @Test("time grows as the message does", arguments: floods)
    func linear(flood: Flood) async {
        var times: [Int: Duration] = [:]
        for _ in 0..<3 {
            for factor in [1, 4] {
                let message = flood.message(times: factor)
                let (_, time) = await onOwnThread {
                    Linter(.marketing, rules: Self.rules).lint(message: message).findings.count
                }
                times[factor] = min(times[factor] ?? time, time)
            }
        }
        // Four times the input: linear is 4, quadratic 16. The rest is room for caches that others fill.
        #expect((times[4] ?? .zero) / (times[1] ?? .zero) < 11)
    }

    @Test("nested multiparts, and attachments without end, are read up to a limit")
    func parts() {
        let nested = (0..<1000).map { "Content-Type: multipart/mixed; boundary=b\($0)\r\n\r\n--b\($0)\r\n" }.joined()
        #expect(lint(nested).findings.count < 1000)
        let attachment =
            "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.exe\r\n\r\nx\r\n"
        let many = "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + String(repeating: attachment, count: 20_000)
        let report = lint(many)
        #expect(report.findings.count { $0.rule == "mime/attachment-risky-type" } == 20)
        #expect(report.count(.error) < MIMEPart.countLimit * 2)
    }

    @Test("a field beyond the limit is not looked at, and a long value only at its beginning")
    func limits() {
        let many = String(repeating: "X-A: b\r\n", count: LintedMail.MessagePart.fieldLimit)
        #expect(lint(many + "Subject: Re: x\r\n\r\n").findings.contains { $0.rule == "subject/missing" })
        let blanks = String(repeating: " ", count: NamedMailbox.fieldLimit)
        #expect(
            !lint("From: a@b.io\(blanks), c@d.io\r\n\r\n").findings.contains { $0.rule == "from/not-single-mailbox" })
        let long = lint("Subject: " + String(repeating: "é ", count: 1_000_000) + "\r\n\r\n")
        #expect(long.findings.contains { $0.rule == "subject/too-long" })
    }

    private static let messages = [
        """
        From: =?utf-8?q?Ana_=E2=9C=85?= <ana@gmail.com>\r
        Reply-To: "Bo, C" <no-reply@yahoo.de>\r
        Subject: =?iso-8859-1?b?UmU6IEZyZWU=?=\r
         f.r.e.e www.b.io\r
        Date: Sat, 21 Nov 2026 10:04:05 +0000\r
        Message-ID: <a@localhost>\r
        DKIM-Signature: v=1; d=b.io; h=from:list-unsubscribe; b=\r
        List-Unsubscribe: <https://b.io/u>, <mailto:u@b.io> (x)\r
        List-Unsubscribe-Post: List-Unsubscribe=One-Click\r
        X-Mailproof-Source: Tests/a.swift:12\r
        MIME-Version: 1.0\r
        Content-Type: multipart/related; boundary="b1"\r
        \r
        --b1\r
        Content-Type: text/plain; charset=windows-1252\r
        Content-Transfer-Encoding: quoted-printable\r
        \r
        caf=E9 =\r
        soft\r
        --b1\r
        Content-Type: text/html; charset=utf-8\r
        Content-Transfer-Encoding: base64\r
        \r
        PG1ldGEgY2hhcnNldD1rb2k4LXI+PGltZyBzcmM9ImNpZDphQGIiPsOp\r
        --b1\r
        Content-Type: application/zip; name*=utf-8''a%2Ezip\r
        Content-ID: <c@d>\r
        Content-Transfer-Encoding: base64\r
        \r
        UEsDBBQAAQAAAAAAAAAAAAEAAAABAAAABwAAAHJ1bi5leGV4\r
        --b1--\r

        """,
        "Subject: x\n\n--b\n", "A: b\r\n\r\nc", "From a\nB:\n c\n\n",
    ]

    @Test("bytes that are nearly a message are linted, and every place is in the file")
    func mutations() {
        let linter = Linter(.marketing, rules: Self.rules)
        for octets in Mutations(of: Self.messages, seed: 41) {
            let source = SourceText(file: "a.eml", bytes: octets)
            for finding in linter.lint(message: source).findings {
                guard let span = finding.excerpt?.span, (1...source.lineCount).contains(span.line), span.column >= 1
                else {
                    Issue.record("\(finding.rule) points out of the file: \(octets)")
                    return
                }
            }
        }
    }
}
