import Support
import TemplateLint
import Testing

@Suite("the guard of the HTML parser")
struct HTMLGuardTests {
    /// What opens, closes, hides and forbids closing.
    private static let pieces = [
        "<div>", "</div>", "<p>", "</p>", "<li>", "</li>", "<dd>", "<dt>", "</dd>", "<ul>", "</ul>", "<table>",
        "</table>",
        "<tr>", "<td>", "</td>", "<th>", "<tbody>", "<caption>", "</caption>", "<b>", "</b>", "<font a=1>", "</font>",
        "<a href=x>", "</a>", "<span>", "</span>", "<object>", "</object>", "<button>", "</button>", "<template>",
        "</template>", "<select>", "</select>", "<option>", "<optgroup>", "<svg>", "</svg>", "<g>", "</g>", "<math>",
        "<mi>",
        "<foreignObject>", "</foreignObject>", "<style>", "</style>", "<title>", "</title>", "<script>", "</script>",
        "<noscript>", "</noscript>", "<ruby>", "<rt>", "<rp>", "<h1>", "</h2>", "<form>", "</form>", "<br>", "<input>",
        "<!--",
        "-->", "<![CDATA[", "]]>", "<i title='", "' ", "\"", "=\"", ">", "<q a=", "</", "<!", "x", "<frameset>",
        "<nobr>",
        "<body>", "<head>", "</body>",
    ]

    /// What may keep an end tag from closing anything: before it and behind it.
    private static let hiders = [
        ("<!--", "-->"), ("<!-- >", "--!>"), ("<!---->-->", ""), ("<style>", "</style>"),
        ("<style><!--</style>", "-->"),
        ("<title>", "</title>"), ("<title></titles>", "</title>"), ("<textarea>", "</textarea>"), ("<xmp>", "</xmp>"),
        ("<iframe>", "</iframe>"), ("<noembed>", "</noembed>"), ("<noframes>", "</noframes>"),
        ("<script>", "</script>"),
        ("<script><!--<script></script>", "--></script>"), ("<noscript>", "</noscript>"), ("<i title='", "'></i>"),
        ("<i title=\"", "\"></i>"), ("<i title=", "></i>"), ("<i =\" a=\"", "\"></i>"), ("<i a=/\"", "></i>"),
        ("<i a/='", "></i>"), ("<i\u{1}=\"", "\"></i>"), ("<i a='\"'", "\"></i>"), ("</i title='", "'>"), ("</ x", ">"),
        ("<!x", ">"), ("<?x", ">"), ("<![CDATA[", "]]>"), ("<![CDATA[>", "]]>"), ("<select>", "</select>"),
        ("<object>", ""), ("<button>", ""), ("<table><td>", ""), ("<template>", ""), ("<svg><title>", ""),
        ("<math><mi>", ""), ("<p>", ""), ("<li>", ""), ("<div>", ""), ("<frameset>", "</frameset>"),
    ]

    /// How deep the last element stands: where something is repeated, no other stands much deeper.
    private func depth(_ document: HTMLDocument) -> Int {
        var element = Array(document.elements).last
        var depth = 0
        while let parent = element?.parent {
            depth += 1
            element = parent
        }
        return depth
    }

    private func document(_ start: String, _ repeated: String) -> HTMLDocument {
        HTMLDocument(parsing: Array((start + String(repeating: repeated, count: 4500)).utf8))
    }

    @Test(
        "an end tag that closes nothing hides no depth",
        arguments: ["", "<svg>", "<select>", "<table><td>", "<template>"])
    func hiddenEndTags(_ start: String) {
        for name in ["div", "span", "g", "ul", "object"] {
            for (before, behind) in Self.hiders {
                let repeated = "<\(name)>\(before)</\(name)>\(behind)"
                #expect(depth(document(start, repeated)) <= Self.deepest, "\(start) and then \(repeated)")
            }
        }
    }

    /// Twice the limit of the guard.
    private static let deepest = 4000

    @Test("what is let through nests no deeper than twice the limit, whatever is repeated")
    func bound() {
        var generator = SeededGenerator(seed: 4)
        var parsed = 0
        for _ in 0..<400 {
            let pieces = (0..<Int.random(in: 2...5, using: &generator))
                .compactMap { _ in Self.pieces.randomElement(using: &generator) }
            let start = Bool.random(using: &generator) ? Self.pieces.randomElement(using: &generator) ?? "" : ""
            let document = document(start, pieces.joined())
            if document.elements("html").first != nil { parsed += 1 }
            #expect(depth(document) <= Self.deepest, "\(start) and then \(pieces.joined())")
        }
        #expect(parsed > 100)
    }
}
