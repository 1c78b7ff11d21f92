import Findings
import Support
import TemplateLint
import Testing

@Suite struct LiteralNullTests {
    let trial = RuleTrial("personalization/literal-null")

    @Test(
        "values of programs are found",
        arguments: [
            "<p>Hi 1️⃣undefined,</p>", "<p>a &amp; 1️⃣[object Object]</p>", "<td>1️⃣null</td>", "<p>Due 1️⃣Invalid Date</p>",
            "<p>Sum: 1️⃣NaN</p>", "<p>Dear 1️⃣None</p>", "<p>1️⃣Optional(\"Ana\")</p>",
            "<a href=\"1️⃣https://a/u/undefined\">x</a>", "<a href=\"1️⃣https://a/?u=null&amp;x=1\">x</a>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.html(html.text).places == html.all)
    }

    @Test(
        "words of a text are left alone",
        arguments: [
            "<p>None of these is null and void.</p>", "<p>Optional extras</p>", "<p>nullable, undefinedness, Nan</p>",
            "<code>null</code>", "<a href='https://a/nullify'>x</a>",
        ])
    func spared(_ html: String) {
        #expect(trial.html(html).findings.isEmpty)
    }

    @Test("what a tag printed is certain wherever it stands")
    func printed() throws {
        let template: MarkedText = "<p>Your plan is 1️⃣{{plan}} until further notice</p>"
        #expect(try trial.rendered(template.text, .mapping(["plan": .text("null")])).places == template.all)
        #expect(try trial.rendered(template.text, .mapping(["plan": .mapping([:])])).places == template.all)
        #expect(try trial.rendered(template.text, .mapping(["plan": .text("null and void")])).findings.isEmpty)
    }
}
