import Findings
import Support
import TemplateLint
import Testing

@Suite struct SubjectAllCapsTests {
    let trial = RuleTrial("subject/all-caps")

    @Test("shouting is remarked on")
    func shouting() {
        let message: MarkedText = "1️⃣Subject: Re: GROẞE NEUIGKEITEN HEUTE\n\n"
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "short ones, single words, small letters and scripts without cases are left alone",
        arguments: [
            "FYI: OK", "CONGRATULATIONS!", "ORDER confirmed TODAY", "今日のニュース と お知らせ です", "2026-11-21 10:04 12345",
        ])
    func spared(_ subject: String) {
        #expect(trial.message("Subject: \(subject)\n\n").findings.isEmpty)
    }
}
