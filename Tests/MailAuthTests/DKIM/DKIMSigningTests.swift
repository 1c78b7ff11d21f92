import Findings
import MailAuth
import MailMessage
import Support
import Testing

struct DKIMSigningTests {
    @Test(
        "what is signed verifies, in every algorithm and form",
        arguments: [TestKeys.rsa2048, TestKeys.rsa1024, TestKeys.ed25519], DKIMCanonicalization.allCases)
    func roundTrip(_ pem: String, _ method: DKIMCanonicalization) async throws {
        for body in DKIMCanonicalization.allCases {
            var signer = try SignedMessages.signer(pem)
            signer.headerCanonicalization = method
            signer.bodyCanonicalization = body
            let signed = try signer.sign(Array(SignedMessages.plain.utf8), at: SignedMessages.moment)
            let result = await SignedMessages.verify(signed, SignedMessages.dns(signer))
            #expect(
                result.signatures.map(\.description) == ["d=example.com s=s1 \(signer.key.algorithm.rawValue): pass"])
            #expect(result.passingDomains == [name("example.com")])
        }
    }

    @Test("a message without a body, and one without an empty line behind its header, can be signed")
    func noBody() async throws {
        let signer = try SignedMessages.signer(TestKeys.ed25519)
        for text in ["From: a@example.com\n\n", "From: a@example.com\n"] {
            let signed = try signer.sign(Array(text.utf8), at: SignedMessages.moment)
            #expect(await SignedMessages.verify(signed, SignedMessages.dns(signer)).value == .pass)
        }
    }

    @Test("no line of the field is longer than 78 columns, and every one but the first begins with white space")
    func folding() throws {
        let signer = try SignedMessages.signer(TestKeys.rsa2048)
        let field = try signer.signature(of: SignedMessages.message(SignedMessages.plain), at: SignedMessages.moment)
        let lines = String(decoding: field, as: UTF8.self).split(separator: "\r\n")
        #expect(lines.count > 3)
        #expect(lines.allSatisfy { $0.utf8.count <= 78 })
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("\t") })
        #expect(field.suffix(2) == [0x0D, 0x0A])
    }

    @Test("the From field is signed once more than it stands, so that no second one can be added")
    func oversigning() async throws {
        let signer = try SignedMessages.signer(TestKeys.ed25519)
        let signed = try signer.sign(Array(SignedMessages.plain.utf8), at: SignedMessages.moment)
        let added = SignedMessages.edited(signed, "From: Ana", "From: eve@example.com\r\nFrom: Ana")
        #expect(
            await SignedMessages.verify(added, SignedMessages.dns(signer)).signatures.first?.failure
                == .signatureMismatch)
    }

    @Test("the key record of a private key is the one that verifies")
    func recordText() throws {
        #expect(
            try DKIMPrivateKey(pem: TestKeys.ed25519).recordText == "v=DKIM1; k=ed25519; p=\(TestKeys.ed25519Public)")
        #expect(try DKIMPrivateKey(pem: TestKeys.rsa1024).recordText == "v=DKIM1; k=rsa; p=\(TestKeys.rsa1024Public)")
        let key = DKIMKeyRecord(text: Array(try DKIMPrivateKey(pem: TestKeys.rsa2048).recordText.utf8))
        #expect(key.publicKey?.bits == 2048)
    }

    @Test("what is no private key is refused with the reason")
    func badKeys() {
        func failure(_ pem: String) -> DKIMKeyError? {
            do throws(DKIMKeyError) {
                _ = try DKIMPrivateKey(pem: pem)
                return nil
            } catch { return error }
        }
        #expect(failure("") == .notPEM)
        #expect(failure("-----BEGIN PRIVATE KEY-----\nAAAA") == .notPEM)
        #expect(failure(TestKeys.p256) == .unreadable)
        #expect(failure("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----") == .otherKind("PUBLIC KEY"))
        #expect(
            failure("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----") == .encrypted)
    }

    @Test("a text before the block, and one with CR LF, is read")
    func pemForms() throws {
        let pem = "subject=x\r\n" + TestKeys.ed25519.split(separator: "\n").joined(separator: "\r\n") + "\r\n"
        #expect(try DKIMPrivateKey(pem: pem).publicKey.bits == 256)
    }
}
