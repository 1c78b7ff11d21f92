import MailMessage
import Support
import Testing

@Suite("AuthenticationResults")
struct AuthenticationResultsTests {
    private func parse(_ text: String) -> AuthenticationResults? { AuthenticationResults(Array(text.utf8)[...]) }

    @Test("no result is written and read")
    func none() throws {
        let results = AuthenticationResults(authservID: "mx.example.net")
        #expect(results.value == "mx.example.net; none")
        #expect(parse(results.value) == results)
        #expect(parse("mx.example.net 1; none") == results)
    }

    @Test("what is written is read the same")
    func roundTrip() throws {
        let results = AuthenticationResults(
            authservID: "mx.example.net",
            results: [
                .init(
                    "spf", "pass",
                    properties: [.init("smtp", "mailfrom", "bounce@example.org"), .init("smtp", "helo", "[192.0.2.1]")]),
                .init(
                    "dkim", "fail", reason: "bad \"signature\"", comment: "2048-bit key",
                    properties: [.init("header", "d", "example.org"), .init("header", "b", "a/b+c=")]),
                .init(
                    "dmarc", "pass",
                    properties: [.init("header", "from", "example.org"), .init("policy", "dmarc", "reject")]),
                .init("iprev", "pass", properties: [.init("policy", "iprev", "2001:db8::1")]),
            ])
        #expect(parse(results.value) == results)
        let field = try #require(HeaderField(bytes: results.fieldBytes))
        #expect(AuthenticationResults(field) == results)
        #expect(field.name == "Authentication-Results")
        #expect(
            String(decoding: results.fieldBytes, as: UTF8.self).hasPrefix(
                "Authentication-Results: mx.example.net;\r\n\tspf=pass smtp.mailfrom=bounce@example.org"))
    }

    @Test("nothing that is put in can add a field or a result")
    func injection() throws {
        let evil = "x; dkim=pass\r\nBcc: a@b\r\n\r\n) (\""
        let results = AuthenticationResults(
            authservID: evil,
            results: [
                .init(
                    "spf" + evil, "none" + evil, reason: evil, comment: evil,
                    properties: [.init("smtp" + evil, "mailfrom", evil)])
            ])
        let message = Message(bytes: results.fieldBytes)
        #expect(message.fields.count == 1)
        #expect(try #require(AuthenticationResults(message.fields[0])).results.count == 1)
    }

    @Test(
        "fields of receivers in use are read",
        arguments: [
            // RFC 8601 appendix B.2, B.5 and B.6, their line breaks folded.
            ("example.com;\r\n spf=pass smtp.mailfrom=example.net", ["spf=pass"]),
            (
                "example.com;\r\n auth=pass (cram-md5) smtp.auth=sender@example.com;\r\n spf=hardfail smtp.mailfrom=example.com",
                ["auth=pass", "spf=hardfail"]
            ),
            (
                "foo.example.net (foobar) 1 (baz);\r\n dkim (Because I like it) / 1 (One yay) = (wait for it) fail\r\n policy (A dot can go here) . (like that) expired\r\n (this surprised me) = (as I wasn't expecting it) 1362471462",
                ["dkim=fail"]
            ),
            // The shapes that Google and Microsoft write.
            (
                "mx.google.com;\r\n       dkim=pass header.i=@example.org header.s=s1 header.b=\"a/b+c\";\r\n       spf=pass (google.com: domain of a@example.org designates 192.0.2.1 as permitted sender) smtp.mailfrom=a@example.org;\r\n       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=example.org",
                ["dkim=pass", "spf=pass", "dmarc=pass"]
            ),
            (
                "spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=example.org; dkim=pass (signature was verified)\r\n header.d=example.org;dmarc=pass action=none\r\n header.from=example.org;compauth=pass reason=100",
                ["dkim=pass", "dmarc=pass", "compauth=pass"]
            ),
        ])
    func inUse(value: String, expected: [String]) throws {
        #expect(parse(value)?.results.map { "\($0.method)=\($0.value)" } == expected)
    }

    @Test("properties, comments and reasons are kept")
    func details() throws {
        let results = try #require(
            parse(
                "mx; dkim=fail (bad key) reason=\"expired\" header.d=Example.org (x) header.s=s1; dmarc=fail action=none header.from=a.example"
            ))
        let dkim = try #require(results.results(of: "dkim").first)
        #expect(dkim.comment == "bad key")
        #expect(dkim.reason == "expired")
        #expect(dkim.property("header", "d") == "Example.org")
        #expect(dkim.property("header", "s") == "s1")
        #expect(results.results(of: "dmarc").first?.property("", "action") == "none")
    }

    @Test("another version is not read", arguments: ["mx 2; spf=pass", "", "; spf=pass"])
    func unreadable(value: String) {
        #expect(parse(value) == nil)
    }

    @Test("only fields of the receiver's own name count")
    func trusted() {
        let message = Message(
            bytes: Array(
                "Authentication-Results: mx.example.net; spf=fail\r\nAuthentication-Results: evil.example; spf=pass\r\nauthentication-results: MX.example.net; dkim=pass\r\n\r\n"
                    .utf8))
        let found = AuthenticationResults.read(from: message, authservID: "mx.example.net")
        #expect(found.flatMap(\.results).map { "\($0.method)=\($0.value)" } == ["spf=fail", "dkim=pass"])
    }

    @Test("any bytes are read to an end")
    func anyBytes() {
        var random = SeededGenerator()
        let alphabet = Array("a=;.()\"\\ 1/\r\n".utf8) + [0xFF]
        for _ in 0..<3000 {
            _ = AuthenticationResults(((0..<40).map { _ in alphabet.randomElement(using: &random) ?? 0 })[...])
        }
    }
}
