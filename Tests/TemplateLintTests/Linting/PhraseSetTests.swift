import Support
import TemplateLint
import Testing

@Suite("phrases in a text")
struct PhraseSetTests {
    private static let phrases = ["a", "ab", "ab c", "b c", "c", "!", "b!", "été", "a b c a", "ca", "[a]", ""]

    /// What the set is to find, looked for in the plainest way.
    private func matches(in text: [UInt8]) -> [String] {
        func isWord(_ index: Int) -> Bool {
            guard text.indices.contains(index) else { return false }
            let byte = text[index]
            return byte >= 0x80 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
        }
        var found: [String] = []
        var index = 0
        while index < text.count {
            let here = Self.phrases.filter { phrase in
                let end = index + phrase.utf8.count
                guard !phrase.isEmpty, text[index...].starts(with: phrase.utf8) else { return false }
                return !(isWord(index - 1) && isWord(index)) && !(isWord(end - 1) && isWord(end))
            }
            let longest = here.max { $0.utf8.count < $1.utf8.count }
            if let longest { found.append("\(longest) at \(index)") }
            index += longest?.utf8.count ?? 1
        }
        return found
    }

    @Test("the longest is found wherever its words are words", arguments: 0..<20 as Range<UInt64>)
    func longest(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let set = PhraseSet(Self.phrases)
        for _ in 0..<100 {
            let letters = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                ["a", "b", "c", " ", "!", "é", "été", "[", "]"].randomElement(using: &random) ?? ""
            }
            let text = FoldedText.fold(letters.joined())
            let found = set.matches(in: text).map { "\(Self.phrases[$0.phrase]) at \($0.range.lowerBound)" }
            #expect(found == matches(in: text), "\(letters.joined())")
        }
    }
}
