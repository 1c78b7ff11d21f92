import MailTransport
import Support
import Testing

@Suite("SCRAM-SHA-256")
struct ScramClientTests {
    /// RFC 7677 §3: the example.
    private let serverFirst =
        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
    private let proof = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
    private let serverFinal = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="

    private func client(user: String = "user", password: String = "pencil") throws -> ScramClient {
        try ScramClient(user: user, password: password, nonce: "rOprNGfwEbeRWgbNEkqO")
    }

    @Test("the example of the standard comes out to the letter")
    func example() throws {
        var client = try client()
        #expect(client.firstMessage == "n,,n=user,r=rOprNGfwEbeRWgbNEkqO")
        #expect(
            try client.answer(to: serverFirst)
                == "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=\(proof)")
        try client.verify(serverFinal)
    }

    @Test("another password makes another proof, and the server's signature does not fit it")
    func otherPassword() throws {
        var client = try client(password: "Pencil")
        #expect(try !client.answer(to: serverFirst).contains(proof))
        #expect(throws: ScramError.wrongSignature) { try client.verify(serverFinal) }
    }

    @Test("a server that has not proved anything is not believed")
    func unproved() throws {
        var client = try client()
        #expect(throws: ScramError.malformed) { try client.verify(serverFinal) }
        _ = try client.answer(to: serverFirst)
        #expect(throws: ScramError.malformed) { try client.verify("") }
        #expect(throws: ScramError.malformed) { try client.verify("w=AAAA") }
        #expect(throws: ScramError.refused("invalid-proof")) { try client.verify("e=invalid-proof") }
    }

    @Test("what separates is escaped in a name")
    func escapedName() throws {
        #expect(try client(user: "a=b,c").firstMessage == "n,,n=a=3Db=2Cc,r=rOprNGfwEbeRWgbNEkqO")
    }

    @Test("text that is not prepared is refused", arguments: ["ü", "a\u{0}", "a\r\nb", "a\u{7F}", "\u{AA}"])
    func notPrepared(text: String) {
        #expect(throws: ScramError.notPreparable) { try client(password: text) }
        #expect(throws: ScramError.notPreparable) { try client(user: text) }
    }

    @Test(
        "a first message that asks for something else than the standard has is refused",
        arguments: [
            ("r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", ScramError.wrongNonce),
            ("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", .wrongNonce),
            ("m=x,r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", .unknownExtension),
            ("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4095", .tooFewIterations(4095)),
            ("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=0", .tooFewIterations(0)),
            ("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1000001", .tooManyIterations("1000001")),
            (
                "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=99999999999999999999999",
                .tooManyIterations("99999999999999999999")
            ),
            ("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=-1", .malformed),
            ("r=rOprNGfwEbeRWgbNEkqOx,s=,i=4096", .malformed),
            ("r=rOprNGfwEbeRWgbNEkqOx,s=W22Za,i=4096", .malformed),
            ("r=rOprNGfwEbeRWgbNEkqOx,i=4096", .malformed), ("", .malformed), (",,,", .malformed),
        ])
    func refused(message: String, error: ScramError) throws {
        var client = try client()
        #expect(throws: error) { try client.answer(to: message) }
    }

    @Test("messages with mistakes are refused or answered, and never believed at the end")
    func mutations() throws {
        for octets in Mutations(of: [serverFinal], seed: 5) {
            let message = String(decoding: octets, as: UTF8.self)
            guard message != serverFinal, !message.hasPrefix(serverFinal) else { continue }
            var client = try client()
            // The first message that costs nothing: the mistakes are in the second.
            #expect(throws: ScramError.self) { try client.answer(to: "r=\(message)") }
            #expect(throws: ScramError.self) { try client.verify(message) }
        }
    }
}

@Suite("Base64 of logins")
struct Base64TextTests {
    @Test(
        "the examples of the standard come out in both directions",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func examples(text: String, encoded: String) {
        #expect(Base64Text.encode(Array(text.utf8)) == encoded)
        #expect(Base64Text.decode(encoded.utf8) == Array(text.utf8))
    }

    @Test(
        "what is no Base64 is none",
        arguments: ["Z", "Zg", "Zg=", "Zg===", "====", "Z===", "Zh==", "Zm9=", "Zm 9v", "Zm9v\r\n", "Zg==Zg==", "Zm9-"])
    func invalid(text: String) {
        #expect(Base64Text.decode(text.utf8) == nil)
    }

    @Test("any bytes come back")
    func roundTrip() {
        var generator = SeededGenerator(seed: 9)
        for count in 0..<200 {
            let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            #expect(Base64Text.decode(Base64Text.encode(bytes).utf8) == bytes)
        }
    }
}
