import Findings
import Support
import TemplateLint
import Testing

@Suite struct MojibakeTests {
    let trial = RuleTrial("text/mojibake")

    @Test(
        "text that was read in the wrong encoding is found at its place",
        arguments: [
            "<p>caf1️⃣Ã©</p>", "<p>it1️⃣â€™s</p>", "<p>a&lt;b 1️⃣Ã¼ber</p>", "<p>x\r\n1️⃣Â£5</p>", "<p>1️⃣�</p>",
            "<p>Fish 1️⃣&amp;amp; chips</p>", "<p>&eacute;1️⃣&amp;nbsp;</p>",
            "<img alt=\"Fran1️⃣Ã§ois\">", "<a href=\"https://a/?x=11️⃣&amp;amp;y=2\">z</a>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.html(html.text).places == html.all)
    }

    @Test("bytes that are no UTF-8 are found in a text part too")
    func brokenBytes() {
        let linter = Linter(.marketing, rules: [LintRules.rule("text/mojibake")].compactMap(\.self))
        let text = SourceText(file: "a.txt", bytes: Array("ab\nc".utf8) + [0xE9] + Array("d".utf8))
        #expect(linter.lint(final: text).places == [.init(line: 2, column: 2)])
    }

    @Test(
        "words of languages are left alone",
        arguments: [
            "IRMÃ, MANHÃ\u{A0}DE SÃO PAULO", "ÂNGELA, KÂ\u{A0}X", "Fish & chips; R&D; AT&T", "château à Â", "«MANHû",
            "<code>&amp;amp;</code>", "a &amp; b &lt;c&gt;",
        ])
    func spared(_ text: String) {
        #expect(trial.html("<p>\(text)</p>").findings.isEmpty)
    }
}
