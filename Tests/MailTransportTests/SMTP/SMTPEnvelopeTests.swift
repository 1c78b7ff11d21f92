import MailTransport
import Testing

@Suite("SMTPEnvelope")
struct SMTPEnvelopeTests {
    @Test(
        "addresses that a command can hold are taken",
        arguments: [
            "a@example.org", "postmaster", "\"a b\"@example.org", "\"<>\\\"\"@x", "üser@bücher.example", "a@[::1]",
        ])
    func valid(path: String) throws {
        #expect(try SMTPEnvelope(sender: "", recipients: [path]).recipients == [path])
    }

    @Test(
        "addresses that would say more than an address are refused",
        arguments: [
            "a@b\r\nRCPT TO:<c@d>", "a@b\n", "a@b\0", "a@b> SIZE=1", "a b@c", "<a@b", "\"a@b", "a", "@b", "a@", "",
            "\"a\rb\"@c", "\"a\\",
        ])
    func invalid(path: String) {
        #expect(throws: SMTPEnvelope.InvalidPath.self) { try SMTPEnvelope(sender: "a@b.example", recipients: [path]) }
        if !path.isEmpty {
            #expect(throws: SMTPEnvelope.InvalidPath.self) {
                try SMTPEnvelope(sender: path, recipients: ["a@b.example"])
            }
        }
    }

    @Test("a message needs a recipient")
    func noRecipient() {
        #expect(throws: SMTPEnvelope.InvalidPath.self) { try SMTPEnvelope(sender: "a@b.example", recipients: []) }
    }
}

@Suite("SMTPEndpoint")
struct SMTPEndpointTests {
    @Test(
        "URLs name a host and a port",
        arguments: [
            ("smtp://mx.example.net", SMTPEndpoint(host: "mx.example.net", port: 25)),
            ("SMTP://127.0.0.1:2525/", SMTPEndpoint(host: "127.0.0.1", port: 2525)),
            ("smtps://mx", SMTPEndpoint(host: "mx", port: 465, usesImplicitTLS: true)),
            ("smtp://[::1]:26", SMTPEndpoint(host: "::1", port: 26)),
        ])
    func valid(url: String, endpoint: SMTPEndpoint) {
        #expect(SMTPEndpoint(url: url) == endpoint)
        #expect(SMTPEndpoint(url: endpoint.description) == endpoint)
    }

    @Test(
        "other texts name none",
        arguments: [
            "", "mx:25", "http://mx", "smtp://", "smtp://mx:0", "smtp://mx:65536", "smtp://mx:x", "smtp://u@mx",
            "smtp://mx/path", "smtp://[::1", "smtp://m x", "smtp://mx:25?x", "smtp://mx\r\n",
        ])
    func invalid(url: String) {
        #expect(SMTPEndpoint(url: url) == nil)
    }

    @Test(
        "loopback is told by the name",
        arguments: [
            ("smtp://127.0.0.9", true), ("smtp://[::1]", true), ("smtp://localhost:25", true),
            ("smtp://127.example.net", false), ("smtp://192.0.2.1", false),
        ])
    func loopback(url: String, isLoopback: Bool) {
        #expect(SMTPEndpoint(url: url)?.isLoopback == isLoopback)
    }
}
