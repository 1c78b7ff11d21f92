import DNS
import MailAuth
import MailMessage
import Support
import Testing

/// Messages and keys made to keep a verifier busy.
@Suite("hostile signatures", .timeLimit(.minutes(10)))
struct HostileSignatureTests {
    private static let line = "v=1; a=rsa-sha256; d=example.com; s=s1; bh=AAAA;"

    private func verify(_ header: String, _ key: String) async -> DKIMResult {
        let octets = Array(key.utf8)
        let strings = stride(from: 0, to: octets.count, by: 255).map { Array(octets[$0..<min($0 + 255, octets.count)]) }
        let dns = StubZone([
            ResourceRecord(name: name("s1._domainkey.example.com"), type: .TXT, timeToLive: 60, data: .txt(strings))
        ])
        let bytes = LineBreaks.normalised(Array("\(header)From: a@example.com\n\nHi\n".utf8))
        return await DKIMVerifier(resolver: dns).verify(Message(bytes: bytes), at: SignedMessages.moment)
    }

    @Test("of a thousand signatures a few are tried")
    func manySignatures() async {
        let field = "DKIM-Signature: \(Self.line) h=from; b=AAAA\n"
        let result = await verify(String(repeating: field, count: 1000), "p=\(TestKeys.rsa1024Public)")
        #expect(result.signatures.count == DKIMVerifier.usualSignatures)
        #expect(result.unexamined == 1000 - DKIMVerifier.usualSignatures)
    }

    @Test("a signature over a hundred thousand fields is verified")
    func manyFields() async throws {
        let many = (0..<100_000).map { "X-\($0 % 100): \($0)\n" }.joined()
        var signer = try SignedMessages.signer(TestKeys.ed25519)
        signer.fields = ["from"] + (0..<100).map { "x-\($0)" }
        let signed = try signer.sign(Array((many + SignedMessages.plain).utf8), at: SignedMessages.moment)
        #expect(await SignedMessages.verify(signed, SignedMessages.dns(signer)).value == .pass)
    }

    @Test(
        "values of megabytes are read and refused",
        arguments: [
            "h=from:\(String(repeating: "a:", count: 1 << 20))a; b=AAAA",
            "h=from; b=\(String(repeating: "AAAA", count: 1 << 20))",
        ])
    func longValues(_ tags: String) async {
        let result = await verify("DKIM-Signature: \(Self.line) \(tags)\n", "p=\(TestKeys.rsa1024Public)")
        #expect(result.signatures.map(\.failure) == [.bodyHashMismatch])
    }

    @Test("a signature of a hundred thousand tags is read")
    func manyTags() async {
        let tags = (0..<100_000).map { "x\($0)=y;" }.joined(separator: " ")
        let result = await verify(
            "DKIM-Signature: \(Self.line) \(tags) h=from; b=AAAA\n", "p=\(TestKeys.rsa1024Public)")
        #expect(result.signatures.map(\.failure) == [.bodyHashMismatch])
    }

    @Test("a key as long as a record can be is read", arguments: ["p=", "p=;", "x", "x=y;", "p=A "])
    func longKeys(_ piece: String) {
        let text = Array(String(repeating: piece, count: 65_000 / piece.utf8.count).utf8)
        let key = DKIMKeyRecord(text: text)
        #expect(key.publicKey == nil)
        #expect(!key.problems.isEmpty)
        #expect(key.problems.allSatisfy { $0.range.upperBound <= text.count })
    }

    @Test("numbers that no RSA key has make no signature valid, and take no time", arguments: [1, 3, 256, 4000])
    func oddKeys(_ exponentOctets: Int) async throws {
        // SubjectPublicKeyInfo with a modulus of 16,000 bits and an exponent of any length.
        func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
            [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
        }
        let numbers = value(
            0x30,
            value(0x02, [0] + Array(repeating: 0xFF, count: 2000))
                + value(0x02, Array(repeating: 0x7F, count: exponentOctets)))
        let algorithm: [UInt8] = [
            0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00,
        ]
        let key = String(decoding: Base64.encode(value(0x30, algorithm + value(0x03, [0] + numbers))), as: UTF8.self)
        let record = DKIMKeyRecord(text: Array("p=\(key)".utf8))
        #expect(record.publicKey?.bits == 16_000)
        var signer = try SignedMessages.signer(TestKeys.rsa1024)
        signer.fields = ["from"]
        let signed = String(
            decoding: try signer.sign(Array(SignedMessages.plain.utf8), at: SignedMessages.moment), as: UTF8.self)
        let dns = SignedMessages.dns(signer) { _ in "p=\(key)" }
        let result = await SignedMessages.verify(Array(signed.utf8), dns)
        #expect(result.signatures.map(\.failure) == [.signatureMismatch])
    }
}
