import Findings
import Support
import TemplateLint
import Testing

@Suite struct InsecureImageTests {
    let trial = RuleTrial("images/insecure-http")

    @Test("images without encryption are found in attributes, inline styles and style sheets")
    func found() {
        let html: MarkedText = """
            <style>.a{background:url(1️⃣http://acme.io/a.png)}@media print{.b{background:URL( "2️⃣HTTP://acme.io/b" )}}</style>
            <img src="3️⃣http://acme.io/c"><table background='4️⃣http://acme.io/d'>
            <td style="color:red;background:url('5️⃣http://acme.io/e')">x
            """
        #expect(trial.html(html.text).places == html.all)
    }

    @Test("links, names and fonts are no images")
    func spared() {
        let html = """
            <style>@import url(http://acme.io/a.css);@font-face{src:url(http://acme.io/f.woff)}</style>
            <a href="http://acme.io">x</a><img src="https://acme.io/a"><img src="http://localhost/a">
            <p style="content:'http://acme.io/(x)'">x
            """
        #expect(trial.html(html).findings.isEmpty)
    }
}
