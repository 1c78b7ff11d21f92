import Findings
import Support
import TemplateLint
import Testing

@Suite struct DisplayNameDecorationTests {
    let trial = RuleTrial("from/display-name-decoration")

    @Test(
        "emoji, marks and counters are found",
        arguments: [
            "From: 1️⃣=?utf-8?Q?Acme_=E2=9C=85?= <a@b.io>\n\n",
            "From: 1️⃣\"Acme (2)\" <a@b.io>\n\n",
            "From: 1️⃣\"[1] Acme\" <a@b.io>\n\n",
            "From: 1️⃣\"Acme [v]\" <a@b.io>\n\n",
            "From: 1️⃣\"★ Acme\" <a@b.io>\n\n",
            "From: 1️⃣\"\u{2764}\u{FE0F} Acme\" <a@b.io>\n\n",
            "From: 1️⃣\"Acme ()\" <a@b.io>\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "names with signs of their own are left alone",
        arguments: [
            "From: \"Acme® & Söhne™ (UK)\" <a@b.io>\n\n",
            "From: \"Expo (2026)\" <a@b.io>\n\n",
            "From: \"Studio 54 #1 [Berlin\" <a@b.io>\n\n",
            "From: a@b.io\n\n",
            "From: \"V (band)\" <a@b.io>\n\n",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }
}
