import Findings
import Support
import TemplateLint
import Testing

@Suite struct SubjectInvisibleCharactersTests {
    let trial = RuleTrial("subject/invisible-characters")

    @Test(
        "what cannot be seen is found, in encoded words too",
        arguments: [
            "Subject: pay1️⃣\u{200B}ment\n\n",
            "Subject: a1️⃣\u{202E}b\n\n",
            "Subject: x 1️⃣=?utf-8?Q?pay=C2=ADment?=\n\n",
            "Subject: a1️⃣\u{E0041}\n\n",
            "Subject: a1️⃣\u{FEFF}b2️⃣\u{200D}c\n\n",
            "Subject: a1️⃣\u{200F}b\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "what a script or an emoji needs is left alone",
        arguments: [
            "Subject: \u{1F469}\u{200D}\u{1F4BB} \u{2764}\u{FE0F}\u{200D}\u{1F525}\n\n",
            "Subject: می\u{200C}خواهم\n\n",
            "Subject: שלום\u{200F}!\n\n",
            "Subject: สวัสดี\u{200B}ครับ\n\n",
            "Subject: \u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}\n\n",
            "Subject: क्\u{200D}ष\n\n",
            "Subject: x  \n\n",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }

    @Test("blanks that are encoded at the end are a remark")
    func blanks() {
        let message: MarkedText = "Subject: x 1️⃣=?utf-8?Q?_y__?=\n\n"
        #expect(trial.message(message.text).places == message.all)
        #expect(trial.message(message.text).severities == [.info])
    }
}
