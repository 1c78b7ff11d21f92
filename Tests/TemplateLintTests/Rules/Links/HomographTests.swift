import Findings
import Support
import TemplateLint
import Testing

@Suite struct HomographTests {
    let trial = RuleTrial("links/homograph")

    @Test(
        "names that can be taken for others are found",
        arguments: [
            "<a href=\"1️⃣https://p\u{430}ypal.io\">x</a>", "<a href=\"1️⃣https://xn--pypal-4ve.io\">x</a>",
            "<a href=\"1️⃣https://www.g\u{3BF}\u{3BF}gle.io/x\">x</a>", "<a href=\"1️⃣https://i❤.io/\">x</a>",
            "<a href=\"1️⃣https://xn--99999999999999.io\">x</a>", "<a href=\"1️⃣https://xn--a.io\">x</a>",
            "<a href=\"1️⃣https://ԛкириⲟ.io\">x</a>", "<img src=\"1️⃣https://p\u{430}ypal.io/a.png\">",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.error])
    }

    @Test("one in plain text is found")
    func plain() {
        let text: MarkedText = "Go to 1️⃣https://p\u{430}ypal.io/x."
        #expect(trial.text(text.text).places == text.all)
    }

    @Test("a Cyrillic name that looks Latin warns, but not under a Cyrillic ending")
    func whole() {
        #expect(trial.html("<a href='https://аррӏе.io'>x</a>").severities == [.warning])
        #expect(trial.html("<a href='https://аррӏе.рф'>x</a>").findings.isEmpty)
    }

    @Test(
        "names of one script, and what East Asia mixes, are left alone",
        arguments: [
            "münchen.de", "xn--mnchen-3ya.de", "пример.рф", "xn--e1afmkfd.xn--p1ai", "παράδειγμα.gr", "日本語テスト.jp",
            "abc日本.jp", "한국abc.kr", "l·l.cat", "acme.io", "עברית.il", "हिन्दी.in", "москва.ru",
        ])
    func spared(_ host: String) {
        #expect(trial.html("<a href='https://\(host)/x'>x</a>").findings.isEmpty)
    }

    @Test("what a template fills in is left alone")
    func filled() {
        #expect(trial.template("<a href='https://{{name}}п.io'>x</a>").findings.isEmpty)
    }
}
