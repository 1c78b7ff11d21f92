import MailAuth
import Support
import Testing

struct DKIMBodyHashTests {
    private func hash(_ text: String, _ method: DKIMCanonicalization, limit: Int64? = nil) -> [UInt8] {
        var hash = DKIMBodyHash(method, limit: limit)
        hash.update(Array(text.utf8))
        return Array(hash.finish())
    }

    private func hex(_ octets: [UInt8]) -> String {
        octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test("an empty body is a line break in the simple form and nothing in the relaxed one")
    func empty() {
        // SHA-256 of CR LF and of nothing.
        #expect(hex(hash("", .simple)) == "7eb70257593da06f682a3ddda54a9d260d4fc514f645237f5ca74b08f8da61a6")
        #expect(hex(hash("", .relaxed)) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(hash("\r\n\r\n", .simple) == hash("", .simple))
        #expect(hash(" \t\r\n \r\n", .relaxed) == hash("", .relaxed))
    }

    @Test("the example of RFC 6376 §3.4.5")
    func example() {
        let body = " C \r\nD \t E\r\n\r\n\r\n"
        #expect(hash(body, .relaxed) == hash(" C\r\nD E\r\n", .simple))
        #expect(hash(body, .simple) == hash(" C \r\nD \t E\r\n", .simple))
        #expect(hash(body, .relaxed) != hash(body, .simple))
    }

    @Test(
        "these bodies are the same in the relaxed form",
        arguments: [
            ("a b\r\n", "a \t b \t\r\n"), ("a\r\n", "a"), ("a\r\n\r\nb\r\n", "a\r\n \t\r\nb\r\n\r\n \r\n"),
            (" a\r\n", "\t\ta\r\n"),
        ])
    func relaxed(_ one: String, _ other: String) {
        #expect(hash(one, .relaxed) == hash(other, .relaxed))
    }

    @Test(
        "these bodies differ in the relaxed form",
        arguments: [("a b\r\n", "ab\r\n"), ("a\r\n", " a\r\n"), ("a\rb", "a\r\nb")])
    func notRelaxed(_ one: String, _ other: String) {
        #expect(hash(one, .relaxed) != hash(other, .relaxed))
    }

    @Test("a limit hashes the first octets of the canonical body and counts the rest")
    func limit() {
        var hash = DKIMBodyHash(.relaxed, limit: 4)
        hash.update(Array("a  b\r\ncd\r\n".utf8))
        let digest = Array(hash.finish())
        #expect(hash.length == 9)
        #expect(digest != self.hash("a b\r\n", .simple))
        var whole = DKIMBodyHash(.simple, limit: 4)
        whole.update(Array("a b\rx".utf8))
        #expect(digest == Array(whole.finish()))
    }

    @Test("wherever a body is cut into chunks, its hash is the same", arguments: DKIMCanonicalization.allCases)
    func chunks(_ method: DKIMCanonicalization) {
        var random = SeededGenerator(seed: 8463)
        let octets = Array(" \t\r\nab".utf8)
        for _ in 0..<300 {
            let body = (0..<Int.random(in: 0...60, using: &random)).map { _ in octets.randomElement(using: &random) ?? 0
            }
            var whole = DKIMBodyHash(method)
            whole.update(body)
            var cut = DKIMBodyHash(method)
            var rest = body[...]
            while !rest.isEmpty {
                let chunk = rest.prefix(Int.random(in: 1...5, using: &random))
                cut.update(chunk)
                rest = rest.dropFirst(chunk.count)
            }
            #expect(Array(whole.finish()) == Array(cut.finish()))
        }
    }

    @Test("many empty lines before a word are all hashed")
    func emptyLines() {
        let body = "a" + String(repeating: "\r\n", count: 20_000) + "b\r\n"
        #expect(hash(body, .relaxed) == hash(body, .simple))
        #expect(hash(body, .relaxed) != hash("a\r\nb\r\n", .simple))
    }
}
