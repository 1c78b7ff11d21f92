import MailMessage
import Support
import Testing

@Suite("ContentType and its parameters")
struct HeaderParametersTests {
    private func contentType(_ text: String) -> ContentType? { ContentType(Array(text.utf8)) }

    @Test(
        "parameters are read",
        arguments: [
            ("text/plain; charset=utf-8", "charset", "utf-8"),
            ("TEXT/Plain ; CharSet = \"utf-8\" ; x=y", "charset", "utf-8"),
            ("text/plain; charset=us-ascii (Plain text)", "charset", "us-ascii"),
            ("text/plain (a;b); (c) charset=x", "charset", "x"),
            ("multipart/mixed; boundary=\"a;b\\\"c\"", "boundary", "a;b\"c"),
            ("multipart/mixed; boundary=a=b/c:d", "boundary", "a=b/c:d"),
            ("text/plain;\r\n\tname=\"a\r\n b\"", "name", "a b"),
            // RFC 2231 §3, §4 and §4.1.
            ("message/external-body; URL*0=\"ftp://\"; URL*1=\"cs.utk.edu\"", "url", "ftp://cs.utk.edu"),
            ("application/x-stuff; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun", "title", "This is ***fun"),
            (
                "application/x-stuff; title*1*=%2A%2A%2Afun%2A%2A%2A%20; title*0*=us-ascii'en'This%20is%20even%20more%20; title*2=\"isn't it!\"",
                "title", "This is even more ***fun*** isn't it!"
            ),
            ("text/plain; name*=utf-8''%e2%82%ac; name=plain", "name", "€"),
            ("text/plain; name=\"=?utf-8?Q?=E2=82=AC?=\"", "name", "€"),
            ("text/plain; name*0=a; name*2=c", "name", "a"),
            ("text/plain; name*x=a", "name*x", "a"),
        ])
    func reading(text: String, name: String, value: String) throws {
        #expect(try #require(contentType(text)).parameters[name] == value)
    }

    @Test(
        "without type and subtype there is no content type",
        arguments: ["", "text", "text/", "/plain", ";charset=x", "(x)"])
    func invalid(text: String) {
        #expect(contentType(text) == nil)
    }

    @Test("any bytes and any number of parameters are read to an end")
    func anyBytes() {
        var random = SeededGenerator()
        let alphabet = Array("a*0=';\"%()\\ /".utf8) + [0xFF]
        for _ in 0..<2000 {
            _ = ContentType(Array("a/b;".utf8) + (0..<30).map { _ in alphabet.randomElement(using: &random) ?? 0 })
        }
        let many = contentType("a/b" + String(repeating: ";x=y", count: 100_000))
        #expect(many?.parameters["x"] == "y")
    }
}

@Suite("Transfer encodings")
struct TransferEncodingTests {
    @Test(
        "Base64 is written and read",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64(text: String, encoded: String) {
        #expect(Base64.encode(text.utf8) == Array(encoded.utf8))
        #expect(Base64.decode(encoded.utf8) == Array(text.utf8))
    }

    @Test(
        "Base64 with line breaks, other characters or without padding is read",
        arguments: ["Zm9v\r\nYmFy", "Zm9v!YmFy==", "Zm9vYmFy\r\n--", "Zm9vYmFy="])
    func looseBase64(encoded: String) {
        #expect(Base64.decode(encoded.utf8) == Array("foobar".utf8))
    }

    @Test(
        "quoted-printable is read",
        arguments: [
            ("a=3Db", "a=b"), ("a=\r\nb", "ab"), ("a= \t\r\nb", "ab"), ("a  \r\nb", "a\r\nb"), ("a=\nb", "ab"),
            ("=E2=82=ac", "€"), ("a=", "a"), ("a=4", "a=4"), ("a=zz", "a=zz"), ("a \t", "a"),
        ])
    func quotedPrintable(encoded: String, text: String) {
        #expect(QuotedPrintable.decode(encoded.utf8) == Array(text.utf8))
    }

    @Test("quoted-printable is written in short lines of safe characters, and read back")
    func quotedPrintableRoundTrip() {
        var random = SeededGenerator()
        let alphabet = Array("ab .=\t\r\nF".utf8) + [0xC3, 0, 0x7F]
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            let encoded = QuotedPrintable.encode(bytes)
            #expect(QuotedPrintable.decode(encoded) == bytes)
            for line in String(decoding: encoded, as: UTF8.self).split(
                separator: "\r\n", omittingEmptySubsequences: false)
            {
                #expect(line.utf8.count <= 76)
                #expect(
                    !line.hasSuffix(" ") && !line.hasSuffix("\t") && !line.hasPrefix("From ") && !line.hasPrefix("."))
            }
        }
    }
}
