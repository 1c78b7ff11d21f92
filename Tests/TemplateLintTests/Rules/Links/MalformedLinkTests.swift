import Findings
import Support
import TemplateLint
import Testing

@Suite struct MalformedLinkTests {
    let trial = RuleTrial("links/malformed")

    @Test(
        "links that cannot work are found",
        arguments: [
            "<a href=\"1️⃣www.acme.io\">x</a>", "<a href=\"1️⃣acme.io/x\">x</a>", "<a href=\"1️⃣help@acme.io\">x</a>",
            "<a href=\"1️⃣https//acme.io\">x</a>", "<a href=\"1️⃣htps://acme.io\">x</a>",
            "<a href=\"1️⃣https://http://acme.io\">x</a>", "<a href=\"1️⃣https:/acme.io\">x</a>",
            "<a href=\"1️⃣https:///acme.io\">x</a>", "<a href=\"1️⃣https://acme..io\">x</a>",
            "<a href=\"1️⃣https://acme io/\">x</a>", "<a href=\"1️⃣https://acme.io:99999/\">x</a>",
            "<a href=\"1️⃣https://acme.io:8o/\">x</a>", "<a href=\"1️⃣https://acme,io/\">x</a>",
            "<a href=\"1️⃣mailto:help\">x</a>", "<a href=\"1️⃣https://?x\">x</a>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.error])
        #expect(trial.template(html.text).severities == [.error])
    }

    @Test(
        "what a later step may complete warns in a template, and is an error in a finished mail",
        arguments: [
            "<a href=\"1️⃣/offer\">x</a>", "<a href=\"1️⃣offer.html\">x</a>", "<a href=\"1️⃣?x=1\">x</a>",
            "<a href=\"1️⃣https://unsubscribe\">x</a>", "<a href=\"1️⃣mailto:\">x</a>",
        ] as [MarkedText])
    func relative(_ html: MarkedText) {
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.error])
        #expect(trial.template(html.text).severities == [.warning])
    }

    @Test("blanks in a link warn")
    func blanks() {
        let html: MarkedText = "<a href=\"1️⃣https://acme.io/a b\">x</a><a href=\" https://acme.io/a \">x</a>"
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.warning])
    }

    @Test("what a program left in a link is an error once the mail is finished")
    func fields() {
        let html: MarkedText = "<a href=\"1️⃣https://acme.io/{order_id}\">x</a>"
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.template(html.text).findings.isEmpty)
    }

    @Test(
        "whole links, anchors, apps and what a template fills in are left alone",
        arguments: [
            "<a href='https://acme.io/a?b=c#d'>x</a>", "<a href='#top'>x</a>", "<a href='/'>x</a>", "<a href=''>x</a>",
            "<a href='acme://open/1'>x</a>", "<a href='tel:+43 1 2345'>x</a>", "<a href='//acme.io/x'>x</a>",
            "<a href='{{url}}'>x</a>", "<a href='{{base}}/x y'>x</a>", "<a href='https://{{h}}/x'>x</a>",
            "<a href='https://{{#t}}a.{{/t}}acme.io'>x</a>", "<a href='mailto:{{to}}'>x</a>",
            "<a href='mailto:?subject=x'>x</a>", "<a href='mailto:a@acme.io?subject=x'>x</a>",
            "<a href='*|UNSUB|*'>x</a>", "<a href='%unsubscribe_url%'>x</a>", "<a href='[[url]]'>x</a>",
            "<a href='https://localhost'>x</a>", "<a href='https://8.8.4.4/'>x</a>", "<a href='https://[::2]/'>x</a>",
            "<a href='https://acme.io./x'>x</a>", "<a href='https://a_b.acme.io/x'>x</a>",
            "<a href='https://münchen.de/x'>x</a>", "<form action=''></form>", "<a href='javascript:a b'>x</a>",
            "<a href='https://acme.io/{3F2504E0-4F89-11D3-9A0C-0305E82C3301}'>x</a>",
        ])
    func spared(_ html: String) {
        let report = trial.template(html)
        #expect(report.findings.isEmpty, "\(report.messages)")
    }
}
