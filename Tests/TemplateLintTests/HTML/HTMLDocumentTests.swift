import Findings
import Support
import TemplateLint
import Testing

@Suite struct HTMLDocumentTests {
    private func document(_ html: String) -> HTMLDocument {
        document(Array(html.utf8))
    }

    private func document(_ bytes: [UInt8]) -> HTMLDocument {
        HTMLDocument(parsing: bytes)
    }

    private func place(_ range: Range<Int>, in bytes: [UInt8]) -> MarkedText.Place {
        let place = SourceText(file: "t", bytes: bytes).place(atByte: range.lowerBound)
        return .init(line: place.line, column: place.column)
    }

    @Test(
        "elements, attributes, values, texts and comments know their place",
        arguments: [
            "<p>\n\t1️⃣<a 2️⃣href=\"3️⃣x&amp;y\">4️⃣text</a>5️⃣<!-- c --></p>",
            "<p>\r\n 👩‍💻 1️⃣<a 2️⃣href='3️⃣x&amp;y'>4️⃣te</a>5️⃣<!-- c --></p>",
            "é<b>1️⃣<A 2️⃣HREF = 3️⃣x&amp;y title>4️⃣t</A>5️⃣<!--c--></b>",
        ] as [MarkedText])
    func places(_ html: MarkedText) throws {
        let document = document(html.bytes)
        let link = try #require(document.elements("a").first)
        let href = try #require(link["href"])
        #expect(href.value == "x&y")
        #expect(place(link.range, in: html.bytes) == html.places[1])
        #expect(place(href.nameRange, in: html.bytes) == html.places[2])
        #expect(place(href.valueRange, in: html.bytes) == html.places[3])
        #expect(place(try #require(link.texts.first).range, in: html.bytes) == html.places[4])
        #expect(place(try #require(document.comments.first).range, in: html.bytes) == html.places[5])
    }

    @Test("an attribute without a value ends with its name")
    func valueless() throws {
        let hidden = try #require(document("<p hidden title=x>").elements("p").first?["hidden"])
        #expect(hidden.value.isEmpty)
        #expect(hidden.range == 3..<9)
        #expect(hidden.valueRange == 9..<9)
    }

    @Test("of attributes with one name the first counts, and the next keeps its own name")
    func repeated() throws {
        for html in ["<p m m m b=1>", "<p m=1 m=2 b=1>", "<p m M b=1>"] {
            let element = try #require(document(html).elements("p").first)
            #expect(element.attributes.map(\.name) == ["m", "b"], "\(html)")
            #expect(element["b"]?.nameRange == html.utf8.count - 4..<html.utf8.count - 3, "\(html)")
        }
    }

    @Test("places are right behind bytes that are not UTF-8, and behind NUL")
    func brokenBytes() throws {
        let bytes: [UInt8] = Array("<p>a".utf8) + [0xFF, 0xC3, 0x00] + Array("b</p><img src=x>".utf8)
        let image = try #require(document(bytes).elements("img").first)
        #expect(Array(bytes[image.range]) == Array("<img src=x>".utf8))
    }

    @Test("implied elements are there and have no place")
    func implied() {
        let document = document("<td>x")
        #expect(document.elements("html", "head", "body").count == 3)
        #expect(document.elements("html", "head", "body").allSatisfy { !$0.isWritten })
        #expect(!document.hasDoctype)
        #expect(self.document("<!doctype html>x").hasDoctype)
    }

    @Test("the head, styles and scripts are not seen")
    func rendered() {
        let document = document("<head><title>t</title><style>a{}</style></head><body>b<script>c</script><p>d</p>")
        #expect(document.renderedText == "bd")
        #expect(document.styles.map(\.text) == ["a{}"])
    }

    @Test("an element knows what is around and below it")
    func structure() throws {
        let document = document("<table><tr><td><p>a<b>c</b></p>d</td></tr></table>")
        let cell = try #require(document.elements("td").first)
        #expect(cell.renderedText == "acd")
        #expect(cell.elementsBelow.map(\.name) == ["p", "b"])
        #expect(document.elements("b").first?.parent?.name == "p")
    }

    @Test("names of elements that HTML does not know are read from the tag")
    func unknownNames() {
        let document = document("<o:p>x</o:p><v:RECT fill=t></v:RECT>")
        #expect(document.elements("o:p").count == 1)
        #expect(document.elements("v:rect").count == 1)
    }

    @Test("any bytes make a document whose places lie in them")
    func mutations() {
        var generator = SeededGenerator(seed: 11)
        let seed = Array(
            "<!doctype html><html lang=en><body><table><tr><td style='a:b'>x&amp;<a href=\"u\">é</a></td></tr></table></body>"
                .utf8)
        let pieces = [
            "<", ">", "</", "<table>", "</td>", "<b>", "&#x", "\"", "<!--", "-->", "<svg>", "<select>", "\0",
            "\u{FFFD}",
        ]
        .map { Array($0.utf8) }
        for _ in 0..<3000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let at = Int.random(in: 0...bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: at)
                case 1 where at < bytes.count: bytes[at] = UInt8.random(in: 0...255, using: &generator)
                default: bytes.removeSubrange(at..<min(bytes.count, at + 4))
                }
            }
            let document = document(bytes)
            for element in document.elements {
                #expect(element.range.upperBound <= bytes.count)
                #expect(element.attributes.allSatisfy { $0.range.upperBound <= bytes.count })
                #expect(!element.isWritten || bytes[element.range.lowerBound] == UInt8(ascii: "<"))
            }
        }
    }
}
