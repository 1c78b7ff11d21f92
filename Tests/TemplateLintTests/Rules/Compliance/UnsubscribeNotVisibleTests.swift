import Findings
import Support
import TemplateLint
import Testing

@Suite struct UnsubscribeNotVisibleTests {
    let trial = RuleTrial("compliance/unsubscribe-not-visible")

    private func html(_ link: String) -> String {
        "<p>Our offer</p><table><tr><td>\(link)</td></tr></table>"
    }

    @Test(
        "a link that no reader sees is an error, and says why",
        arguments: [
            ("<a href=u style='font-size:7px'>Unsubscribe</a>", "7.0 pixels high"),
            ("<div style='display:none'><a href=u>Unsubscribe</a></div>", "hidden by display: none"),
            ("<a href=u style='color:#fff'>Unsubscribe</a>", "of the colour of its background"),
            ("<a href=unsubscribe><img src=x></a>", "an image without an alternative text"),
            ("\(String(repeating: "x", count: 103 << 10))<a href=u>Unsubscribe</a>", "beyond what Gmail shows"),
        ])
    func found(link: String, reason: String) {
        let report = trial.html(html(link))
        #expect(report.severities == [.error])
        #expect(report.labels == [reason])
    }

    @Test("one link that is seen is enough, and one that may be is not accused")
    func spared() {
        let hidden = "<a href=u style='display:none'>Unsubscribe</a>"
        #expect(trial.html(html(hidden + "<a href=u>Unsubscribe</a>")).findings.isEmpty)
        #expect(trial.html(html("<a href=unsubscribe><img src=x alt=Unsubscribe></a>")).findings.isEmpty)
        let phone =
            "<style>@media print{.p{display:block!important}}</style><a class=p style='display:none' href=u>Unsubscribe</a>"
        #expect(trial.html(html(phone)).findings.isEmpty)
        #expect(trial.template(html("<a href=u style='font-size:{{s}}px'>Unsubscribe</a>")).findings.isEmpty)
    }
}
