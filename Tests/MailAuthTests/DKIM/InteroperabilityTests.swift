import Findings
import MailAuth
import MailMessage
import Support
import Testing

@Suite("DKIM with strangers", .timeLimit(.minutes(10)))
struct InteroperabilityTests {
    private static let pairs: [(header: DKIMCanonicalization, body: DKIMCanonicalization)] = [
        (.simple, .simple), (.simple, .relaxed), (.relaxed, .simple), (.relaxed, .relaxed),
    ]

    private static let messages = [
        SignedMessages.plain,
        "From: a@example.com\nSubject: no body\n\n",
        "From: a@example.com\nSubject: spaces \t within\n\tand a fold\nTo: b@example.net,\n c@example.net\n\n\n\n a line  \n\t\n\n\n\n",
        "From: \"A\" <a@example.com>\nSubject: caf\u{E9}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nna\u{EF}ve\n. dot\n",
    ]

    /// OpenDKIM's test mode hands fields on as a milter does, which loses all white space but one behind the colon.
    private static let leadingSpaces = "From: a@example.com\nSubject: \t  far away\n\nb\n"

    private func each(
        of messages: [String] = messages,
        _ body: (_ message: [UInt8], _ pair: (header: DKIMCanonicalization, body: DKIMCanonicalization)) async throws ->
            Void
    ) async throws {
        for text in messages {
            for pair in Self.pairs { try await body(SignedMessages.message(text).bytes, pair) }
        }
    }

    private func signed(
        _ message: [UInt8], _ pem: String, _ pair: (header: DKIMCanonicalization, body: DKIMCanonicalization)
    ) throws -> [UInt8] {
        var signer = try SignedMessages.signer(pem)
        signer.headerCanonicalization = pair.header
        signer.bodyCanonicalization = pair.body
        return try signer.sign(message, at: .now())
    }

    private func algorithm(_ pem: String) -> String {
        pem == TestKeys.ed25519 ? "ed25519-sha256" : "rsa-sha256"
    }

    @Test(
        "what we sign verifies under OpenDKIM, and a changed body does not",
        .enabled(if: Program.isExpected("opendkim"), "opendkim is not installed: apt-get install opendkim"),
        arguments: [TestKeys.rsa2048, TestKeys.ed25519])
    func oursUnderOpenDKIM(_ pem: String) async throws {
        let program = try #require(Program("opendkim"), "CI=true and opendkim is missing: ci/install opendkim")
        let opendkim = try OpenDKIM(program)
        let key = try SignedMessages.signer(pem).key.recordText
        try await each { message, pair in
            let bytes = try signed(message, pem, pair)
            #expect(try await opendkim.verifies(bytes, key: key), "\(pair) \(String(decoding: bytes, as: UTF8.self))")
            #expect(try await !opendkim.verifies(bytes + Array("more\r\n".utf8), key: key))
        }
    }

    @Test(
        "what OpenDKIM signs verifies under us",
        .enabled(if: Program.isExpected("opendkim"), "opendkim is not installed: apt-get install opendkim"),
        arguments: [TestKeys.rsa2048, TestKeys.ed25519])
    func openDKIMUnderUs(_ pem: String) async throws {
        let program = try #require(Program("opendkim"), "CI=true and opendkim is missing: ci/install opendkim")
        let opendkim = try OpenDKIM(program)
        let dns = SignedMessages.dns(try SignedMessages.signer(pem))
        try await each { message, pair in
            // OpenDKIM 2.11 with Ed25519 signs another fold before b= than it writes: with simple header canonicalization
            // nobody can verify that. dkimpy refuses the same messages.
            if pem == TestKeys.ed25519, pair.header == .simple { return }
            let bytes = try await opendkim.signed(
                message, pem: pem, algorithm: algorithm(pem),
                canonicalization: "\(pair.header.rawValue)/\(pair.body.rawValue)")
            let result = await SignedMessages.verify(bytes, dns, at: .now())
            #expect(result.value == .pass, "\(pair) \(result) \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test(
        "what we sign verifies under dkimpy, and a changed body does not",
        .enabled(if: Dkimpy.isExpected, "dkimpy is not installed: apt-get install python3-dkim python3-nacl"),
        arguments: [TestKeys.rsa2048, TestKeys.ed25519])
    func oursUnderDkimpy(_ pem: String) async throws {
        guard let dkimpy = try Dkimpy() else {
            Issue.record("CI=true and dkimpy is missing: ci/install python3-dkim python3-nacl")
            return
        }
        let key = try SignedMessages.signer(pem).key.recordText
        try await each(of: Self.messages + [Self.leadingSpaces]) { message, pair in
            let bytes = try signed(message, pem, pair)
            #expect(try await dkimpy.verifies(bytes, key: key), "\(pair) \(String(decoding: bytes, as: UTF8.self))")
            #expect(try await !dkimpy.verifies(bytes + Array("more\r\n".utf8), key: key))
        }
    }

    @Test(
        "what dkimpy signs verifies under us",
        .enabled(if: Dkimpy.isExpected, "dkimpy is not installed: apt-get install python3-dkim python3-nacl"),
        arguments: [TestKeys.rsa2048, TestKeys.ed25519])
    func dkimpyUnderUs(_ pem: String) async throws {
        guard let dkimpy = try Dkimpy() else {
            Issue.record("CI=true and dkimpy is missing: ci/install python3-dkim python3-nacl")
            return
        }
        let dns = SignedMessages.dns(try SignedMessages.signer(pem))
        try await each(of: Self.messages + [Self.leadingSpaces]) { message, pair in
            let bytes = try await dkimpy.signed(
                message, pem: pem, algorithm: algorithm(pem), header: pair.header.rawValue, body: pair.body.rawValue)
            let result = await SignedMessages.verify(bytes, dns, at: .now())
            #expect(result.value == .pass, "\(pair) \(result) \(String(decoding: bytes, as: UTF8.self))")
        }
    }
}
