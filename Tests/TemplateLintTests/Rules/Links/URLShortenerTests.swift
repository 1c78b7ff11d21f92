import Findings
import Support
import TemplateLint
import Testing

@Suite struct URLShortenerTests {
    let trial = RuleTrial("links/url-shortener")

    @Test(
        "hosts that hide where a link leads are found",
        arguments: [
            "<a href=\"1️⃣https://bit.ly/x\">x</a>", "<a href=\"1️⃣HTTP://WWW.TinyURL.com/x\">x</a>",
            "<a href=\"1️⃣//t.co/{{id}}\">x</a>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.template(html.text).places == html.all)
        #expect(trial.template(html.text).severities == [.warning])
    }

    @Test("one in plain text is found")
    func plain() {
        let text: MarkedText = "Offer: 1️⃣https://bit.ly/x\nand https://orbit.ly/x\n"
        #expect(trial.text(text.text).places == text.all)
    }

    @Test(
        "other hosts are left alone",
        arguments: [
            "<a href='https://habit.ly/x'>x</a>", "<a href='https://news.bit.ly/x'>x</a>",
            "<a href='https://acme.io/?u=https://bit.ly/x'>x</a>", "<a href='https://{{h}}bit.ly'>x</a>",
            "<img src='https://bit.ly/a.png'>", "<a href='https://youtu.be/x'>x</a>",
        ])
    func spared(_ html: String) {
        #expect(trial.template(html).findings.isEmpty)
    }

    @Test("a host that counts the sender's clicks is left alone")
    func tracking() {
        var settings = LintSettings()
        settings.trackingHosts = ["bit.ly"]
        #expect(
            RuleTrial("links/url-shortener", settings: settings).html("<a href='https://bit.ly/x'>x</a>").findings
                .isEmpty)
    }
}
