import MailAuth
import MailMessage
import Support
import Testing

struct DKIMKeyRecordTests {
    private func record(_ text: String) -> DKIMKeyRecord {
        DKIMKeyRecord(text: Array(text.utf8))
    }

    @Test("an RSA key is read in either form, and its bits are told")
    func rsa() {
        let info = record("v=DKIM1; k=rsa; p=\(TestKeys.rsa1024Public)")
        let pkcs1 = record("p=\(TestKeys.rsa1024PKCS1)")
        #expect(info.problems == [] && pkcs1.problems == [])
        #expect(info.publicKey == pkcs1.publicKey)
        #expect(info.publicKey?.bits == 1024)
        #expect(info.rsaForm == .subjectPublicKeyInfo)
        #expect(pkcs1.rsaForm == .pkcs1)
        #expect(record("p=\(TestKeys.rsa512Public)").publicKey?.bits == 512)
    }

    @Test("white space in the key does not count")
    func folded() {
        let text = TestKeys.rsa1024Public
        let half = text.index(text.startIndex, offsetBy: 80)
        let folded = "v=DKIM1; p= \(text[..<half]) \t\r\n \(text[half...]) ;"
        #expect(record(folded).publicKey == record("p=\(text)").publicKey)
    }

    @Test("an Ed25519 key is 32 octets and nothing around them")
    func ed25519() {
        let key = record("v=DKIM1; k=ed25519; p=\(TestKeys.ed25519Public)")
        #expect(key.problems == [])
        #expect(key.publicKey?.bits == 256)
        let wrapped = record("v=DKIM1; k=ed25519; p=MCowBQYDK2VwAyEA\(TestKeys.ed25519Public)")
        #expect(wrapped.publicKey == nil)
        #expect(wrapped.problems.map(\.message) == ["an Ed25519 key has 32 octets, p= holds 44"])
    }

    @Test("an empty key is revoked, and that is no mistake")
    func revoked() {
        let key = record("v=DKIM1; p=")
        #expect(key.isRevoked && key.problems.isEmpty && key.publicKey == nil)
    }

    @Test("flags, hashes and services are lists of words of which unknown ones are ignored")
    func words() {
        let key = record("v=DKIM1; t= x : y:s ; h=sha512:sha256; s=tlsrpt: email; p=")
        #expect(key.isTesting && key.isStrict && key.isForEmail)
        #expect(key.admits(hash: "sha256") && !key.admits(hash: "sha1"))
        #expect(!record("s=tlsrpt; p=").isForEmail)
        #expect(record("s=*; p=").isForEmail && record("p=").isForEmail)
        #expect(!record("t=Y; p=").isTesting)
    }

    @Test(
        "a record that cannot be used says where and why",
        arguments: [
            ("p=; v=DKIM1", 4), ("v=DKIM2; p=", 2), ("v=dkim1; p=", 2), ("v=DKIM1", 0), ("v=DKIM1; k=dsa; p=", 11),
            ("v=DKIM1; p=MIGf$", 15), ("v=DKIM1; p=MIGf", 11), ("v=DKIM1;; p=", 8), ("v=DKIM1; p=; p=", 13),
            ("v=DKIM1; moo; p=", 9), ("v=DKIM1; 1x=y; p=", 9), ("v=DKIM1; p=AAAAA", 11), ("v=DKIM1; p=AA=A", 14),
        ])
    func problems(_ text: String, _ offset: Int) {
        let key = record(text)
        #expect(key.problems.map(\.range.lowerBound) == [offset])
        #expect(key.publicKey == nil)
    }

    @Test("what follows an RSA key within p= makes it no key")
    func trailing() {
        let octets = Base64.decode(TestKeys.rsa1024Public.utf8) + [0]
        let text = String(decoding: Base64.encode(octets), as: UTF8.self)
        #expect(record("p=\(text)").publicKey == nil)
    }

    @Test("any octets are read without harm")
    func mutations() {
        var random = SeededGenerator(seed: 6376)
        let seed = Array("v=DKIM1; k=rsa; h=sha256; t=s; p=\(TestKeys.rsa1024Public)".utf8)
        let der = Base64.decode(TestKeys.rsa1024Public.utf8)
        for _ in 0..<2000 {
            var text = seed
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                text[Int.random(in: 0..<text.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let key = DKIMKeyRecord(text: text)
            #expect(key.problems.allSatisfy { $0.range.upperBound <= text.count })
            var octets = der
            octets[Int.random(in: 0..<40, using: &random)] = UInt8.random(in: 0...255, using: &random)
            octets = Array(octets.prefix(Int.random(in: 0...octets.count, using: &random)))
            _ = DKIMKeyRecord(text: Array("p=".utf8) + Base64.encode(octets))
        }
    }
}
