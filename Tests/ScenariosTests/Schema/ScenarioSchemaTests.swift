import Scenarios
import Testing

@Suite("The JSON Schema")
struct ScenarioSchemaTests {
    private let text = ScenarioSchema.text(for: .test)

    @Test("is the same every time")
    func stable() {
        #expect(ScenarioSchema.text(for: .test) == text)
    }

    @Test("names every kind, section and key with its documentation")
    func complete() {
        for word in [
            "\"probe\"", "\"act\"", "\"stage\"", "\"light\"", "\"matrix\"", "\"quarantine\"", "Looks at something.",
            "How long one attempt may take.",
        ] {
            #expect(text.contains(word), "\(word)")
        }
    }

    @Test("a type that is used twice is defined once")
    func definitions() {
        #expect(text.matches(of: /"Item": \{/).count == 1)
        #expect(text.matches(of: /#\/definitions\/Item"/).count == 2)
        #expect(text.matches(of: /"RetrySettings": \{/).count == 1)
    }

    @Test("keys of later versions are known and admit no value")
    func planned() {
        #expect(text.contains(/"foretell": \{\s*"description": "Known, not in this version.",\s*"not": \{\}/))
        #expect(text.contains(/"weather": \{\s*"description": "Known, not in this version.",\s*"not": \{\}/))
    }
}
