import Findings
import Scenarios
import Testing

@Suite("Bounds and lists")
struct BoundTests {
    private func decode<Value: ScenarioDecodable>(_ type: Value.Type, _ text: String) -> (
        value: Value?, messages: [String]
    ) {
        let decoding = Decoding()
        let node = YAMLDocument.node(of: SourceText(file: "f", text: text)).node
        let value = node.flatMap { Value.decode($0, in: decoding) }
        return (value, decoding.findings.map(\.message))
    }

    @Test(
        "a plain value, a list, and limits",
        arguments: [
            ("5", "5", [5], [4, 6]), ("[1, 2]", "1 or 2", [1, 2], [3]), ("{ min: 2 }", "at least 2", [2, 9], [1]),
            ("{ max: 2 }", "at most 2", [2, 0], [3]), ("{ min: 2, max: 3 }", "2 to 3", [2, 3], [1, 4]),
        ])
    func bounds(_ text: String, _ description: String, _ within: [Int], _ beyond: [Int]) throws {
        let bound = try #require(decode(Bound<Int>.self, text).value)
        #expect(bound.description == description)
        #expect(within.allSatisfy(bound.contains))
        #expect(!beyond.contains(where: bound.contains))
    }

    @Test(
        "what is no bound",
        arguments: [
            ("[]", "expected at least one value, found an empty list"),
            ("{}", "expected min, max or both, found neither"),
            ("{ min: 3, max: 2 }", "min is more than max: 3 > 2"), ("{ least: 3 }", "unknown key \"least\""),
            ("x", "expected a whole number, found \"x\""),
        ])
    func noBounds(_ text: String, _ message: String) {
        let (value, messages) = decode(Bound<Int>.self, text)
        #expect(value == nil || text.contains("least"))
        #expect(messages.first == message)
    }

    @Test("one word or a list of words")
    func words() throws {
        #expect(decode(Words<Colour>.self, "red").value?.values == [.red])
        let two = try #require(decode(Words<Colour>.self, "[red, blue]").value)
        #expect(two.contains(.blue) && !two.contains(.green))
        #expect(two.description == "red or blue")
        #expect(decode(Words<Colour>.self, "gren").messages == ["expected red, green or blue, found \"gren\""])
    }

    @Test("names keep the order of the file")
    func names() throws {
        let named = try #require(decode(Named<Int>.self, "{ z: 1, a: 2 }").value)
        #expect(named.names == ["z", "a"])
        #expect(named["a"] == 2)
    }

    @Test("every wrong item of a list is reported")
    func items() {
        #expect(
            decode([Int].self, "[1, x, 2, y]").messages == [
                "expected a whole number, found \"x\"", "expected a whole number, found \"y\"",
            ])
        #expect(decode([Int].self, "5").messages == ["expected a list, found a single value"])
    }
}
