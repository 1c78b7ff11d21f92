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
            // What closes nothing.
            ("", "<div><!--</div>-->"), ("", "<div title='</div>'>"),
            ("", "<div><i =\" a=\"></div>\"></i>"), ("", "<div><style></div></style>"),
            ("", "<div><TEXTAREA></div></TextArea >"), ("", "<div><script><!--<script></script></div>--></script>"),
            ("", "<div><!doctype </div><?x </div>"), ("", "<div><title></titles></div></title>"),
            ("<svg>", "<g><style><!--</style></g>--></style>"), ("<svg>", "<g><![CDATA[></g>]]>"),
            ("<select></select>", "<div><title></div></title>"), ("", "<noscript><div></div>"),
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
        "elements whose end tags may be left out are not nested, nor is what is closed",
        arguments: [
            ("", "<p>x<br>"), ("<ul>", "<li>x<p>y"), ("<dl>", "<dt>x<dd>y"), ("<table>", "<tr><td>x<th>y"),
            ("<table>", "<tbody><tr><td><p>x"), ("", "<font color=red>x<p>y</font>"),
            ("", "<div a=></div =\">"), ("", "<div><a href='x>y'>z</a></div>"), ("", "<div><!-- > --></div>"),
            ("", "<div><!--[if mso]><table><tr><td><![endif]-->x<!--[if mso]></td></tr></table><![endif]--></div>"),
            ("", "<div><style>a > b { }</style><script>if (a</b) {}</script></div>"),
        ])
    func optionalEndTags(_ start: String, _ piece: String) {
        let html = "<html lang=en><title>t</title><body>" + start + String(repeating: piece, count: 5000)
        #expect(trial.html(html).findings.isEmpty)
        #expect(RuleTrial("size/too-large").html(html).findings.isEmpty)
    }
}
