import Findings
import Support
import TemplateLint
import Testing

@Suite struct SenderIdentityMissingTests {
    private var trial: RuleTrial {
        var settings = LintSettings()
        settings.senderNames = ["Acme GmbH", "ÄCME"]
        return RuleTrial("compliance/sender-identity-missing", settings: settings)
    }

    @Test("a mail that does not say who sends it is found at its end")
    func found() {
        let html: MarkedText = "<p>Sale!</p><p>Acmes GmbH</p1️⃣>"
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.warning])
        let text: MarkedText = "Sale1️⃣!\n"
        #expect(trial.text(text.text).places == text.all)
    }

    @Test(
        "a name in the text, in an image, or one that a tag may print is enough",
        arguments: [
            "<p>ACME\n<b>GmbH</b></p>", "<p>© äcme 2026</p>", "<img alt='The Acme GmbH logo'>", "<p>{{company}}</p>",
            "<p>Sale{{>footer}}</p>",
        ])
    func spared(_ html: String) {
        #expect(trial.template(html).findings.isEmpty)
    }

    @Test("without a name nothing is said, nor of transactional mail")
    func off() {
        #expect(RuleTrial("compliance/sender-identity-missing").html("<p>Sale</p>").findings.isEmpty)
        var trial = trial
        trial.mailClass = .transactional
        #expect(trial.html("<p>Sale</p>").findings.isEmpty)
    }
}
