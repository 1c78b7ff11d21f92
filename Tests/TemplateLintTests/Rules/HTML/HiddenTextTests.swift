import Findings
import Support
import TemplateLint
import Testing

@Suite struct HiddenTextTests {
    let trial = RuleTrial("html/hidden-text")

    @Test(
        "what an inline style hides behind seen text is found",
        arguments: [
            "display:none", "visibility: hidden", "opacity:0", "font-size:0", "font-size: 1px",
            "max-height:0;overflow:hidden", "text-indent:-9999px", "DISPLAY: NONE !important",
        ])
    func hidden(style: String) {
        let html: MarkedText = "<p>Seen first</p>1️⃣<div style=\"\(style)\">secret words</div>"
        let report = trial.html(html.text)
        #expect(report.places == html.all)
        #expect(report.severities == [.error])
    }

    @Test("a little hidden text only warns")
    func share() {
        let seen = String(repeating: "many words are seen here ", count: 20)
        #expect(trial.html("<p>\(seen)</p><p hidden>x</p>").severities == [.warning])
    }

    @Test(
        "what is meant to be hidden is left alone",
        arguments: [
            "<div style='display:none'>Preheader text</div><p>Seen</p>",
            "<p>Seen</p><div style='mso-hide:all;display:none'>for others</div>",
            "<style>.mobile{display:block!important}</style><p>Seen</p><div class='a mobile' style='display:none'>x</div>",
            "<p>Seen</p><div style='display:none'> &zwnj;&nbsp;&#847; </div>",
            "<p>Seen</p><td style='font-size:0'><span style='font-size:14px'>Seen too</span></td>",
            "<p>Seen</p><img style='display:none' src='https://a/b.png' alt='x'>",
            "<p>Seen</p><p style='opacity:0.5;font-size:12px;max-height:0'>Seen</p>",
        ])
    func spared(html: String) {
        #expect(trial.html(html).findings.isEmpty)
    }

    @Test("a preheader that goes on and on is no preheader")
    func longPreheader() {
        let text = String(repeating: "casino ", count: 100)
        #expect(trial.html("<div style='display:none'>\(text)</div><p>Seen</p>").findings.count == 1)
    }
}
