import Findings
import Support
import TemplateLint
import Testing

@Suite struct IPHostTests {
    let trial = RuleTrial("links/ip-host")

    @Test(
        "every spelling of an address is found",
        arguments: [
            "<a href=\"1️⃣https://8.8.4.4/x\">x</a>", "<a href=\"1️⃣https://134743044/x\">x</a>",
            "<a href=\"1️⃣https://0x08080404\">x</a>", "<a href=\"1️⃣https://010.8.4.4\">x</a>",
            "<a href=\"1️⃣https://8.8.1028\">x</a>", "<a href=\"1️⃣https://[2606:4700::1111]:443/\">x</a>",
            "<img src=\"1️⃣http://8.8.4.4/a.png\">", "<form action=\"1️⃣http://8.8.4.4/\"></form>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.template(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.error])
    }

    @Test("an address in plain text is found")
    func plain() {
        let text: MarkedText = "See (1️⃣https://8.8.4.4/x). And https://acme.io/8.8.4.4."
        #expect(trial.text(text.text).places == text.all)
    }

    @Test("the label says which address an odd spelling is")
    func spelling() {
        #expect(trial.html("<a href='http://0x8.010.1028'>x</a>").labels == ["another spelling of 8.8.4.4"])
    }

    @Test(
        "names, private addresses and what a template fills in are left alone",
        arguments: [
            "<a href='https://8-8-4-4.acme.io'>x</a>", "<a href='https://acme.io/8.8.4.4'>x</a>",
            "<a href='https://10.0.0.1'>x</a>", "<a href='https://2130706433'>x</a>",
            "<a href='https://8.8.4.{{n}}'>x</a>", "<a href='https://8.8.4.4.5'>x</a>",
            "<a href='https://8.8.4.256'>x</a>", "<a href='https://08.8.4.4'>x</a>", "<a href='tel:8.8.4.4'>x</a>",
        ])
    func spared(_ html: String) {
        #expect(trial.template(html).findings.isEmpty)
    }
}
