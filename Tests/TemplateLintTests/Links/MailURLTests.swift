import Findings
import Support
import TemplateLint
import Testing

@Suite struct MailURLTests {
    private func urls(_ text: String) -> [String] {
        let source = SourceText(file: "a.txt", text: text)
        return MailURL.all(inPlain: LintText(source, origin: .whole(source))).map(\.target.text)
    }

    @Test(
        "addresses in plain text end where the sentence goes on",
        arguments: [
            ("see https://acme.io.", ["https://acme.io"]), ("(https://acme.io/a)", ["https://acme.io/a"]),
            ("<HTTP://acme.io/a,b>, x", ["HTTP://acme.io/a,b"]),
            ("https://acme.io/a https://b.io", ["https://acme.io/a", "https://b.io"]),
            ("https://münchen.de/ü", ["https://münchen.de/"]), ("https://acme.io\u{201D} x", ["https://acme.io"]),
            ("xhttps://acme.io http:/acme.io https:acme", []), ("**https://acme.io/x**", ["https://acme.io/x"]),
        ])
    func plain(_ text: String, _ expected: [String]) {
        #expect(urls(text) == expected)
    }

    @Test("whatever the bytes, addresses stand in their text, in order")
    func mutations() {
        for octets in Mutations(
            of: ["see https://acme.io/x) and http://ü.de.", "{{a}}https://{{h}}.io/x{{b}}."], seed: 71)
        {
            let template = MustacheSource(SourceText(file: "a.txt", bytes: octets))
            let text = LintText(template.text, origin: .whole(template.text), holes: MaskedTemplate(template).holes)
            var end = 0
            for url in MailURL.all(inPlain: text) {
                #expect(url.range.lowerBound >= end && url.range.count >= 7)
                end = url.range.upperBound
            }
            #expect(end <= octets.count)
        }
    }

    @Test("any value is read, and its parts are parts of it")
    func targets() {
        for octets in Mutations(of: ["https://u:p@acme.io:80/a?b#c", "mailto:a@b.io", "//x\\y", "[::1]"], seed: 3986) {
            let value = String(decoding: octets, as: UTF8.self)
            let target = LinkTarget(value)
            #expect(target.text.hasSuffix(target.rest) && target.text.contains(target.authority))
            #expect(target.host?.isEmpty != true)
        }
    }
}
