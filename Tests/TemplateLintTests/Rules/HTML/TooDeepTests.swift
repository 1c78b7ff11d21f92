import Findings
import Support
import TemplateLint
import Testing

@Suite struct TooDeepTests {
    let trial = RuleTrial("html/too-deep")

    @Test(
        "HTML that is nested without end is not read",
        arguments: [
            ("", "<div>"), ("", "<p><table><td>"), ("<svg>", "<td>"), ("<svg>", "<input>"), ("<math>", "<tr>"),
            ("", "<dd><li>"), ("<template>", "<div>"), ("", "<ul><li>"), ("", "<object><p>"),
        ])
    func refused(_ start: String, _ piece: String) {
        let report = trial.html(start + String(repeating: piece, count: 5000))
        #expect(report.severities == [.error])
    }

    @Test("deep but honest HTML is read")
    func honest() {
        #expect(trial.html(String(repeating: "<div>", count: 500) + "x").findings.isEmpty)
    }

    @Test(
        "elements whose end tags may be left out are not nested",
        arguments: [
            ("", "<p>x<br>"), ("<ul>", "<li>x<p>y"), ("<dl>", "<dt>x<dd>y"), ("<table>", "<tr><td>x<th>y"),
            ("<table>", "<tbody><tr><td><p>x"), ("", "<font color=red>x<p>y</font>"),
        ])
    func optionalEndTags(_ start: String, _ piece: String) {
        let html = "<html lang=en><title>t</title><body>" + start + String(repeating: piece, count: 5000)
        #expect(trial.html(html).findings.isEmpty)
        #expect(RuleTrial("size/too-large").html(html).findings.isEmpty)
    }
}
