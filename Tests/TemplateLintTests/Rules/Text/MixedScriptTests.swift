import Findings
import Support
import TemplateLint
import Testing

@Suite struct MixedScriptTests {
    let trial = RuleTrial("text/mixed-script")

    @Test(
        "words with letters that look like others are found",
        arguments: [
            "<p>your 1️⃣P\u{430}ypal account</p>", "<p>&eacute; 1️⃣Cтоимость</p>", "<p>1️⃣m\u{456}crosoft</p>",
            "<p>the 1️⃣\u{391}mazon shop</p>", "<p>1️⃣\u{421}OVID</p>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.warning])
    }

    @Test("the label names the letter")
    func label() {
        #expect(trial.text("P\u{430}ypal").labels == ["U+0430 is Cyrillic"])
        #expect(trial.text("Cтоимость").labels == ["U+0043 is Latin"])
    }

    @Test("one in the subject is found")
    func subject() {
        let message: MarkedText = "1️⃣Subject: =?utf-8?Q?P=D0=B0ypal?=\n\nx"
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "words that people mix, and words side by side, are left alone",
        arguments: [
            "5 μm, Δt, Ωm, βcarotene", "IT-отдел SMSка PDFы CRMа HRом", "Привет, Paypal", "e\u{301}té", "日本abc",
            "iPhone'ов", "<code>P\u{430}ypal</code>", "νm",
        ])
    func spared(_ text: String) {
        #expect(trial.html("<p>\(text)</p>").findings.isEmpty)
    }
}
