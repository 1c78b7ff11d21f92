import Findings
import Support
import TemplateLint
import Testing

@Suite struct RelativeSourceTests {
    let trial = RuleTrial("images/relative-src")

    @Test("sources without an address are found")
    func found() {
        let html: MarkedText = "<img 1️⃣src='a.png'><img 2️⃣src='/img/a.png'><img 3️⃣src=''>"
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.error, .error, .error])
        #expect(trial.template(html.text).severities == [.warning, .warning, .warning])
    }

    @Test("whole addresses, attachments and tags are left alone")
    func spared() {
        let html = "<img src='https://a/b'><img src='//a/b'><img src='cid:1'><img src='data:,x'><img src='{{x}}/a.png'>"
        #expect(trial.template(html).findings.isEmpty)
    }
}
