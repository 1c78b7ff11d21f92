import Findings
import Support
import TemplateLint
import Testing

@Suite struct ExternalStylesheetTests {
    let trial = RuleTrial("html/external-stylesheet")

    @Test("style sheets that are elsewhere are found at their address")
    func found() {
        let html: MarkedText = """
            <link rel="Alternate StyleSheet" 1️⃣href="a.css"><style>2️⃣@import 'b.css' screen;
            3️⃣@IMPORT url( c.css );</style>
            """
        #expect(trial.html(html.text).places == html.all)
    }

    @Test("fonts, comments and other links are left alone")
    func spared() {
        let html = """
            <link rel=icon href=a.css><link rel=stylesheet href="//use.typekit.net/a.css">
            <style>/* @import 'a.css'; */ @media print{a{b:c}} @import url('https://fonts.googleapis.com/css2');</style>
            """
        #expect(trial.html(html).findings.isEmpty)
    }
}
