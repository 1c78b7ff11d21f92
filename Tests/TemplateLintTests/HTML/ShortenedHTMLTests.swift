import Support
import TemplateLint
import Testing

/// What libgumbo is spared must not change the tree: each document is parsed with all of its bytes, too.
@Suite("what the HTML parser need not look at")
struct ShortenedHTMLTests {
    private static let words = "twenty-four letters & more make a stretch that nobody needs to look at; 1 < 2"
    private static let pieces = [
        words, "<p>\(words)</p>", "\r\n  \(words)\r\n", "<td title=\"\(words)\" class='\(words)'>", "</td>", "<tr>",
        "<table>",
        "</table>", "<a href=\"https://example.com/a/long/address?of=many&amp;parts=that&copy=whole\">", "</a>",
        "<font style=\"color: red; and so on and so forth\">", "</font>", "<b title='\(words)'>", "</b>", "<p>", "</p>",
        "<!-- \(words) -->", "<!--[if mso]> a table for one program alone <![endif]-->", "<!--\(words)--!>", "<!-->",
        "<style>.one { color: red; background: white } </st</style>", "<style>", "</style>", "<title>\(words)</title>",
        "<textarea>\n\(words)</textarea>", "<script>if (a < b) { a long statement of a script }</script>", "<select>",
        "<option>", "</select>", "<svg>", "</svg>", "<math>", "<annotation-xml encoding=\"application/xhtml+xml\">",
        "<![CDATA[ a long text that is data in a drawing ]]>", "<noscript>", "</noscript>", "<frameset>", "<plaintext>",
        "<isindex prompt=\"\(words)\">", "<input type=\"hidden\" value=\"a long value that is hidden here\">", "<li>",
        "<template>", "</template>", "<caption>", "<col>", "<head>", "<body bgcolor='and a long value of the body'>",
        "</body>", "</html>", "\u{0}", "\r", "&notit; &amp &#x41 ", "<o:p title=\"\(words)\">", "</o:p>", "\u{F0003}",
        "caf\u{E9} et une longue phrase qui contient des lettres", "<", "</", "\"", "=", "/>",
        "<? php and a long tail ?>",
        "<pre>\n\(words)\n</pre>", "<xmp>\(words)</xmp>", "<a-name-that-is-longer-than-sixteen title='\(words)'>",
    ]

    /// Every element, text and comment with its place.
    private func listing(_ document: HTMLDocument) -> [String] {
        let elements = document.elements.map { element in
            let attributes = element.attributes.map { "\($0.name)=\($0.value) \($0.nameRange) \($0.valueRange)" }
            let parent = element.parent.map { "\($0.name) \($0.range)" } ?? "nothing"
            return "\(element.name) \(element.range) in \(parent): \(attributes) \(element.renderedText)"
        }
        return elements + document.texts.map { "\($0.range) in \($0.parent?.name ?? "nothing"): \($0.text)" }
            + document.comments.map { "\($0.range): \($0.text)" } + document.styles.map { "\($0.range): \($0.text)" }
    }

    private func expectSameTree(_ bytes: [UInt8], _ comment: String = "") {
        let whole = listing(HTMLDocument(parsing: bytes, isShortened: false))
        let short = listing(HTMLDocument(parsing: bytes))
        #expect(short == whole, "\(comment) \(String(decoding: bytes, as: UTF8.self))")
    }

    @Test("documents of any pieces have the same tree", arguments: 0..<40 as Range<UInt64>)
    func anyPieces(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let count = Int.random(in: 1...40, using: &random)
            let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            expectSameTree(Array(text.utf8))
        }
    }

    @Test("a document that is broken anywhere has the same tree", arguments: 0..<10 as Range<UInt64>)
    func brokenBytes(_ seed: UInt64) {
        var random = SeededGenerator(seed: 1000 + seed)
        for _ in 0..<50 {
            var bytes = Array((0..<20).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined().utf8)
            for _ in 0..<5 where !bytes.isEmpty {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            expectSameTree(bytes)
        }
    }

    @Test("formatting elements with the same attributes are counted as such")
    func noahsArk() {
        // WHATWG HTML §13.2.4.3: of the same formatting element at most three are opened again.
        let open = "<p><font style='a long style of four fonts'>"
        let document = HTMLDocument(parsing: Array(String(repeating: open, count: 6).utf8))
        #expect(document.elements("font").count == 6 + 1 + 2 + 3 + 3 + 3)
        expectSameTree(Array((String(repeating: open, count: 6) + "<p>x").utf8))
        let others = (0..<6).map { "<p><font style='a long style of font number \($0)'>" }.joined()
        expectSameTree(Array(others.utf8))
    }

    @Test("a template drops letters and keeps blanks behind a column")
    func columnOfTemplate() {
        expectSameTree(Array("<template><col>\(Self.words)<!--\(Self.words)-->\(Self.words)</template><p>x".utf8))
    }

    @Test("what was left out is read as it is written")
    func restoring() {
        let text =
            "<p title='a long title of a paragraph, &amp; more of it'>a long text of a paragraph\u{A0}&amp; more of it"
        let document = HTMLDocument(parsing: Array(text.utf8))
        #expect(document.elements("p").first?["title"]?.value == "a long title of a paragraph, & more of it")
        #expect(document.renderedText == "a long text of a paragraph\u{A0}& more of it")
    }
}
