import Findings
import Support
import TemplateLint
import Testing

@Suite struct HTMLAsTextTests {
    let trial = RuleTrial("mime/html-as-text")

    @Test(
        "a document that is sent as plain text is found at the tag that tells it",
        arguments: [
            "From: a@b.io\n\n\n 1️⃣<HTML><p>x</p>",
            "Content-Type: text/plain\n\n1️⃣<!DOCTYPE html>\n<html></html>",
            "Content-Type: text plain\n\n1️⃣<body bgcolor=red>x",
            "From: a@b.io\n\n1️⃣<html",
            "From: a@b.io\n\nHello\n<html>x1️⃣</HTML>\n\n",
            "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\n1️⃣<html>x</html>\n--b--\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        let report = trial.message(message.text)
        #expect(report.places == message.all)
        #expect(report.severities == [.error])
    }

    @Test(
        "HTML that is sent as HTML, and text about HTML, are left alone",
        arguments: [
            "Content-Type: text/html\n\n<html>x</html>",
            "From: a@b.io\n\n<heading> is no tag",
            "From: a@b.io\n\n<b>bold</b>",
            "From: a@b.io\n\nIt ends with </html>.",
            "From: a@b.io\n\n",
            "From: a@b.io\n\n/html>",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }
}
