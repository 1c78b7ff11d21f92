import Findings
import Support
import TemplateLint
import Testing

@Suite struct LayoutTableRoleTests {
    let trial = RuleTrial("accessibility/layout-table-role")

    @Test("each table that only lays out is found")
    func found() {
        let html: MarkedText = "1️⃣<table><tr><td>2️⃣<table width=100%><tr><td>x</table></table>"
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.info, .info])
    }

    @Test("a table of data within one that lays out speaks for itself alone")
    func nested() {
        let html: MarkedText = "1️⃣<table><tr><td><table><tr><th>x</table></table>"
        #expect(trial.html(html.text).places == html.all)
    }

    @Test(
        "tables with a role, of data, and those that a template completes are left alone",
        arguments: [
            "<table role=presentation><tr><td>x</table>", "<table role='{{role}}'><tr><td>x</table>",
            "<table><caption>x</caption><tr><td>x</table>", "<table><tr><td scope=row>x</table>",
            "<table summary=x><tr><td>x</table>", "<table {{attributes}}><tr><td>x</table>",
        ])
    func spared(_ html: String) {
        #expect(trial.template(html).findings.isEmpty)
    }
}
