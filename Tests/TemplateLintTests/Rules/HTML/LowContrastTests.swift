import Findings
import Support
import TemplateLint
import Testing

@Suite struct LowContrastTests {
    let trial = RuleTrial("html/low-contrast")

    @Test(
        "text of the colour of its background is found at the text",
        arguments: [
            "<p>Seen</p><p style='color:white'> 1️⃣secret words</p>",
            "<p>Seen</p><font color=#FEFEFE>1️⃣secret</font>",
            "<p>Seen</p><table bgcolor=black><td style='color:#020202'>1️⃣secret",
            "<style>.x{color:#fff}</style><p>Seen</p><p class=x>1️⃣secret",
            "<style>p{color:red} .a .b:hover{color:red} #c p{color:white}</style>Seen<div id=c><p>1️⃣secret",
            "Seen<div style='background:hsl(0 0% 50%)'><i style='color:rgb(127,127,127)'>1️⃣secret",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.html(html.text).places == html.all)
    }

    @Test(
        "what is seen, or may be, is left alone",
        arguments: [
            "<p style='color:white;font-size:2px'>Preheader</p><p>Seen</p>",
            "<p>Seen</p><div style='background:url(a.png)'><p style='color:white'>x",
            "<p>Seen</p><table><td background=a.png><p style='color:white'>x",
            "<p>Seen</p><p style='color:white;background:linear-gradient(red,blue)'>x",
            "<style>@media (prefers-color-scheme:dark){.x{background:#000!important}}</style>Seen<p class=x style='color:#fff'>x",
            "<style>[data-ogsc] .x{color:#000!important}</style>Seen<p class=x style='color:#fff'>x",
            "<p>Seen</p><p style='color:rgba(255,255,255,.9)'>x",
            "<p>Seen</p><p style='color:#fff'> | </p>",
            "<p>Seen</p><p style='color:#fff;display:none'>x",
            "<p>Seen</p><p style='color:var(--x)'>x<a style='background:#00f' href=y>z</a>",
        ])
    func spared(html: String) {
        #expect(trial.html(html).findings.isEmpty)
    }

    @Test("a template is not accused of what its data may colour")
    func template() {
        #expect(trial.template("Seen<p style='color:#fff;background:{{c}}'>x").findings.isEmpty)
        #expect(trial.template("Seen<p class='{{c}}' style='color:#fff'>x").findings.isEmpty)
        #expect(trial.template("{{> head}}Seen<p style='color:#fff'>x").findings.isEmpty)
        #expect(trial.template("Seen<p style='color:#fff'>x").findings.count == 1)
    }
}
