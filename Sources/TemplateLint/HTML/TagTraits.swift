/// What is known of elements by their name, looked up once for each tag of a document.
struct TagTraits: Sendable {
    /// What an element does to what follows its start tag.
    enum Content: Sendable {
        /// Nothing that matters here.
        case markup
        /// Holds text without markup.
        case text
        /// In it, such elements are like others.
        case ignoringText
        /// §13.2.6.4.12: behind a `col` in it, letters are dropped and blanks are not.
        case droppingText
        /// Whether it holds markup depends on what is around it.
        case uncertain
    }

    /// What follows its start tag.
    private(set) var content = Content.markup
    /// WHATWG HTML §13.2.4.2, "formatting".
    private(set) var isFormatting = false
    /// Whether it has no end tag.
    private(set) var isVoid = false
    /// Those that end SVG and MathML: §13.2.6.5, "a start tag whose tag name is one of".
    private(set) var isVoidInForeign = false
    /// How it ends by itself; nil where it does not.
    private(set) var passing: OpenElements.Kind?

    /// Those of an element of that name.
    static func of(_ name: TagName) -> TagTraits {
        table[name] ?? TagTraits()
    }

    private static let table: [TagName: TagTraits] = {
        var table: [TagName: TagTraits] = [:]
        func set(_ names: String, _ change: (inout TagTraits) -> Void) {
            for name in TagName.list(names) { change(&table[name, default: TagTraits()]) }
        }
        set("script style title textarea xmp iframe noembed noframes") { $0.content = .text }
        set("svg math select") { $0.content = .ignoringText }
        set("template") { $0.content = .droppingText }
        set("noscript frameset plaintext") { $0.content = .uncertain }
        set("a b big code em font i nobr s small strike strong tt u") { $0.isFormatting = true }
        set("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr") {
            $0.isVoid = true
        }
        set("br embed hr img meta") { $0.isVoidInForeign = true }
        set("p") { $0.passing = .paragraph }
        set("li") { $0.passing = .listItem }
        set("dd dt") { $0.passing = .definition }
        set("tr") { $0.passing = .row }
        set("td th") { $0.passing = .cell }
        set("tbody thead tfoot") { $0.passing = .rowGroup }
        return table
    }()
}
