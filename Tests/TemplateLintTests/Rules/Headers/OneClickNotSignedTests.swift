import Findings
import Support
import TemplateLint
import Testing

@Suite struct OneClickNotSignedTests {
    let trial = RuleTrial("headers/one-click-not-signed")

    private let pair = "List-Unsubscribe: <https://b.io/u>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n\n"

    @Test("the field that no signature covers is named, at the h= tag of the one that lacks the least")
    func found() {
        let message: MarkedText = """
            DKIM-Signature: d=c.io; h=from:to; b=
            DKIM-Signature: v=1; d=b.io; h=1️⃣from:List-Unsubscribe; b=
            \(pair)
            """
        let report = trial.message(message.text)
        #expect(report.places == message.all)
        #expect(
            report.messages == ["have b.io sign List-Unsubscribe-Post: without it receivers show no one-click button"])
    }

    @Test("two signatures with one field each cover neither")
    func split() {
        let each = "DKIM-Signature: d=b.io; h=list-unsubscribe\nDKIM-Signature: d=c.io; h=list-unsubscribe-post\n"
        #expect(trial.message(each + pair).findings.count == 1)
    }

    @Test(
        "one signature that covers both is enough, folded and in any capitals",
        arguments: ["h=List-Unsubscribe:\n\tLIST-UNSUBSCRIBE-POST", "h = list-unsubscribe-post : list-unsubscribe"])
    func covered(tag: String) {
        #expect(
            trial.message("DKIM-Signature: d=c.io; h=from\nDKIM-Signature: d=b.io; \(tag); b=\n\(pair)").findings
                .isEmpty)
    }

    @Test("an unsigned message is skipped, and one without the fields has nothing to sign")
    func silent() {
        #expect(trial.message(pair).skipped.map(\.reason) == ["needs a signed message"])
        #expect(trial.message("DKIM-Signature: d=b.io; h=from\n\n").findings.isEmpty)
    }
}
