import Scenarios
import Testing

@Suite("The nearest known word")
struct NearestTests {
    @Test(
        "is found for usual slips",
        arguments: [
            ("desciption", "description"), ("Timeout", "timeout"), ("time-out", "timeout"), ("tiemout", "timeout"),
            ("tagz", "tags"),
            ("mail-from", "mail_from"),
        ])
    func near(_ text: String, _ word: String) {
        #expect(Nearest.word(to: text, among: ["description", "timeout", "tags", "mail_from", "warn"]) == word)
    }

    @Test("is not invented", arguments: ["x", "", "colour", "zzzz", String(repeating: "a", count: 100_000)])
    func far(_ text: String) {
        #expect(Nearest.word(to: text, among: ["description", "timeout", "tags", "warn"]) == nil)
    }

    @Test("of equally near words the one that begins alike is meant, else the first")
    func ties() {
        #expect(Nearest.word(to: "TX", among: ["MX", "TXT"]) == "TXT")
        #expect(Nearest.word(to: "cast", among: ["last", "fast"]) == "last")
    }
}
