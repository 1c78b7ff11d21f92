import Findings
import Support
import TemplateLint
import Testing

@Suite struct NonProductionHostTests {
    let trial = RuleTrial("links/non-production-host")

    @Test(
        "hosts that no reader reaches are found",
        arguments: [
            "<a href=\"1️⃣http://localhost:3000/x\">x</a>", "<a href=\"1️⃣https://10.1.2.3\">x</a>",
            "<img src=\"1️⃣http://assets.test/a.png\">", "<a href=\"1️⃣//box.local/\">x</a>",
            "<a href=\"1️⃣http://[::1]/\">x</a>", "<a href=\"1️⃣http://192.168.0.1/{{id}}\">x</a>",
            "<a href=\"1️⃣https://user@172.20.0.1:8080/\">x</a>", "<form action=\"1️⃣http://app.internal/\"></form>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.template(html.text).places == html.all)
    }

    @Test(
        "hosts of the network are left alone",
        arguments: [
            "<a href='https://acme.io'>x</a>", "<a href='https://172.32.0.1'>x</a>",
            "<a href='https://localhost.acme.io'>x</a>",
            "<a href='/local'>x</a>", "<a href='http://{{host}}.test'>x</a>", "<a href='mailto:a@b.test'>x</a>",
        ])
    func spared(_ html: String) {
        #expect(trial.template(html).findings.isEmpty)
    }

    @Test("hosts that were named are found with all below them")
    func named() {
        var settings = LintSettings()
        settings.nonProductionHosts = ["staging.acme.io"]
        let trial = RuleTrial("links/non-production-host", settings: settings)
        #expect(
            trial.html("<a href='https://a.staging.acme.io'>x</a><a href='https://acme.io'>x</a>").findings.count == 1)
    }
}
