import Findings
import Support
import TemplateLint
import Testing

@Suite struct ForbiddenSchemeTests {
    let trial = RuleTrial("links/forbidden-scheme")

    @Test(
        "schemes that run or hide something are found",
        arguments: [
            "<a href=\"1️⃣javascript:void(0)\">x</a>", "<a href=\"1️⃣ java\tscript:x\">x</a>",
            "<a href=\"1️⃣data:text/html,x\">x</a>", "<form action='1️⃣FILE:///etc'></form>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.html(html.text).places == html.all)
    }

    @Test("web, mail, phone and relative links are left alone")
    func spared() {
        let html = "<a href='https://a'>x</a><a href='mailto:a@b'>x</a><a href='tel:1'>x</a><a href='data'>x</a>"
        #expect(trial.html(html).findings.isEmpty)
    }
}
