import Findings
import Support
import TemplateLint
import Testing

@Suite struct MetaRefreshTests {
    let trial = RuleTrial("html/meta-refresh")

    @Test("a refresh is an error, a base with an address warns")
    func found() {
        let html: MarkedText = "<head>1️⃣<META HTTP-EQUIV=' Refresh ' content=0>2️⃣<base href='https://a.example'></head>"
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.error, .warning])
    }

    @Test("other meta elements, and a base without an address, are left alone")
    func spared() {
        #expect(trial.html("<meta name=refresh><meta http-equiv=x><base target=_blank>").findings.isEmpty)
    }
}
