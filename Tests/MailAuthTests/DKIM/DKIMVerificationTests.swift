import DNS
import Findings
import MailAuth
import MailMessage
import Support
import Testing

struct DKIMVerificationTests {
    private func signed(
        _ edit: (inout DKIMSigner) -> Void = { _ in }
    ) throws -> (bytes: [UInt8], signer: DKIMSigner) {
        var signer = try SignedMessages.signer(TestKeys.ed25519)
        edit(&signer)
        return (try signer.sign(Array(SignedMessages.plain.utf8), at: SignedMessages.moment), signer)
    }

    @Test("a changed body is told apart from a changed header")
    func changes() async throws {
        let (bytes, signer) = try signed()
        let dns = SignedMessages.dns(signer)
        let body = SignedMessages.edited(bytes, "hungry", "angry")
        #expect(await SignedMessages.verify(body, dns).signatures.first?.failure == .bodyHashMismatch)
        let header = SignedMessages.edited(bytes, "Dinner", "Lunch")
        #expect(await SignedMessages.verify(header, dns).signatures.first?.failure == .signatureMismatch)
        #expect(await SignedMessages.verify(header, dns).value == .fail)
        let unsigned = SignedMessages.edited(bytes, "To: bo", "X-Mailer: x\r\nTo: bo")
        #expect(await SignedMessages.verify(unsigned, dns).value == .pass)
    }

    @Test("relaxed headers bear folding, case and white space; simple ones do not")
    func headers() async throws {
        for (method, expected) in [(DKIMCanonicalization.relaxed, true), (.simple, false)] {
            let (bytes, signer) = try signed { $0.headerCanonicalization = method }
            let changed = SignedMessages.edited(bytes, "Subject: Dinner\r\n and", "SUBJECT :Dinner \t and")
            #expect((await SignedMessages.verify(changed, SignedMessages.dns(signer)).value == .pass) == expected)
        }
    }

    @Test("a CR that stands alone within a field is no fold", arguments: ["Din\rner", "\rDinner", "Dinner\r \r"])
    func loneReturns(_ text: String) async throws {
        let (bytes, signer) = try signed()
        let changed = SignedMessages.edited(bytes, "Dinner", text)
        let result = await SignedMessages.verify(changed, SignedMessages.dns(signer)).signatures.first
        #expect(result?.failure == .signatureMismatch)
    }

    @Test("of fields that stand several times the lowest is signed first")
    func bottomUp() async throws {
        let text = "Received: one\n" + SignedMessages.plain
        var signer = try SignedMessages.signer(TestKeys.ed25519)
        signer.fields = ["from", "received"]
        let bytes = try signer.sign(Array(text.utf8), at: SignedMessages.moment)
        let relayed = Array("Received: two\r\n".utf8) + bytes
        #expect(await SignedMessages.verify(relayed, SignedMessages.dns(signer)).value == .pass)
    }

    @Test(
        "what the key record says is obeyed",
        arguments: [
            ("p=", DKIMFailure.revoked), ("h=sha1; p=", .hashNotAdmitted("sha256")), ("s=tlsrpt; p=", .notForEmail),
        ])
    func keyRecord(_ replacement: String, _ failure: DKIMFailure) async throws {
        let (bytes, signer) = try signed()
        let dns = SignedMessages.dns(signer) {
            let key = $0.split(separator: "p=").last.map(String.init) ?? ""
            return "v=DKIM1; k=ed25519; " + (failure == .revoked ? "p=" : replacement + key)
        }
        let result = await SignedMessages.verify(bytes, dns).signatures.first
        #expect(result?.failure == failure)
        #expect(result?.value == .permerror)
    }

    @Test("a key of the other type is no key for the signature")
    func keyType() async throws {
        let (bytes, signer) = try signed()
        let dns = SignedMessages.dns(signer) { _ in "v=DKIM1; p=\(TestKeys.rsa1024Public)" }
        #expect(
            await SignedMessages.verify(bytes, dns).signatures.first?.failure
                == .keyTypeMismatch(key: "rsa", signature: "ed25519"))
    }

    @Test("another key of the same type fails the signature, not the body")
    func otherKey() async throws {
        let (bytes, signer) = try signed()
        let dns = SignedMessages.dns(signer) { _ in DKIMPrivateKey.ed25519().recordText }
        #expect(await SignedMessages.verify(bytes, dns).signatures.first?.failure == .signatureMismatch)
    }

    @Test("of several key records the one that fits is taken")
    func severalKeys() async throws {
        let (bytes, signer) = try signed()
        let dns = zone(
            """
            s1._domainkey.example.com. TXT "v=DKIM1; k=ed25519; p="
            s1._domainkey.example.com. TXT "v=spf1 -all"
            s1._domainkey.example.com. TXT "\(signer.key.recordText)"
            """)
        #expect(await SignedMessages.verify(bytes, dns).value == .pass)
    }

    @Test("a missing key is a permerror, one that DNS cannot answer for is a temperror")
    func noKey() async throws {
        let (bytes, _) = try signed()
        let missing = await SignedMessages.verify(bytes, zone("example.com. A 192.0.2.1"))
        #expect(missing.signatures.first?.failure == .noKey(name("s1._domainkey.example.com"), exists: false))
        #expect(missing.value == .permerror)
        let broken = await SignedMessages.verify(bytes, zone("s1._domainkey.example.com. TXT !SERVFAIL"))
        #expect(broken.value == .temperror)
    }

    @Test("RSA keys below 1024 bits are refused")
    func weakKey() async throws {
        let signer = try SignedMessages.signer(TestKeys.rsa1024)
        let bytes = try signer.sign(Array(SignedMessages.plain.utf8), at: SignedMessages.moment)
        let dns = SignedMessages.dns(signer) { _ in "v=DKIM1; p=\(TestKeys.rsa512Public)" }
        let result = await SignedMessages.verify(bytes, dns).signatures.first
        #expect(result?.failure == .weakKey(bits: 512))
        #expect(result?.value == .permerror)
    }

    @Test("rsa-sha1 is not verified at all")
    func sha1() async throws {
        let signer = try SignedMessages.signer(TestKeys.rsa1024)
        let bytes = try signer.sign(Array(SignedMessages.plain.utf8), at: SignedMessages.moment)
        let dns = SignedMessages.dns(signer)
        let old = SignedMessages.edited(bytes, "a=rsa-sha256", "a=rsa-sha1")
        let result = await SignedMessages.verify(old, dns).signatures.first
        #expect(result?.failure == .forbiddenAlgorithm(.rsaSHA1))
        #expect(result?.value == .permerror)
        #expect(dns.questions.isEmpty)
    }

    @Test("a signature expires")
    func expiry() async throws {
        let (bytes, signer) = try signed { $0.validity = .seconds(60) }
        let dns = SignedMessages.dns(signer)
        let end = WallTime(microseconds: SignedMessages.moment.microseconds + 60_000_000)
        #expect(await SignedMessages.verify(bytes, dns, at: end).value == .pass)
        let later = WallTime(microseconds: end.microseconds + 1_000_000)
        #expect(await SignedMessages.verify(bytes, dns, at: later).signatures.first?.failure == .expired(1_800_000_060))
    }

    @Test("a key that is being tested says so beside the result")
    func testing() async throws {
        let (bytes, signer) = try signed()
        let dns = SignedMessages.dns(signer) { "v=DKIM1; t=y; " + $0.dropFirst("v=DKIM1; ".count) }
        let result = await SignedMessages.verify(bytes, dns).signatures.first
        #expect(result?.isTesting == true)
        #expect(result?.value == .pass)
    }

    @Test("no more than five signatures are tried, and the rest are counted")
    func manySignatures() async throws {
        var (bytes, signer) = try signed()
        for _ in 0..<6 { bytes = try signer.sign(bytes, at: SignedMessages.moment) }
        let result = await SignedMessages.verify(bytes, SignedMessages.dns(signer))
        #expect(result.signatures.count == 5)
        #expect(result.unexamined == 2)
    }

    @Test("a message without signatures has the result none")
    func unsigned() async {
        #expect(await SignedMessages.verify(Array(SignedMessages.plain.utf8), zone("")).value == .none)
    }
}
