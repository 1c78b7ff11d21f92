import Findings
import Support
import TemplateLint
import Testing

@Suite struct GenericTextTests {
    let trial = RuleTrial("links/generic-text")

    @Test(
        "texts that say nothing of the link are found",
        arguments: [
            "1️⃣<a href='https://a.io'>Click here!</a>", "1️⃣<a href='https://a.io'> <b>HERE</b> » </a>",
            "1️⃣<a href='https://a.io'>Klicken Sie hier</a>", "1️⃣<a href='https://a.io'>点击这里</a>",
            "1️⃣<a href='https://a.io/b'>https://a.io/b?c=1</a>", "1️⃣<a href='https://a.io'>Cliquez ici →</a>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.info])
    }

    @Test(
        "texts with a meaning are left alone",
        arguments: [
            "<a href='https://a.io'>Learn more</a>", "<a href='https://a.io'>Here is your invoice</a>",
            "<a href='https://a.io' aria-label='Your invoice'>here</a>", "<a href='https://a.io'>a.io</a>",
            "<a href='https://a.io'>https://a.io/</a>", "<a href='https://a.io'><img alt=here></a>",
            "<a href='https://a.io/b'>Confirm</a> or paste <a href='https://a.io/b'>https://a.io/b</a>",
            "<a href='https://a.io'>{{here}}</a>",
        ])
    func spared(_ html: String) {
        #expect(trial.template(html).findings.isEmpty)
    }
}
