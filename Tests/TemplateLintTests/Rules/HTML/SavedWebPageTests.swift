import Findings
import Support
import TemplateLint
import Testing

@Suite struct SavedWebPageTests {
    let trial = RuleTrial("html/saved-web-page")

    @Test("what browsers, office programs and editors leave is found once each")
    func found() {
        let html: MarkedText = """
            1️⃣<!-- saved from url=(0014)about:internet -->
            <head>2️⃣<meta name=Generator content="Microsoft Word 15"></head>
            <p 3️⃣contenteditable>x<p contenteditable><b 4️⃣data-mce-style="x" data-mce-href="y">z</b>
            """
        #expect(trial.html(html.text).places == html.all)
    }

    @Test("generators of mail, and attributes that say no, are left alone")
    func spared() {
        let html = "<meta name=generator content='mjml'><p contenteditable=false data-grammar=1 class=MsoNormal>x"
        #expect(trial.html(html).findings.isEmpty)
    }
}
