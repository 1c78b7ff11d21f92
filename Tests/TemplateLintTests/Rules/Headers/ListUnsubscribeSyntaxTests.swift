import Findings
import Support
import TemplateLint
import Testing

@Suite struct ListUnsubscribeSyntaxTests {
    let trial = RuleTrial("headers/list-unsubscribe-syntax")

    @Test(
        "what is no list of addresses is found where it stands",
        arguments: [
            "List-Unsubscribe: 1️⃣https://b.io/u\n\n",
            "List-Unsubscribe: <1️⃣http://b.io/u>\n\n",
            "List-Unsubscribe: <1️⃣https:///>\n\n",
            "List-Unsubscribe: <1️⃣mailto:?x>\n\n",
            "List-Unsubscribe: <1️⃣ftp://b.io>\n\n",
            "List-Unsubscribe: <1️⃣b.io/u>\n\n",
            "List-Unsubscribe: 1️⃣<https://b.io/u\n\n",
            "List-Unsubscribe: <1️⃣https://b.io/ u>\n\n",
            "List-Unsubscribe: <https://b.io/u> 1️⃣or <mailto:u@b.io>\n\n",
            "List-Unsubscribe: <https://b.io/u>, <1️⃣http://b.io/u>\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "https and mailto addresses, comments and folds are right",
        arguments: [
            "List-Unsubscribe: <https://b.io/u>\n\n",
            "List-Unsubscribe: <mailto:u@b.io?subject=a>,\n <https://b.io/u,v>\n\n",
            "List-Unsubscribe: (a <comment>) <https://b.io/u>\n\n",
            "List-Unsubscribe: \n\n",
            "From: a@b.io\n\n",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }

    @Test("what others can use beside it is a warning, what nobody can use is an error")
    func severities() {
        #expect(trial.message("List-Unsubscribe: <http://b.io>\n\n").severities == [.error])
        #expect(trial.message("List-Unsubscribe: <http://b.io>, <mailto:u@b.io>\n\n").severities == [.warning])
        #expect(trial.message("List-Unsubscribe: <https://b.io/ u>\n\n").severities == [.warning])
    }
}
