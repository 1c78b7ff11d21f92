import Runner
import Support
import Testing

@Suite("tag expressions")
struct TagExpressionTests {
    @Test(
        "and, or, not and parentheses select",
        arguments: [
            ("auth", ["auth"], true), ("auth", ["live"], false), ("auth", [], false), ("not auth", [], true),
            ("auth and live", ["auth"], false), ("auth and live", ["live", "auth"], true),
            ("auth or live", ["live"], true), ("auth and not live", ["auth", "live"], false),
            ("a or b and c", ["a"], true), ("(a or b) and c", ["a"], false), ("not not a", ["a"], true),
            ("not (a or b)", ["b"], false), ("pull-request", ["pull-request"], true),
            ("team:mail/x.y", ["team:mail/x.y"], true),
            ("( ( a ) )", ["a"], true), ("notable", ["notable"], true), ("a\tand\nb", ["a", "b"], true),
        ])
    func selects(_ text: String, _ tags: [String], _ isSelected: Bool) throws {
        #expect(try TagExpression(parsing: text).matches(tags) == isSelected)
    }

    @Test(
        "what is no expression is refused with its place",
        arguments: [
            ("", 0), ("   ", 3), ("auth and", 8), ("and auth", 0), ("auth live", 5), ("(auth", 0), ("auth)", 4),
            ("not", 3), ("auth & live", 5), ("auth or or live", 8), ("()", 1), ("a and (b or )", 12), ("!auth", 0),
        ])
    func refuses(_ text: String, _ offset: Int) {
        let failure = #expect(throws: TagExpression.Failure.self) { _ = try TagExpression(parsing: text) }
        #expect(failure?.offset == offset, "\(failure?.message ?? "")")
    }

    @Test("nesting has an end")
    func nesting() throws {
        let deep = String(repeating: "(", count: 100_000) + "a"
        #expect(throws: TagExpression.Failure.self) { _ = try TagExpression(parsing: deep) }
        #expect(try TagExpression(parsing: String(repeating: "not ", count: 100_001) + "a").matches([]))
    }

    @Test("any text is read or refused")
    func anyText() {
        var generator = SeededGenerator(seed: 3)
        let pieces = ["and", "or", "not", "(", ")", " ", "a", "b-c", "é", "&", "\u{0}", "📧"]
        for _ in 0..<5_000 {
            let text = (0..<Int.random(in: 0..<12, using: &generator)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &generator)]
            }.joined()
            _ = (try? TagExpression(parsing: text))?.matches(["a"])
        }
    }
}
