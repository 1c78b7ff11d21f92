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

    @Test("what wanted mail hardly says counts towards the score, in the subject and the text, and is no finding")
    func telling() {
        let report = trial().message("Subject: Cheap Viagra\n\nNo prescription\nneeded. Viagral.")
        #expect(report.findings.isEmpty)
        #expect(report.score.explanation == ["1.0 text/spam-phrase (2 × not a finding)"])
        #expect(trial().text("Act now! Read about prescriptions.").score.total == 0)
    }

    @Test("where it is a finding as well, it counts once")
    func once() {
        let report = trial(["viagra"]).text("viagra, viagra")
        #expect(report.score.explanation == ["1.0 text/spam-phrase (2 × info)"])
    }

    @Test("a comment that disables the rule disables what it adds, and is of use then")
    func disabled() {
        let settings = LintSettings()
        let linter = Linter(.marketing, settings: settings)
        let html = "<!-- mailproof-disable-file text/spam-phrase -- our trade -->\n<p>Viagra</p>"
        let report = linter.lint(final: SourceText(file: "a.html", text: html))
        #expect(report.score.terms.allSatisfy { $0.rule != "text/spam-phrase" })
        #expect(report.findings.allSatisfy { $0.rule != "lint/unused-disable" })
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
