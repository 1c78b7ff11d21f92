import Findings
import Support
import TemplateLint
import Testing

@Suite struct DoctypeMissingTests {
    let trial = RuleTrial("html/doctype-missing")

    @Test("HTML without a doctype is told where to write it")
    func missing() {
        let html: MarkedText = "\n 1️⃣<html><body>x"
        #expect(trial.html(html.text).places == html.all)
    }

    @Test("any doctype will do", arguments: ["<!doctype html><p>x", " <!DOCTYPE html PUBLIC \"a\" \"b\"><p>x"])
    func present(_ html: String) {
        #expect(trial.html(html).findings.isEmpty)
    }

    @Test("a fragment, or a template whose partial may bring it, is left alone")
    func fragments() {
        #expect(trial.template("<tr><td>{{x}}</td></tr>").findings.isEmpty)
        #expect(trial.template("{{> head}}<body>x</body>").findings.isEmpty)
        #expect(trial.template("<body>x</body>").findings.count == 1)
    }
}
