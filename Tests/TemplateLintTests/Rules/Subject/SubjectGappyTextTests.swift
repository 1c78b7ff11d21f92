import Findings
import Support
import TemplateLint
import Testing

@Suite struct SubjectGappyTextTests {
    let trial = RuleTrial("subject/gappy-text")

    @Test(
        "single letters with the same gap are found",
        arguments: [
            "Subject: It is 1️⃣f.r.e.e today\n\n",
            "Subject: 1️⃣W I N N E R\n\n",
            "Subject: é 1️⃣f-r-e-e, 2️⃣c_a_s_h\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "abbreviations, lists, numbers and other scripts are left alone",
        arguments: [
            "Subject: U.S.S.R. and N.A.S.A.\n\n",
            "Subject: S/M/L/X, A, B, C, D\n\n",
            "Subject: 1 2 3 4 5\n\n",
            "Subject: a b c\n\n",
            "Subject: 今 日 は 良 い\n\n",
            "Subject: a.b c.d\n\n",
            "Subject: x.y.z.word\n\n",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }
}
