import Findings
import Support
import TemplateLint
import Testing

@Suite struct SpamPhraseTests {
    private func trial(_ phrases: [String] = [], common: Bool = false) -> RuleTrial {
        var settings = LintSettings()
        settings.unwantedPhrases = phrases
        settings.avoidsSpamPhrases = common
        return RuleTrial("text/spam-phrase", settings: settings)
    }

    @Test("without a list nothing is said")
    func off() {
        #expect(trial().html("<p>Act now! 100% free</p>").findings.isEmpty)
    }

    @Test("phrases of the sender are found in any spelling, through elements and line breaks")
    func own() {
        let html: MarkedText = "<p>é 1️⃣Gratis <b>\n LESEN</b> und 2️⃣ÜBERALL 3️⃣gratis lesen-x</p>"
        let report = trial(["gratis lesen", "überall", ""]).html(html.text)
        #expect(report.places == html.all)
        #expect(Set(report.severities) == [.info])
    }

    @Test("the common ones are found where they are asked for, in the subject too")
    func common() {
        let message: MarkedText = "1️⃣Subject: You are a winner\n\n2️⃣This is\nnot spam. 3️⃣Buy now."
        #expect(trial(common: true).message(message.text).places == message.all)
        #expect(trial(common: true).text("React nowadays, buy nowhere").findings.isEmpty)
    }
}
