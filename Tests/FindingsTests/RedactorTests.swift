import Findings
import Testing

@Suite("Secrets are hidden in every encoding")
struct RedactorTests {
    private let secret = "p/ss+wörd=1"
    private var redactor: Redactor { Redactor(secrets: [secret]) }

    @Test("as they are, wherever they stand")
    func plain() {
        #expect(redactor.redact("AUTH \(secret)\(secret)!") == "AUTH ******!")
        #expect(redactor.redact("nothing here") == "nothing here")
    }

    @Test(
        "within Base64, at each of the three alignments",
        arguments: ["", "u", "\u{0}u\u{0}", "user", "\u{0}user\u{0}", "ab"])
    func base64(_ before: String) {
        for after in ["", "x", "yz", "more text"] {
            let encoded = Self.base64(Array((before + secret + after).utf8))
            let core = Self.base64(Array(secret.utf8)).dropLast(4)
            let redacted = redactor.redact(encoded)
            #expect(redacted.contains("***"), "\(encoded)")
            #expect(!redacted.contains(core))
        }
    }

    @Test(
        "in the other spellings of transcripts and reports",
        arguments: [
            "p%2Fss%2Bw%C3%B6rd%3D1", "p%2fss%2bw%c3%b6rd%3d1", "p/ss+w=C3=B6rd=3D1", "702F73732B77C3B672643D31",
            "702f73732b77c3b672643d31",
            "p\\/ss+wörd=1",
        ])
    func spellings(_ text: String) {
        #expect(redactor.redact("<\(text)>") == "<***>")
    }

    @Test("escaped for JSON and XML")
    func markup() {
        let redactor = Redactor(secrets: ["a\"b&c<d"])
        #expect(redactor.redact("a\\\"b&c<d") == "***")
        #expect(redactor.redact("a&quot;b&amp;c&lt;d") == "***")
        #expect(Redactor(secrets: ["a\u{1}b\rc-d"]).redact(JSONString.quoted("<a\u{1}b\rc-d>")) == "\"<***>\"")
    }

    @Test("a secret within another does not leave a rest")
    func nested() {
        #expect(Redactor(secrets: ["pass", "password"]).redact("password pass") == "*** ***")
    }

    @Test("short secrets are hidden as themselves alone")
    func short() {
        #expect(Redactor(secrets: ["a"]).redact("YQ== a") == "YQ== ***")
    }

    @Test("no secrets, no change")
    func none() {
        #expect(Redactor.none.isEmpty)
        #expect(Redactor(secrets: [""]).redact("text") == "text")
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = group.reduce(0) { $0 << 8 | Int($1) }
            bits <<= 8 * (3 - group.count)
            for digit in 0..<4 { text.append(digit <= group.count ? alphabet[bits >> (18 - 6 * digit) & 63] : "=") }
        }
        return text
    }
}
