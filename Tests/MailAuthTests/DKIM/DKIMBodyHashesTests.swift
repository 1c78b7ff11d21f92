import MailAuth
import MailMessage
import Support
import Testing

@Suite("bodies that are hashed in chunks")
struct DKIMBodyHashesTests {
    @Test("wherever the body is cut, the signatures verify as over the whole message")
    func cuts() async throws {
        var generator = SeededGenerator(seed: 31)
        let text = SignedMessages.plain + String(repeating: "a line  \n\n \tof text\n", count: 40)
        let signed = try SignedMessages.signer(TestKeys.ed25519)
            .sign(SignedMessages.message(text).bytes, at: SignedMessages.moment)
        let twice = try SignedMessages.signer(TestKeys.ed25519).sign(signed, at: SignedMessages.moment)
        let dns = SignedMessages.dns(try SignedMessages.signer(TestKeys.ed25519))
        let message = Message(bytes: twice)
        let verifier = DKIMVerifier(resolver: dns)
        #expect(await verifier.verify(message, at: SignedMessages.moment).signatures.map(\.value) == [.pass, .pass])
        for _ in 0..<50 {
            var hashes = DKIMBodyHashes(for: message)
            var rest = message.body
            while !rest.isEmpty {
                let count = Int.random(in: 1...97, using: &generator)
                hashes.update(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            hashes.finish()
            let header = Message(bytes: Array(message.header))
            let result = await verifier.verify(header, hashes, at: SignedMessages.moment)
            #expect(result.signatures.map(\.value) == [.pass, .pass])
        }
    }

    @Test("a body that was not fed does not verify")
    func nothing() async throws {
        let signer = try SignedMessages.signer(TestKeys.ed25519)
        let message = Message(
            bytes: try signer.sign(SignedMessages.message(SignedMessages.plain).bytes, at: SignedMessages.moment))
        let verifier = DKIMVerifier(resolver: SignedMessages.dns(signer))
        let result = await verifier.verify(message, DKIMBodyHashes(for: message), at: SignedMessages.moment)
        #expect(result.value == .fail)
    }

    @Test("line breaks of a stream are those of the whole, wherever it is cut")
    func lineBreaks() {
        for octets in Mutations(of: ["a\r\nb\nc\rd\r\r\n\n\r"], seed: 32).prefix(2000) {
            for cut in 0...octets.count {
                var stream = LineBreakStream()
                let joined = stream.normalised(octets[..<cut]) + stream.normalised(octets[cut...])
                #expect(joined == LineBreaks.normalised(octets))
            }
        }
    }
}
