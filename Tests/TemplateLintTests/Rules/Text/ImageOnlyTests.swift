import Findings
import Support
import TemplateLint
import Testing

@Suite struct ImageOnlyTests {
    let trial = RuleTrial("text/image-only")

    @Test("an image without text is an error, with little a warning")
    func alone() {
        let html: MarkedText = "<body>1️⃣<img src=a width=600 alt='buy'>"
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.error])
        #expect(trial.html("<img src=a><p>" + String(repeating: "word ", count: 30)).severities == [.warning])
        #expect(trial.template("<img src=a><p>x").severities == [.info])
    }

    @Test("hidden text does not count, a pixel is no image")
    func spared() {
        let text = String(repeating: "word ", count: 100)
        #expect(trial.html("<img src=a><p>\(text)").findings.isEmpty)
        #expect(trial.html("<img src=a><p style='display:none'>\(text)").findings.count == 1)
        #expect(trial.html("<img src=a width=1 height=1><p>x").findings.isEmpty)
        #expect(trial.html("<img src=logo width=120><p>x").findings.isEmpty)
        #expect(trial.template("<img src=a>{{{body}}}").findings.isEmpty)
    }
}
