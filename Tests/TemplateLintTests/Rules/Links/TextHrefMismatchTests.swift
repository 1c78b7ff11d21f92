import Findings
import Support
import TemplateLint
import Testing

@Suite struct TextHrefMismatchTests {
    let trial = RuleTrial("links/text-href-mismatch")

    @Test(
        "a text that names another domain than the link is found",
        arguments: [
            "<a href=\"1️⃣https://evil.io/x\">https://bank.com/login</a>",
            "<a href=\"1️⃣https://evil.io\"> www.bank.com </a>",
            "<a href=\"1️⃣https://evil.io\"><b>bank</b>.com</a>",
            "<a href=\"1️⃣https://bank.com.evil.io\">bank.com</a>",
            "<a href=\"1️⃣https://bank.com@evil.io\">bank.com</a>",
            "<a href=\"1️⃣mailto:x@evil.io\">help@bank.com</a>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.html(html.text).places == html.all)
    }

    @Test(
        "texts that name the link's owner, or nothing, are left alone",
        arguments: [
            "<a href='https://www.bank.com/a'>bank.com</a>", "<a href='https://bank.com'>https://login.bank.com/x</a>",
            "<a href='https://evil.io'>Bank of Com</a>", "<a href='https://evil.io'>node.js</a>",
            "<a href='https://evil.io'>report.pdf</a>", "<a href='https://evil.io'>v1.2</a>",
            "<a href='{{url}}'>bank.com</a>", "<a href='https://evil.io'>{{domain}}.com</a>",
        ])
    func spared(_ html: String) {
        #expect(trial.template(html).findings.isEmpty)
    }

    @Test("who owns a domain is asked of the public suffix list")
    func suffixes() {
        var settings = LintSettings()
        settings.registrableDomain = { host in host.split(separator: ".").suffix(3).joined(separator: ".") }
        let trial = RuleTrial("links/text-href-mismatch", settings: settings)
        #expect(trial.html("<a href='https://www.evil.co.uk'>www.bank.co.uk</a>").findings.count == 1)
        #expect(trial.html("<a href='https://www.bank.co.uk'>http://shop.bank.co.uk</a>").findings.isEmpty)
    }

    @Test("a host that counts clicks may stand for another")
    func tracking() {
        var settings = LintSettings()
        settings.trackingHosts = ["click.esp.io"]
        let trial = RuleTrial("links/text-href-mismatch", settings: settings)
        #expect(trial.html("<a href='https://u1.click.esp.io/x'>bank.com</a>").findings.isEmpty)
    }
}
