import Findings
import Support
import TemplateLint
import Testing

@Suite struct FillerTextTests {
    let trial = RuleTrial("html/filler-text")

    @Test(
        "filler is an error in a finished mail and a remark in a template",
        arguments: [
            "<p>1️⃣Lorem  ipsum dolor sit amet, consectetur adipiscing</p>", "<p>x <b>1️⃣LOREM</b> ipsum</p>",
            "<p>\n Hi. 1️⃣Your&nbsp;text here!</p>", "<td>1️⃣Hier steht Ihr Text</td>", "<p>é 1️⃣tu TEXTO aquí</p>",
        ] as [MarkedText])
    func certain(_ html: MarkedText) {
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.error])
        #expect(trial.template(html.text).severities == [.info])
    }

    @Test(
        "what a mail may mean warns",
        arguments: [
            "<p>Dear 1️⃣[First Name],</p>", "<p>1️⃣TODO: write</p>", "<p>x [1️⃣FIXME] y</p>", "<p>to 1️⃣test@test</p>",
        ] as [MarkedText])
    func likely(_ html: MarkedText) {
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.warning])
    }

    @Test("one stretch of filler is told once, two are told twice")
    func stretches() {
        let gap = String(repeating: "words ", count: 100)
        #expect(trial.html("<p>lorem ipsum dolor sit amet</p>\(gap)<p>lorem ipsum</p>").findings.count == 2)
        #expect(trial.text("lorem ipsum dolor sit amet, consectetur adipiscing").findings.count == 1)
    }

    @Test("filler in the subject is found")
    func subject() {
        let message: MarkedText = "From: a@b.io\n1️⃣Subject: Lorem ipsum\n\nHello"
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "words, code and other languages are left alone",
        arguments: [
            "<p>LO TENEMOS TODO: moda</p>", "<p>Todo (casi) gratis</p>", "<code>lorem ipsum</code>",
            "<p>Text here your answer</p>", "<p>Send it to contest@testing.io</p>", "<p>floremipsum</p>",
            "<!-- TODO: lorem ipsum --><p>x</p>", "<p>Your texts here</p>",
        ])
    func spared(_ html: String) {
        #expect(trial.html(html).findings.isEmpty)
    }
}
