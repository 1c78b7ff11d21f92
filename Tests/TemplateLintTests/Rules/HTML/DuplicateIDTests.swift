import Findings
import Support
import TemplateLint
import Testing

@Suite struct DuplicateIDTests {
    let trial = RuleTrial("html/duplicate-id")

    @Test("the second element with an id is found at its id")
    func found() {
        let html: MarkedText = "<p id=a>x</p><p 1️⃣id='a'>y</p><p 2️⃣id=a>z</p>"
        #expect(trial.html(html.text).places == html.all)
    }

    @Test("an element that the parser opens again is one element")
    func openedAgain() {
        #expect(trial.html("<p><b id=a>x</p><p>y</b></p>").findings.isEmpty)
    }

    @Test("a template whose sections are alternatives is not looked at before it is filled")
    func template() throws {
        let template = "{{#a}}<p id=x>1</p>{{/a}}{{^a}}<p id=x>2</p>{{/a}}"
        #expect(trial.template(template).skipped.count == 1)
        #expect(try trial.rendered(template, .mapping([:])).findings.isEmpty)
    }
}
