import MailTransport
import Support
import Testing

@Suite(
    "SMTP over TLS", .timeLimit(.minutes(10)),
    .enabled(if: Program.isExpected("openssl"), "openssl is not installed: apt-get install openssl"))
struct SMTPTLSTests {
    /// Starts a server, has `body` use it, and ends it.
    private func withServer(
        _ certificate: String, startTLS: Bool = true, mutual: Bool = false,
        _ body: (SMTPEndpoint, SMTPOptions, TestCertificates, OpenSSLServer) async throws -> Void
    ) async throws {
        let openssl = try #require(Program("openssl"), "CI=true and openssl is missing: ci/install openssl")
        let certificates = try await TestCertificates(openssl)
        defer { certificates.remove() }
        let authority = certificates.certificate("ca")
        let arguments = mutual ? ["-Verify", "1", "-verify_return_error", "-CAfile", authority] : []
        let server = try await OpenSSLServer(
            openssl, certificates, certificate: certificate, startTLS: startTLS, arguments: arguments)
        defer { server.stop() }
        var options = SMTPOptions()
        options.helloName = "client.example"
        options.tls = .required
        options.trustedCertificates = certificates.certificate("ca")
        let endpoint = SMTPEndpoint(host: "127.0.0.1", port: server.port, usesImplicitTLS: !startTLS)
        try await body(endpoint, options, certificates, server)
    }

    private func mail(bytes: Int = 100) throws -> OutgoingMail {
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 98) + [0x0D, 0x0A]
        let body = Array(repeating: line, count: bytes / line.count).joined()
        return OutgoingMail(
            try SMTPEnvelope(sender: "s@example.org", recipients: ["a@x.example"]),
            message: Array("A: 1\r\n\r\n".utf8) + body)
    }

    private func opening(_ endpoint: SMTPEndpoint, _ options: SMTPOptions) async -> TransportError? {
        await #expect(throws: TransportError.self) {
            let sender = SMTPSender(to: endpoint, options: options)
            _ = try await sender.send(mail())
        }
    }

    @Test("messages go over STARTTLS and over implicit TLS", arguments: [true, false])
    func sends(startTLS: Bool) async throws {
        try await withServer("good", startTLS: startTLS) { endpoint, options, _, server in
            let sender = SMTPSender(to: endpoint, options: options)
            // The last one is more than the buffers of the system take at once.
            for bytes in [100, 100_000, 5_000_000] {
                let delivery = try await sender.send(mail(bytes: bytes))
                #expect(delivery.recipients[0].isAccepted)
            }
            await sender.close()
            #expect(server.commands.first == "EHLO client.example")
            #expect(server.commands.last == "QUIT")
        }
    }

    @Test("opportunistic TLS is used where it is offered")
    func opportunistic() async throws {
        try await withServer("good") { endpoint, options, _, server in
            var options = options
            options.tls = .opportunistic
            let sender = SMTPSender(to: endpoint, options: options)
            let delivery = try await sender.send(mail())
            #expect(delivery.transcript.lines.contains { $0.text == "STARTTLS" })
            await sender.close()
            #expect(server.commands.contains { $0.hasPrefix("MAIL") })
        }
    }

    @Test(
        "a certificate that does not stand up is told by its kind, and nothing is sent",
        arguments: [
            ("expired", TLSProblem.expired), ("other", .wrongName), ("self", .selfSigned),
        ], [true, false])
    func badCertificate(of kind: (String, TLSProblem), startTLS: Bool) async throws {
        try await withServer(kind.0, startTLS: startTLS) { endpoint, options, _, server in
            let error = await opening(endpoint, options)
            #expect(error?.code == .tls)
            #expect(error?.tlsProblem == kind.1)
            #expect(error?.detail?.hasPrefix(kind.1.description) == true)
            #expect(error?.isTransient == false)
            #expect(server.commands.isEmpty)
        }
    }

    @Test("a certificate of an unknown authority is told as that", arguments: [true, false])
    func unknownIssuer(knowsStranger: Bool) async throws {
        try await withServer("good") { endpoint, options, certificates, server in
            var options = options
            options.trustedCertificates = knowsStranger ? certificates.certificate("stranger") : nil
            let error = await opening(endpoint, options)
            #expect(error?.tlsProblem == .unknownIssuer)
            #expect(server.commands.isEmpty)
        }
    }

    @Test("opportunistic TLS does not put up with a certificate that does not stand up")
    func opportunisticBadCertificate() async throws {
        try await withServer("self") { endpoint, options, _, server in
            var options = options
            options.tls = .opportunistic
            #expect(await opening(endpoint, options)?.tlsProblem == .selfSigned)
            #expect(server.commands.isEmpty)
        }
    }

    @Test("an encrypted key is opened by its password, and by no other", arguments: [true, false])
    func encryptedKey(knowsPassword: Bool) async throws {
        try await withServer("good", mutual: true) { endpoint, options, certificates, _ in
            var options = options
            options.clientCertificate = .init(
                certificateFile: certificates.certificate("client"), keyFile: certificates.key("locked"),
                keyPassword: knowsPassword ? TestCertificates.keyPassword : "guess")
            if knowsPassword {
                let sender = SMTPSender(to: endpoint, options: options)
                let delivery = try await sender.send(mail())
                #expect(delivery.recipients[0].isAccepted)
                await sender.close()
            } else {
                let error = await opening(endpoint, options)
                #expect(error?.tlsProblem == .clientCertificateUnusable)
                #expect(error.map { "\($0)" }?.contains("guess") == false)
            }
        }
    }

    @Test("a server that wants a certificate of the client gets it, or says no", arguments: [true, false])
    func clientCertificate(shows: Bool) async throws {
        try await withServer("good", mutual: true) { endpoint, options, certificates, _ in
            var options = options
            if shows {
                options.clientCertificate = .init(
                    certificateFile: certificates.certificate("client"), keyFile: certificates.key("client"))
                let sender = SMTPSender(to: endpoint, options: options)
                let delivery = try await sender.send(mail())
                #expect(delivery.recipients[0].isAccepted)
                await sender.close()
            } else {
                let error = await opening(endpoint, options)
                #expect(error?.code == .tls)
                #expect(error?.tlsProblem == .clientCertificateRefused)
            }
        }
    }

    @Test("files that cannot be used are told as that")
    func unusableFiles() async throws {
        try await withServer("good") { endpoint, options, certificates, _ in
            var options = options
            options.clientCertificate = .init(
                certificateFile: certificates.certificate("client"), keyFile: certificates.key("good"))
            #expect(await opening(endpoint, options)?.tlsProblem == .clientCertificateUnusable)
        }
        try await withServer("good") { endpoint, options, certificates, _ in
            var options = options
            options.trustedCertificates = certificates.certificate("missing")
            #expect(await opening(endpoint, options)?.tlsProblem == .trustedCertificatesUnusable)
        }
    }

    @Test("a port that speaks no TLS fails in the handshake")
    func noTLS() async throws {
        let server = try MailServer()
        defer { server.server.stop() }
        let endpoint = SMTPEndpoint(host: "127.0.0.1", port: server.server.port, usesImplicitTLS: true)
        #expect(await opening(endpoint, SMTPOptions())?.tlsProblem == .handshake)
    }

    @Test("a server that refuses STARTTLS is not talked to where TLS is required")
    func refusedSTARTTLS() async throws {
        let server = try MailServer(offers: ["STARTTLS"], answers: [("STARTTLS", "454 4.7.0 no TLS now")])
        defer { server.server.stop() }
        var options = SMTPOptions()
        options.tls = .required
        let error = await opening(SMTPEndpoint(host: "127.0.0.1", port: server.server.port), options)
        #expect(error?.tlsProblem == .notOffered)
        #expect(error?.reply?.code == 454)
        #expect(!server.commands.contains { $0.hasPrefix("MAIL") })
    }

    @Test(
        "opportunistic TLS does without where it is not offered, or refused before it begins", arguments: [true, false])
    func opportunisticWithout(offers: Bool) async throws {
        let server = try MailServer(
            offers: offers ? ["STARTTLS"] : [], answers: [("STARTTLS", "454 4.7.0 no TLS now")])
        defer { server.server.stop() }
        var options = SMTPOptions()
        options.tls = .opportunistic
        let sender = SMTPSender(
            to: SMTPEndpoint(host: "127.0.0.1", port: server.server.port), options: options)
        #expect(try await sender.send(mail()).recipients[0].isAccepted)
        await sender.close()
        #expect(server.commands.contains("STARTTLS") == offers)
    }
}
