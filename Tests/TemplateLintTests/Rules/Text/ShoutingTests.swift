import Findings
import Support
import TemplateLint
import Testing

@Suite struct ShoutingTests {
    let trial = RuleTrial("text/shouting")

    private func many(_ word: String) -> String { String(repeating: word + " ", count: 80) }

    @Test("a mail of capitals is found at its loudest text")
    func found() {
        let html: MarkedText = "<p>Small words</p><p> 1️⃣\(many("BIG"))</p>"
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.info])
        #expect(trial.text(many("ГРОМКО")).findings.count == 1)
    }

    @Test("sentences, short texts and scripts without capitals are left alone")
    func spared() {
        for text in ["\(many("Big"))", "BIG SALE NOW", many("日本語"), "BIG \(many("quiet words"))"] {
            #expect(trial.html("<p>\(text)</p>").findings.isEmpty)
        }
    }

    @Test("one half is not more than half")
    func half() {
        #expect(trial.text(many("ABcd")).findings.isEmpty)
        #expect(trial.text(many("ABCd")).findings.count == 1)
    }
}
