import Findings
import Support
import TemplateLint
import Testing

@Suite struct ObfuscatedTests {
    let trial = RuleTrial("links/obfuscated")

    @Test(
        "what makes an address lead elsewhere than it looks is found",
        arguments: [
            "<a href=\"1️⃣https://bank.com@evil.io/\">x</a>", "<a href=\"1️⃣https://a:b@evil.io/\">x</a>",
            "<a href=\"1️⃣https://a@b@evil.io/\">x</a>", "<a href=\"1️⃣https://evil%2eio/\">x</a>",
            "<a href=\"1️⃣https:\\\\evil.io/\">x</a>", "<a href=\"1️⃣https://bank.com\\.evil.io/\">x</a>",
            "<a href=\"1️⃣https://ev\u{200B}il.io/\">x</a>", "<a href=\"1️⃣https://ev&shy;il.io/\">x</a>",
            "<a href=\"1️⃣https://evil\u{3002}io/\">x</a>", "<a href=\"1️⃣https://evil.io/\u{202E}gpj.exe\">x</a>",
            "<img src=\"1️⃣https://a@evil.io/x.png\">", "<a href=\"1️⃣//bank.com@evil.io\">x</a>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.error])
    }

    @Test("one in plain text is found")
    func plain() {
        let text: MarkedText = "Go to 1️⃣https://bank.com@evil.io/x now"
        #expect(trial.text(text.text).places == text.all)
    }

    @Test(
        "signs where they belong are left alone",
        arguments: [
            "<a href='https://acme.io/@bank.com'>x</a>", "<a href='https://acme.io/a%20b'>x</a>",
            "<a href='https://acme.io?a\\b'>x</a>", "<a href='mailto:a@b.io'>x</a>",
            "<a href='https://acme.io/👩\u{200D}💻'>x</a>", "<a href='https://{{user}}@acme.io'>x</a>",
            "<a href='https://acme.io?to=a@b.io'>x</a>", "<a href='https://münchen.de/ü'>x</a>",
        ])
    func spared(_ html: String) {
        #expect(trial.template(html).findings.isEmpty)
    }
}
