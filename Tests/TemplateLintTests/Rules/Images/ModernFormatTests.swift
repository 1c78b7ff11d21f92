import Findings
import Support
import TemplateLint
import Testing

@Suite struct ModernFormatTests {
    let trial = RuleTrial("images/animated-or-modern-format")

    @Test(
        "formats that programs lack are found by their ending and their type",
        arguments: [
            "<img src=\"1️⃣https://a.io/x.svg\">", "<img src=\"1️⃣https://a.io/x.AVIF?a=b.png\">",
            "<img src=\"1️⃣{{cdn}}/x.apng#1\">", "<img src=\"1️⃣data:image/svg+xml;base64,AA\">",
            "<img src=\"1️⃣data:image/svg+xml,%3Csvg\">",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.template(html.text).places == html.all)
        #expect(trial.template(html.text).severities == [.warning])
    }

    @Test("WebP is a remark")
    func webp() {
        #expect(trial.html("<img src='https://a.io/x.webp'>").severities == [.info])
    }

    @Test(
        "other formats, other endings and pictures with a choice are left alone",
        arguments: [
            "<img src='https://a.io/x.png?y=.svg'>", "<img src='https://a.io/svg'>", "<img src='https://svg'>",
            "<img src='data:image/png;base64,svg'>", "<img src='{{svg}}'>", "<img src='cid:x'>", "<img alt=x.svg>",
            "<picture><source srcset='x.png'><img src='https://a.io/x.webp'></picture>",
        ])
    func spared(_ html: String) {
        #expect(trial.template(html).findings.isEmpty)
    }
}
