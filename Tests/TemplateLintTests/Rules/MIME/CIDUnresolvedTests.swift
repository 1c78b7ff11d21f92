import Findings
import Support
import TemplateLint
import Testing

@Suite struct CIDUnresolvedTests {
    let trial = RuleTrial("mime/cid-unresolved")

    private func related(_ html: String, id: String, disposition: String = "") -> String {
        """
        Content-Type: multipart/related; boundary=b

        --b
        Content-Type: text/html

        \(html)
        --b
        Content-Type: image/png
        Content-ID: \(id)
        \(disposition)
        x
        --b--
        """
    }

    @Test(
        "an image that no part holds is found where it is named",
        arguments: [
            "Content-Type: text/html\n\n<img src='1️⃣cid:a@b'>",
            "Content-Type: text/html\n\n<td background=\"1️⃣CID:a\"><p style='1️⃣color:red; background: url( \"cid:b\" )'>",
        ])
    func found(_ marked: String) {
        let message = MarkedText(marked.replacing("<p style='1", with: "<p style='2"))
        #expect(trial.message(message.text).places == message.all)
    }

    @Test("a part with that Content-ID is enough, percent-encoded or in other capitals")
    func resolved() {
        #expect(trial.message(related("<img src='cid:A%40b'>", id: "<a@B>")).findings.isEmpty)
        #expect(trial.message(related("<style>p{background:url(cid:a)}</style>", id: "<a>")).findings.isEmpty)
    }

    @Test("an inline image that is never shown is a remark, an attachment is not")
    func unused() {
        #expect(trial.message(related("<p>x", id: "<a>")).severities == [.info])
        let attached = related("<p>x", id: "<a>", disposition: "Content-Disposition: attachment; filename=a.png\n")
        #expect(trial.message(attached).findings.isEmpty)
        let located = related("<p>x", id: "<a>", disposition: "Content-Location: a.png\n")
        #expect(trial.message(located).findings.isEmpty)
    }
}
