import Support
import TemplateLint
import Testing

@Suite struct CSSTokensTests {
    private func sources(_ text: String) -> [String] {
        let tokens = CSSTokens(text)
        return tokens.tokens.indices.map { tokens.source($0..<$0 + 1) }
    }

    @Test("tokens know their bytes")
    func places() {
        #expect(
            sources("a:url( x ) 1.5EM/**/,'é'!x") == ["a", ":", "url( x )", " ", "1.5EM", ",", "'é'", "!", "x"])
    }

    @Test("a bracket knows what closes it, and a wrong one closes nothing")
    func brackets() {
        let tokens = CSSTokens("f(a]b)c")
        #expect(tokens.source(tokens.inside(0)) == "a]b")
        #expect(tokens.source(CSSTokens("{(}").inside(0)) == "(}" || tokens.inside(0).count == 3)
    }

    @Test("declarations and rules know their bytes")
    func rules() throws {
        let tokens = CSSTokens("p{color : red}@media all{a{b:c!important}}")
        let rules = tokens.rules(in: tokens.all).compactMap { item -> CSSRule? in
            if case .rule(let rule) = item { rule } else { nil }
        }
        #expect(rules.map { tokens.source($0.prelude) } == ["p", " all"])
        #expect(rules.compactMap(\.block).map { tokens.source($0) } == ["color : red", "a{b:c!important}"])
    }

    @Test("a million open brackets are read in linear time")
    func nesting() {
        let tokens = CSSTokens(Array(repeating: UInt8(ascii: "("), count: 1_000_000))
        #expect(tokens.tokens.count == 1_000_000)
        #expect(tokens.inside(0).count == 999_999)
    }

    @Test("any bytes are read, and tokens cover them in order")
    func mutations() {
        let seeds = [
            "@import url(\"a.css\");@media (max-width:600px){.a>b:hover,#c~d[e^='f']{color:#fff!important;font:12px/1.5 \"x\"}}",
            "a{background:url( data:image/png;base64,AA== ) no-repeat,rgb(1 2 3/.5);width:calc(1px + 2em)}<!-- -->",
            "@font-face{src:url(x)}\\31 0{content:\"\\201C\\\n\"}/* c */p{*zoom:1;filter:progid:DX(a='b')}",
        ]
        for bytes in Mutations(of: seeds, seed: 31) {
            let tokens = CSSTokens(bytes)
            var end = 0
            for (number, token) in tokens.tokens.enumerated() {
                #expect(token.start >= end && token.end > token.start && token.end <= bytes.count)
                end = token.end
                if token.opens { #expect(token.link > number && token.link <= tokens.tokens.count) }
                _ = tokens.value(number)
                _ = CSSColor.reading(tokens, at: number)
            }
            _ = tokens.rules(in: tokens.all)
            _ = tokens.declarations(in: tokens.all)
        }
    }
}
