import Findings
import Support
import TemplateLint
import Testing

@Suite struct DataURITests {
    let trial = RuleTrial("images/data-uri")

    @Test("an image in the HTML is found")
    func found() {
        let html: MarkedText = "<img 1️⃣src='data:image/png;base64,AAAA'><img src='https://a/data:'>"
        #expect(trial.html(html.text).places == html.all)
    }
}
