import Findings
import Support
import TemplateLint
import Testing

@Suite struct TestStringTests {
    let trial = RuleTrial("text/test-string")

    @Test(
        "what filters are tested with is found",
        arguments: [
            "<p>XJS*1️⃣C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X</p>",
            "<p>X5O!P%@AP[4\\PZX54(P^)7CC)7}1️⃣$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*</p>",
            "<a href=\"1️⃣http://www.dbltest.com/\">x</a>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.error])
        #expect(trial.template(html.text).places == html.all)
    }

    @Test("their names are left alone", arguments: ["<p>GTUBE, EICAR</p>", "<a href='https://dbltest.com.io/'>x</a>"])
    func spared(_ html: String) {
        #expect(trial.html(html).findings.isEmpty)
    }
}
