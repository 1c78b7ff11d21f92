import Findings
import Support
import TemplateLint
import Testing

@Suite struct OpenRedirectTests {
    let trial = RuleTrial("links/open-redirect")

    @Test(
        "addresses that send readers on are found",
        arguments: [
            "<a href=\"1️⃣https://www.google.com/url?q=https://acme.io&sa=D\">x</a>",
            "<a href=\"1️⃣https://google.co.uk/amp/s/acme.io/a\">x</a>",
            "<a href=\"1️⃣HTTPS://L.Facebook.com/l.php?u=https%3A%2F%2Facme.io\">x</a>",
            "<form action=\"1️⃣https://www.bing.com/ck/a?!&u=a1\"></form>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        let report = trial.html(html.text)
        #expect(report.places == html.all)
        #expect(report.severities == [.warning])
    }

    @Test("one in plain text is found")
    func plain() {
        let text: MarkedText = "See 1️⃣https://disq.us/?url=https://acme.io/a."
        #expect(trial.text(text.text).places == text.all)
    }

    @Test(
        "other pages, other hosts, images and what a template fills in are left alone",
        arguments: [
            "<a href='https://www.google.com/search?q=acme'>x</a>", "<a href='https://www.google.com'>x</a>",
            "<a href='https://acme.io/url?q=https://acme.io'>x</a>", "<a href='https://notgoogle.com/url?q=x'>x</a>",
            "<a href='https://www.facebook.com/acme'>x</a>", "<img src='https://www.google.com/url?q=x'>",
            "<a href='https://{{host}}/url?q=x'>x</a>",
        ])
    func spared(_ html: String) {
        #expect(trial.template(html).findings.isEmpty)
    }

    @Test("a host that counts the sender's clicks is left alone")
    func tracking() {
        var settings = LintSettings()
        settings.trackingHosts = ["t.umblr.com"]
        let trial = RuleTrial("links/open-redirect", settings: settings)
        #expect(trial.html("<a href='https://t.umblr.com/redirect?z=x'>x</a>").findings.isEmpty)
    }
}
