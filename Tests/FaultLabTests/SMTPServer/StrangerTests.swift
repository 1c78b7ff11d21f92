import DNS
import FaultLab
import Foundation
import MailMessage
import Support
import Testing

/// Programs of others as clients of the lab.
@Suite("A stranger", .timeLimit(.minutes(10)))
struct StrangerTests {
    private static let account = LoginOffer(accounts: [.init(user: "ana", password: "secret")])
    private static let message = "Subject: hello\r\n\r\nHello.\r\n"

    private func program(_ name: String) throws -> Program {
        try #require(Program(name), "CI=true and \(name) is missing: ci/install \(name)")
    }

    @Test(
        "such as openssl s_client says of each certificate what is wrong with it",
        .enabled(if: Program.isExpected("openssl"), "openssl is not installed: apt-get install openssl"),
        arguments: [
            (CertificateProfile.valid, "Verification: OK"), (.expired, "certificate has expired"),
            (.notYetValid, "certificate is not yet valid"), (.selfSigned, "self-signed certificate"),
            (.wrongName, "hostname mismatch"), (.weak, "key too weak"),
        ], [false, true])
    func openssl(_ kind: (CertificateProfile, String), isImplicit: Bool) async throws {
        let openssl = try program("openssl")
        let offer = TLSOffer(isImplicit: isImplicit, certificate: kind.0)
        try await LabWithTLS.run(.init(name: "mx", domains: nil, tls: offer)) { fixture in
            let ended = try await openssl.run(
                ["s_client", "-brief", "-connect", fixture.server.address, "-CAfile", "ca.pem"]
                    + ["-verify_return_error", "-verify_hostname", "localhost"]
                    + (isImplicit ? [] : ["-starttls", "smtp"]), in: fixture.folder)
            #expect(ended.errors.contains(kind.1), "\(ended.errors)")
            #expect((ended.exitCode == 0) == (kind.0 == .valid), "\(ended.errors)")
        }
    }

    @Test(
        "that wants a version which the server does not speak gets no TLS",
        .enabled(if: Program.isExpected("openssl"), "openssl is not installed: apt-get install openssl"),
        arguments: [("-tls1", false), ("-tls1_1", false), ("-tls1_2", true), ("-tls1_3", true)])
    func versions(option: String, isSpoken: Bool) async throws {
        let openssl = try program("openssl")
        try await LabWithTLS.run(.init(name: "mx", domains: nil, tls: TLSOffer())) { fixture in
            let arguments =
                ["s_client", "-brief", "-connect", fixture.server.address, "-starttls", "smtp", option]
                + ["-cipher", "ALL:@SECLEVEL=0"]
            #expect((try await openssl.run(arguments, in: fixture.folder).exitCode == 0) == isSpoken)
            // A fault turns it round for the oldest one.
            let armed = try fixture.lab.arm(TLSFault(version: .v1_0), lease: .seconds(600))
            #expect((try await openssl.run(arguments, in: fixture.folder).exitCode == 0) == (option == "-tls1"))
            #expect(armed.hits.total == 1)
        }
    }

    @Test(
        "such as curl logs in and sends over TLS",
        .enabled(if: Program.isExpected("curl"), "curl is not installed: apt-get install curl"),
        arguments: [false, true])
    func curl(isImplicit: Bool) async throws {
        let curl = try program("curl")
        let server = LabConfiguration.Server(
            name: "mx", domains: nil, tls: TLSOffer(isImplicit: isImplicit), login: Self.account)
        try await LabWithTLS.run(server) { fixture in
            try fixture.folder.write(Self.message, to: "message.eml")
            let arguments =
                ["--silent", "--show-error", "--url", fixture.server.url, "--ssl-reqd", "--cacert", "ca.pem"]
                + ["--mail-from", "news@example.com", "--mail-rcpt", "ana@inbox.example"]
                + ["--upload-file", "message.eml"]
            let ended = try await curl.run(arguments + ["--user", "ana:secret"], in: fixture.folder)
            #expect(ended.exitCode == 0, "\(ended.errors)")
            let message = try #require(fixture.server.mailboxes.messages().first)
            #expect(message.envelope?.client.user == "ana")
            #expect(message.envelope?.client.tls != nil)
            #expect(String(decoding: message.bytes, as: UTF8.self).contains(" with ESMTPSA id "))
            // curl(1): 67 is a login that was refused, 60 a certificate that does not stand up.
            #expect(try await curl.run(arguments + ["--user", "ana:guess"], in: fixture.folder).exitCode == 67)
            _ = try fixture.lab.arm(TLSFault(certificate: .expired), lease: .seconds(600))
            #expect(try await curl.run(arguments, in: fixture.folder).exitCode == 60)
            #expect(fixture.server.mailboxes.messages().count == 1)
        }
    }

    @Test(
        "such as swaks logs in by each mechanism", .enabled(if: Program.isExpected("swaks"), "swaks is not installed"),
        arguments: ["PLAIN", "LOGIN"])
    func swaks(mechanism: String) async throws {
        let swaks = try program("swaks")
        try await LabWithTLS.run(.init(name: "mx", domains: nil, tls: TLSOffer(), login: Self.account)) { fixture in
            let arguments =
                ["--server", "127.0.0.1", "--port", "\(fixture.server.port)", "--tls", "--tls-verify"]
                + ["--tls-ca-path", "ca.pem", "--from", "news@example.com", "--to", "ana@inbox.example"]
                + ["--auth", mechanism, "--auth-user", "ana", "--auth-password"]
            let ended = try await swaks.run(arguments + ["secret"], in: fixture.folder)
            #expect(ended.exitCode == 0, "\(ended.output)\(ended.errors)")
            #expect(fixture.server.mailboxes.messages().map(\.envelope?.client.user) == ["ana"])
            // swaks(1): 28 is a login that failed.
            #expect(try await swaks.run(arguments + ["guess"], in: fixture.folder).exitCode == 28)
        }
    }

    @Test(
        "such as swaks speaks through a proxy of either version",
        .enabled(if: Program.isExpected("swaks"), "swaks is not installed"), arguments: [1, 2])
    func proxy(version: Int) async throws {
        let swaks = try program("swaks")
        try await LabWithTLS.run(.init(name: "mx", domains: nil, tls: TLSOffer(), isProxied: true)) { fixture in
            let arguments =
                ["--server", "127.0.0.1", "--port", "\(fixture.server.port)", "--tls"]
                + ["--from", "news@example.com", "--to", "ana@inbox.example"]
            let proxy =
                ["--proxy-version", "\(version)", "--proxy-family", version == 1 ? "TCP4" : "AF_INET"]
                + (version == 1 ? [] : ["--proxy-command", "PROXY", "--proxy-protocol", "STREAM"])
                + ["--proxy-source", "192.0.2.7", "--proxy-source-port", "40000"]
                + ["--proxy-dest", "192.0.2.8", "--proxy-dest-port", "25"]
            let ended = try await swaks.run(arguments + proxy, in: fixture.folder)
            #expect(ended.exitCode == 0, "\(ended.output)\(ended.errors)")
            let clients = fixture.server.mailboxes.messages().map(\.envelope?.client.address)
            #expect(clients == [IPAddress("192.0.2.7")])
        }
    }

    /// Sends commands behind STARTTLS in one write, then goes on within TLS.
    private static let injection = """
        import socket, ssl, sys
        plain = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
        def reply(stream):
            text = b""
            while not text.endswith(b"\\r\\n") or text.split(b"\\r\\n")[-2][3:4] != b" ":
                part = stream.recv(65536)
                if not part: break
                text += part
            return text.decode()
        reply(plain)
        plain.sendall(b"EHLO c.example\\r\\n"); reply(plain)
        plain.sendall(b"STARTTLS\\r\\nEHLO evil.example\\r\\nMAIL FROM:<evil@evil.example>\\r\\n")
        print(reply(plain).strip())
        secure = ssl.create_default_context(cafile="ca.pem").wrap_socket(plain, server_hostname="localhost")
        secure.sendall(b"RCPT TO:<ana@inbox.example>\\r\\n"); print(reply(secure).strip())
        secure.sendall(b"MAIL FROM:<a@b.example>\\r\\n"); print(reply(secure).strip())
        secure.sendall(b"QUIT\\r\\n"); print(reply(secure).strip())
        """

    @Test(
        "that puts commands behind STARTTLS has none of them obeyed within TLS",
        .enabled(if: Program.isExpected("python3"), "python3 is not installed: apt-get install python3"))
    func injection() async throws {
        let python = try program("python3")
        try await LabWithTLS.run(.init(name: "mx", domains: nil, tls: TLSOffer())) { fixture in
            try fixture.folder.write(Self.injection, to: "client.py")
            let ended = try await python.run(["client.py", "\(fixture.server.port)"], in: fixture.folder)
            #expect(
                ended.output.split(whereSeparator: \.isNewline) == [
                    "220 2.0.0 Begin TLS", "503 5.5.1 Send MAIL first", "503 5.5.1 Send EHLO first",
                    "221 2.0.0 mx.lab.invalid closes",
                ], "\(ended.output)\(ended.errors)")
            #expect(fixture.server.offences.count(of: .textBehindStartTLS) == 1)
        }
    }
}
