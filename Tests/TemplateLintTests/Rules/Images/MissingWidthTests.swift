import Findings
import Support
import TemplateLint
import Testing

@Suite struct MissingWidthTests {
    let trial = RuleTrial("images/missing-width")

    @Test("images without a width attribute are found, pixels are not")
    func found() {
        let html: MarkedText = """
            1️⃣<img src=a style='width:10px'><img src=b width=10><img src=c style='width:1px;height:1px'>
            """
        #expect(trial.html(html.text).places == html.all)
    }
}
