import Findings
import Support
import TemplateLint
import Testing

@Suite struct TitleMissingTests {
    let trial = RuleTrial("accessibility/title-missing")

    @Test(
        "no title and an empty one are found",
        arguments: [
            "<html>1️⃣<head></head><p>x", "1️⃣<html><p>x", "<head>1️⃣<title> \n</title></head><p>x",
            "<html>1️⃣<head><body><svg><title>x</title></svg>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.info])
    }

    @Test(
        "titles, pieces of HTML and what a template may bring are left alone",
        arguments: [
            "<html><title>x</title>", "<p>x", "<html><head><title>{{t}}</title>", "<html><head>{{>head}}</head>",
        ])
    func spared(_ html: String) {
        #expect(trial.template(html).findings.isEmpty)
    }
}
