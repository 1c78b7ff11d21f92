import Findings
import Support
import TemplateLint
import Testing

@Suite struct TrackingPixelTests {
    let trial = RuleTrial("images/tracking-pixel")

    @Test("a pixel from the net is a remark that names its host")
    func found() {
        let html: MarkedText = "<img width=1 height=1 src=\"1️⃣https://count.a.io/{{id}}\">"
        #expect(trial.template(html.text).places == html.all)
        #expect(trial.template(html.text).severities == [.info])
        #expect(trial.template(html.text).messages.first?.contains("count.a.io") == true)
        #expect(trial.html("<img style='width:0;height:0' src='//a.io/p'>").findings.count == 1)
    }

    @Test("a host of somebody else warns in a message, unless it counts for the sender")
    func foreign() {
        let message = """
            From: Acme <a@acme.io>
            Content-Type: text/html

            <img width=1 height=1 src="https://count.other.net/p"><img width=1 height=1 src="https://c.acme.io/p">
            """
        #expect(trial.message(message).severities == [.warning, .info])
        var settings = LintSettings()
        settings.trackingHosts = ["other.net"]
        #expect(RuleTrial("images/tracking-pixel", settings: settings).message(message).severities == [.info, .info])
    }

    @Test(
        "lines, gaps, attachments and images of unknown size are left alone",
        arguments: [
            "<img width=600 height=1 src='https://a.io/x'>", "<img width=1 src='https://a.io/x'>",
            "<img width=1 height=1 src='cid:x'>", "<img width=1 height=1 src='data:,x'>", "<img width=1 height=1>",
            "<img width='100%' height='1' src='https://a.io/x'>",
        ])
    func spared(_ html: String) {
        #expect(trial.html(html).findings.isEmpty)
    }
}
