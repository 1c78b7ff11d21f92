import DNS
import FaultLab
import Findings
import MailAuth
import MailMessage
import Support
import Testing

@Suite("A strict receiver")
struct StrictReceiverTests {
    @Test("files signed mail of an allowed client in INBOX, and writes what it found")
    func authenticated() async throws {
        try await withLab(policy: "v=DMARC1; p=reject") { lab, server in
            let signed = try sign(Self.message)
            #expect(try await deliver(signed, to: server).hasPrefix("250 2.0.0 "))
            let message = try #require(server.mailboxes.messages().first)
            #expect(message.folder == .inbox)
            let found = try #require(message.authentication.first)
            #expect(found.results.map { "\($0.method)=\($0.value)" } == ["spf=pass", "dkim=pass", "dmarc=pass"])
            #expect(found.results(of: "dkim").first?.property("header", "s") == "s1")
            #expect(found.results(of: "spf").first?.property("smtp", "mailfrom") == "bounce@example.com")
            let told = lab.log.authentications.map {
                "\($0.method) \($0.result) \($0.domain ?? "-") \($0.selector ?? "-")"
            }
            #expect(told == ["spf pass example.com -", "dkim pass example.com s1", "dmarc pass example.com -"])
        }
    }

    @Test("removes results that the message claims to bring from it")
    func forged() async throws {
        try await withLab(policy: "v=DMARC1; p=none") { _, server in
            let forged = "Authentication-Results: MX; dmarc=pass\r\nAuthentication-Results: other.example; spf=pass\r\n"
            _ = try await deliver(try sign(Array(forged.utf8) + Self.message), to: server)
            let message = try #require(server.mailboxes.messages().first)
            #expect(message.authentication.count == 1)
            #expect(message.message.fields(named: "Authentication-Results").count == 2)
        }
    }

    @Test(
        "treats mail without an aligned pass as the policy says",
        arguments: [
            ("v=DMARC1; p=none", "250", LabFolder.junk), ("v=DMARC1; p=quarantine", "250", .junk),
            ("v=DMARC1; p=reject", "550 5.7.26", nil), ("not a policy", "250", .junk),
        ])
    func unauthenticated(policy: String, reply: String, folder: LabFolder?) async throws {
        try await withLab(policy: policy) { lab, server in
            var broken = try sign(Self.message)
            broken += Array("more\r\n".utf8)
            #expect(try await deliver(broken, from: "bounce@other.example", to: server).hasPrefix(reply))
            #expect(server.mailboxes.messages().map(\.folder) == [folder].compactMap { $0 })
            #expect(lab.log.authentications.contains { $0.method == "dkim" && $0.result == "fail" })
            let attempts = lab.log.attempts.map { "\($0.stage.rawValue) \($0.reply?.code ?? 0)" }
            #expect(attempts == ["message \(reply.prefix(3))"])
        }
    }

    @Test("takes an aligned pass for enough where there is no policy")
    func withoutPolicy() async throws {
        try await withLab(policy: "no policy") { _, server in
            _ = try await deliver(Self.message, to: server)
            #expect(server.mailboxes.messages().map(\.folder) == [.inbox])
        }
    }

    @Test("sees a selector that is broken by the next message, and mended by the one after")
    func badSelector() async throws {
        try await withLab(policy: "v=DMARC1; p=reject") { lab, server in
            let signed = try sign(Self.message)
            let revoked = try DNSFault.Reply(text: "v=DKIM1; p=", type: .TXT)
            let armed = try lab.arm(
                DNSFault(name("s1._domainkey.example.com"), .TXT, answer: revoked), lease: .seconds(60))
            #expect(try await deliver(signed, from: "x@other.example", to: server).hasPrefix("550 5.7.26 "))
            #expect(armed.hits.total == 1)
            armed.disarm()
            #expect(try await deliver(signed, from: "x@other.example", to: server).hasPrefix("250 "))
        }
    }

    @Test("puts mail off that it cannot judge because DNS does not answer")
    func temporaryError() async throws {
        try await withLab(policy: "v=DMARC1; p=reject") { lab, server in
            _ = try lab.arm(
                DNSFault(name("_dmarc.example.com"), .TXT, answer: .serverFailure), lease: .seconds(60))
            #expect(try await deliver(Self.message, to: server).hasPrefix("451 4.4.3 "))
            #expect(lab.log.authentications.last?.result == "temperror")
        }
    }

    @Test("files mail without one author's domain in Junk", arguments: ["", "From: a@a.example, b@b.example\r\n"])
    func noAuthor(from: String) async throws {
        try await withLab(policy: "v=DMARC1; p=reject") { _, server in
            _ = try await deliver(Array((from + "Subject: x\r\n\r\nx\r\n").utf8), to: server)
            #expect(server.mailboxes.messages().map(\.folder) == [.junk])
        }
    }

    @Test("needs a DNS to ask")
    func noDNS() async {
        do {
            _ = try await Lab.start(
                LabConfiguration(servers: [.init(name: "mx", domains: nil, receiver: .strict)], seed: 1))
            Issue.record("it started")
        } catch {
            #expect(error.code == .noDNS)
        }
    }

    private static let message = Array("From: News <news@example.com>\r\nSubject: x\r\n\r\nbody\r\n".utf8)

    /// RFC 8032 §7.1 has such a key as a test; this one signs nothing anywhere.
    private static let key = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIPO7FmkYDzIR/PlZ6MPoym8FNBpHSKkf25FgVrYR94TC
        -----END PRIVATE KEY-----
        """

    private func sign(_ message: [UInt8]) throws -> [UInt8] {
        try DKIMSigner(domain: name("example.com"), selector: name("s1"), key: DKIMPrivateKey(pem: Self.key))
            .sign(message, at: .now())
    }

    private func deliver(
        _ message: [UInt8], from sender: String = "bounce@example.com", to server: LabSMTPServer
    ) async throws -> String {
        let client = try RawConnection(port: server.port)
        _ = try await client.replies()
        _ = try await client.exchange(
            "EHLO mx.example.com", "MAIL FROM:<\(sender)>", "RCPT TO:<ana@inbox.example>", "DATA")
        try await client.send(message + Array(".\r\n".utf8))
        return try await client.replies()
    }

    private func withLab(policy: String, _ body: (Lab, LabSMTPServer) async throws -> Void) async throws {
        let file = ZoneFile(
            SourceText(
                file: "example.zone",
                text: """
                    $ORIGIN example.
                    $TTL 1h
                    @                   SOA ns.example. hostmaster.example. 1 2h 15m 2w 10m
                                        NS  ns.example.
                    other               TXT "v=spf1 -all"
                    """))
        let com = ZoneFile(
            SourceText(
                file: "com.zone",
                text: """
                    $ORIGIN com.
                    $TTL 1h
                    @                   SOA ns.example. hostmaster.example. 1 2h 15m 2w 10m
                                        NS  ns.example.
                    example             TXT "v=spf1 ip4:192.0.2.10 -all"
                    s1._domainkey.example TXT "v=DKIM1; k=ed25519; p=bFlTq68mEDA1knD4gOLYUPaPTKbi9ZNu23Qqlsz1i7Y="
                    _dmarc.example      TXT "\(policy)"
                    """))
        let lab = try await Lab.start(
            LabConfiguration(
                servers: [
                    .init(
                        name: "mx", domains: ["inbox.example"], receiver: .strict, clientAddress: address("192.0.2.10"))
                ], dns: .init(zones: [file, com].compactMap(\.zone)), seed: 1))
        do {
            try await body(lab, try #require(lab.smtp["mx"]))
        } catch {
            _ = await lab.stop()
            throw error
        }
        #expect(await lab.stop() == [])
    }
}
