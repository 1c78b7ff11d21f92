import TemplateLint
import Testing

@Suite struct ScriptTests {
    @Test(
        "a letter's script is the one that the standard library's regular expressions see", arguments: Script.allCases)
    func agrees(script: Script) throws {
        let regex = try Regex("\\p{Script=\(script.name)}").matchingSemantics(.unicodeScalar)
        for value in UInt32(0x80)..<0x32400 {
            // The unified ideographs beyond the first plane: their ends are enough.
            if (0x20010..<0x2A6D0).contains(value) || (0x3500..<0x4D00).contains(value) { continue }
            if (0xAC10..<0xD700).contains(value) || (0xE000..<0xF900).contains(value) { continue }
            guard let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic else { continue }
            let expected = String(scalar).wholeMatch(of: regex) != nil
            if (Script(scalar) == script) != expected { Issue.record("U+\(String(value, radix: 16)) is \(script)") }
        }
    }

    @Test(
        "the level of a name is as UTS #39 has it",
        arguments: [
            ("paypal", true), ("p\u{430}ypal", false), ("日本テスト", true), ("abcテスト日本", true), ("한국日本", true),
            ("ㄅ日本", true), ("ㄅ한국", false), ("ελabc", false), ("ⲁⲃ", false), ("", true), ("a-1_µ", true),
        ])
    func levels(_ text: String, _ isHighlyRestrictive: Bool) {
        #expect(ScriptMixing(text).isHighlyRestrictive == isHighlyRestrictive)
    }
}
