import Findings
import Support
import TemplateLint
import Testing

@Suite struct ImageAlternativeTests {
    let trial = RuleTrial("accessibility/img-alt")

    @Test("images without an alternative text are found")
    func found() {
        let html: MarkedText = "<p>\n1️⃣<img src=a><img src=b alt=''><img src=c alt=x>"
        #expect(trial.html(html.text).places == html.all)
    }

    @Test("decoration, and images whose attributes a tag may bring, are left alone")
    func spared() {
        #expect(trial.html("<img src=a role=presentation><img src=b aria-hidden=true>").findings.isEmpty)
        #expect(trial.template("<img src='a' {{{attributes}}}>").findings.isEmpty)
        #expect(trial.template("<img src='{{a}}'>").findings.count == 1)
    }
}
