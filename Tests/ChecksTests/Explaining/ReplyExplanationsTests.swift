import Checks
import Testing

struct ReplyExplanationsTests {
    @Test("a reply is explained, for the server that gave it")
    func explained() throws {
        let text = try #require(ReplyExplanations.text(for: "550 5.7.606 no", mx: "a.mail.protection.outlook.com"))
        #expect(text.hasPrefix("blocklist (policy): "))
        #expect(ReplyExplanations.text(for: "", mx: nil) == nil)
    }
}
