import Findings
import Support
import TemplateLint
import Testing

@Suite struct ContrastAATests {
    let trial = RuleTrial("accessibility/contrast-aa")

    @Test("a contrast that is too low is found once for each pair of colours")
    func found() {
        let html: MarkedText = "<body bgcolor=#ffffff><p style='color:#777'>1️⃣some</p><p style='color:#777'>words</p>"
        let report = trial.html(html.text)
        #expect(report.places == html.all)
        #expect(report.labels == ["#777777 on #ffffff: 4.4"])
    }

    @Test("large text needs less")
    func large() {
        let html = "<body bgcolor=#fff style='background:#fff'><p style='color:#8e8e8e;font:bold 19px x'>a</p>"
        #expect(trial.html(html).findings.isEmpty)
        #expect(trial.html(html.replacing("bold ", with: "")).findings.count == 1)
    }

    @Test("colours that are not written are not judged")
    func unknown() {
        #expect(trial.html("<p style='color:#999'>x").findings.isEmpty)
        #expect(trial.html("<body style='background:#fff'><a href=x>blue</a>").findings.isEmpty)
    }
}
