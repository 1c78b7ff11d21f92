import TemplateLint
import Testing

@Suite struct StyleDeclarationsTests {
    @Test("names, values and importance")
    func declarations() {
        let style = StyleDeclarations(" Display : none ; color:#fff !important;; font: 1px \"a;b\", url(data:x;y) ")
        #expect(style.all.map(\.name) == ["display", "color", "font"])
        #expect(style.all.map(\.value) == ["none", "#fff", "1px \"a;b\", url(data:x;y)"])
        #expect(style["color"]?.isImportant == true)
    }

    @Test("the last declaration counts, an important one before others")
    func cascade() {
        #expect(StyleDeclarations("a:1;a:2")["a"]?.value == "2")
        #expect(StyleDeclarations("a:1!important;a:2")["a"]?.value == "1")
    }

    @Test("comments are no part of it")
    func comments() {
        #expect(StyleDeclarations("/* a:b; */color/**/:/*;*/red")["color"]?.value == "red")
    }

    @Test("declarations know their bytes")
    func places() {
        let style = StyleDeclarations("a:b;  c: d")
        #expect(style.all.map(\.range) == [0..<3, 6..<10])
    }

    @Test("broken ones are passed over", arguments: ["a", ";;;", ":x", "a b: c", "\"", "a:url(", "/*", "\\"])
    func broken(_ text: String) {
        #expect(StyleDeclarations(text).all.count <= 1)
    }
}
