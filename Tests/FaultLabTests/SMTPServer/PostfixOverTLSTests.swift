import FaultLab
import MailMessage
import MailTransport
import Support
import Testing

@Suite(
    "Postfix as a client over TLS", .timeLimit(.minutes(10)),
    .enabled(if: Postfix.isExpected, "postfix is not installed, or this is not root: apt-get install postfix"))
struct PostfixOverTLSTests {
    /// Starts a Postfix that relays to the lab by TLS that it verifies, has `body` use it, and ends it.
    private func withPostfix(_ body: (LabWithTLS, Postfix) async throws -> Void) async throws {
        let program = try #require(Program("postfix"), "CI=true and postfix is missing: ci/install postfix")
        try await LabWithTLS.run(.init(name: "mx", domains: nil, tls: TLSOffer())) { fixture in
            var settings = Postfix.Settings()
            settings.files["ca.pem"] = try #require(fixture.lab.authority).pem
            settings.parameters = [
                "relayhost": "[localhost]:\(fixture.server.port)", "smtp_host_lookup": "native",
                "smtp_tls_security_level": "verify", "smtp_tls_CAfile": "$FOLDER/ca.pem",
            ]
            let postfix = try Postfix(program, settings)
            do {
                try await postfix.waitUntilReady()
                try await body(fixture, postfix)
            } catch {
                await postfix.stop()
                throw error
            }
            await postfix.stop()
        }
    }

    private func send(_ subject: String, through postfix: Postfix) async throws {
        let sender = SMTPSender(to: SMTPEndpoint(host: "127.0.0.1", port: Int(postfix.port)))
        let envelope = try SMTPEnvelope(sender: "news@example.com", recipients: ["ana@inbox.example"])
        let delivery = try await sender.send(
            OutgoingMail(envelope, message: Array("Subject: \(subject)\r\n\r\nHello.\r\n".utf8)))
        #expect(delivery.recipients.map(\.reply.code) == [250])
        await sender.close()
    }

    private func arrival(_ subject: String, in fixture: LabWithTLS) async -> LabMessage? {
        await fixture.server.mailboxes.firstMessage(
            .init(header: .init("Subject", subject)), until: .now.advanced(by: .seconds(120)))
    }

    @Test(
        "puts mail off that a bad certificate holds back, says 4.7.5, and delivers it when the fault is gone",
        arguments: [CertificateProfile.expired, .wrongName, .selfSigned])
    func heldBack(certificate: CertificateProfile) async throws {
        try await withPostfix { fixture, postfix in
            try await send("before", through: postfix)
            #expect(await arrival("before", in: fixture)?.envelope?.client.tls != nil)
            let armed = try fixture.lab.arm(TLSFault(server: "mx", certificate: certificate), lease: .seconds(600))
            try await send("meanwhile", through: postfix)
            while !postfix.log.contains("status=deferred") { try await Task.sleep(for: .milliseconds(50)) }
            let line = postfix.log.split(separator: "\n").first { $0.contains("status=deferred") }
            #expect(line?.contains("dsn=4.7.5") == true, "\(line ?? "")")
            #expect(armed.hits.total >= 1)
            #expect(fixture.server.mailboxes.messages().count == 1)
            armed.disarm()
            #expect(await arrival("meanwhile", in: fixture) != nil)
        }
    }
}
