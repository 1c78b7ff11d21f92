import MailMessage
import Testing

@Suite("Address")
struct AddressTests {
    @Test(
        "valid addresses are written as they were read",
        arguments: [
            "ana@example.org", "a.b+c@example.org", "\"a b\"@example.org", "a@[192.0.2.1]", "a@[IPv6:::1]",
            "\"a\\\"b\"@example.org", "ü@bücher.example", "a@host_1.example", "postmaster@localhost",
        ])
    func valid(text: String) throws {
        #expect(try Address(text).description == text)
    }

    @Test(
        "other texts are refused",
        arguments: [
            "", "a", "@example.org", "a@", "a b@example.org", "a@b c", "a@b..c", "a@.b", "a@b.", ".a@b", "a..b@c",
            "a@b\r\nRCPT TO:<c@d>", "\"a\r\nb\"@c", "\"a@b", "a@b>", "a@[192.0.2.1", "a@[x\\y]", "a\0@b", "a@b@c",
        ])
    func invalid(text: String) {
        #expect(throws: AddressError.self) { try Address(text) }
    }

    @Test("an address of parts may hold anything but control characters in its local part")
    func parts() throws {
        #expect(try Address(localPart: "a b", domain: "x.example").description == "\"a b\"@x.example")
        #expect(throws: AddressError.controlCharacter) { try Address(localPart: "a\nb", domain: "x.example") }
        #expect(throws: AddressError.controlCharacter) { try Address(localPart: "a", domain: "x\r.example") }
    }

    @Test("the case of the domain does not matter, that of the local part does")
    func equality() throws {
        #expect(try Address("a@EXAMPLE.org") == Address("a@example.ORG"))
        #expect(try Set([Address("a@EXAMPLE.org"), Address("a@example.org")]).count == 1)
        #expect(try Address("A@example.org") != Address("a@example.org"))
    }

    @Test(
        "text beyond ASCII needs SMTPUTF8",
        arguments: [("ü@x.example", true), ("a@bücher.example", true), ("a@x.example", false)])
    func smtpUTF8(text: String, isNeeded: Bool) throws {
        #expect(try Address(text).needsSMTPUTF8 == isNeeded)
    }
}
