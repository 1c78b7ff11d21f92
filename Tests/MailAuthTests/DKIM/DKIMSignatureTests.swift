import Findings
import MailAuth
import MailMessage
import Support
import Testing

struct DKIMSignatureTests {
    private static let valid =
        "v=1; a=rsa-sha256; d=example.com; s=s1; h=from:to; bh=AAAA; b=AAAA"

    private func read(_ value: String) throws(DKIMFailure) -> DKIMSignature? {
        guard let field = HeaderField(bytes: Array("DKIM-Signature: \(value)\r\n".utf8)) else { return nil }
        return try DKIMSignature(field)
    }

    private func failure(_ value: String) -> DKIMFailure? {
        do throws(DKIMFailure) {
            _ = try read(value)
            return nil
        } catch { return error }
    }

    @Test("defaults are those of RFC 6376 §3.5")
    func defaults() throws {
        let signature = try #require(try read(DKIMSignatureTests.valid))
        #expect(signature.headerCanonicalization == .simple && signature.bodyCanonicalization == .simple)
        #expect(signature.identity == "@example.com")
        #expect(signature.signedFields == ["from", "to"])
        #expect(signature.keyName == name("s1._domainkey.example.com"))
        #expect(try read(DKIMSignatureTests.valid + "; c=relaxed")?.bodyCanonicalization == .simple)
    }

    @Test(
        "a required tag cannot be left out", arguments: ["v", "a", "d", "s", "h", "bh", "b"])
    func missing(_ tag: String) {
        let value = DKIMSignatureTests.valid.split(separator: "; ").filter { !$0.hasPrefix(tag + "=") }
        #expect(failure(value.joined(separator: "; ")) == .missingTag(tag))
    }

    @Test("what cannot be processed is neutral, what is forbidden is a permerror")
    func words() {
        func value(_ old: String, _ new: String) -> DKIMSignatureResult.Value? {
            let text = String(
                decoding: SignedMessages.edited(Array(DKIMSignatureTests.valid.utf8), old, new), as: UTF8.self)
            return failure(text)?.value
        }
        #expect(value("v=1", "v=2") == .neutral)
        #expect(value("v=1", "v=1; v=1") == .neutral)
        #expect(value("rsa-sha256", "dsa-sha256") == .neutral)
        #expect(value("b=AAAA", "b=A$AA") == .neutral)
        #expect(value("b=AAAA", "b=") == .neutral)
        #expect(value("d=example.com", "d=exam ple.com") == .neutral)
        #expect(value("v=1;", "v=1; c=loose;") == .neutral)
        #expect(value("v=1;", "v=1; q=dns/other;") == .neutral)
        #expect(value("v=1;", "v=1; l=x;") == .neutral)
        #expect(value("v=1;", "v=1; t=10; x=10;") == .neutral)
        #expect(value("v=1;", "v=1; q=dns/other:dns/txt;") == nil)
        #expect(value("from:to", "to") == .permerror)
        #expect(value("v=1;", "v=1; i=@example.org;") == .permerror)
        #expect(value("v=1;", "v=1; i=a@b.example.com;") == nil)
    }

    @Test("a number of any length is read without harm")
    func longNumbers() throws {
        let digits = String(repeating: "9", count: 76)
        #expect(try read(DKIMSignatureTests.valid + "; l=\(digits)")?.bodyLength == .max)
        #expect(failure(DKIMSignatureTests.valid + "; l=\(digits)9")?.value == .neutral)
    }

    @Test("any octets are read and verified without harm")
    func mutations() async throws {
        var random = SeededGenerator(seed: 8601)
        let signer = try SignedMessages.signer(TestKeys.ed25519)
        let bytes = try signer.sign(Array(SignedMessages.plain.utf8), at: SignedMessages.moment)
        let dns = SignedMessages.dns(signer)
        for _ in 0..<500 {
            var message = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: 0..<message.count, using: &random)
                if Bool.random(using: &random) {
                    message[index] = UInt8.random(in: 0...255, using: &random)
                } else {
                    message.remove(at: index)
                }
            }
            let result = await SignedMessages.verify(message, dns)
            #expect(result.signatures.count <= 1)
        }
    }
}
